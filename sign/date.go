package sign

import "time"

// Lengths of a time in headers and scopes.
const (
	dayLen  = len("20150830")
	dateLen = len("20150830T123600Z")
)

// The years 1 to 9999 in Unix time, which four digits can write. The first
// second is that of the zero time.
const (
	firstSecond = -62135596800 // 0001-01-01T00:00:00Z
	lastSecond  = 253402300799 // 9999-12-31T23:59:59Z
)

func checkTime(t time.Time) error {
	if at := t.Unix(); at <= firstSecond || at > lastSecond {
		return ErrNoTime
	}
	return nil
}

// midnight is the second at which the day begins.
func midnight(at int64) int64 {
	return firstSecond + (at-firstSecond)/daySeconds*daySeconds
}

// appendDate appends a time in Unix seconds as yyyymmddThhmmssZ.
func appendDate(dst []byte, at int64) []byte {
	year, month, day := time.Unix(at, 0).UTC().Date()
	dst = append2(append2(dst, year/100), year%100)
	dst = append2(append2(dst, int(month)), day)
	return appendClock(dst, int(at-midnight(at)))
}

// appendClock appends the second of a day as ThhmmssZ.
func appendClock(dst []byte, second int) []byte {
	minute := second / 60
	hour := minute / 60
	h, m, s := twoDigits(hour), twoDigits(minute%60), twoDigits(second%60)
	return append(dst, 'T', byte(h), byte(h>>8), byte(m), byte(m>>8), byte(s), byte(s>>8), 'Z')
}

// twoDigits are those of n, below 100, the first lowest.
func twoDigits(n int) uint {
	tens := uint(n) * 103 >> 10
	return '0' + tens | ('0'+uint(n)-10*tens)<<8
}

// append2 appends n, below 100, as two digits.
//
//go:noinline
func append2(dst []byte, n int) []byte {
	return append(dst, digit(n/10), digit(n%10))
}

func digit(n int) byte { return byte('0' + n) }
