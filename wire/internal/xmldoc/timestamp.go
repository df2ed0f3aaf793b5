package xmldoc

import (
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// timestamp appends a time as seconds since 1970.
func (r *Reader) timestamp(shape models.Shape, raw string) *wire.ValueError {
	if seconds, micros, ok := parseUTC(raw); ok {
		r.dst = appendSeconds(r.dst, seconds, micros)
		return nil
	}
	text := r.text(raw)
	if text == "" {
		return r.null()
	}
	t, err := wire.ParseTimestamp(text, shape.TimestampFormat())
	if err != nil {
		return wire.NotA("timestamp", shape, text)
	}
	r.dst = appendSeconds(r.dst, t.Unix(), t.Nanosecond()/int(time.Microsecond))
	return nil
}

// appendSeconds appends seconds and microseconds since 1970 as a number. Micros
// count upwards from seconds, also before 1970.
func appendSeconds(dst []byte, seconds int64, micros int) []byte {
	if micros == 0 {
		return strconv.AppendInt(dst, seconds, 10)
	}
	if seconds < 0 {
		seconds, micros = seconds+1, 1_000_000-micros
		if seconds == 0 {
			dst = append(dst, '-')
		}
	}
	dst = append(strconv.AppendInt(dst, seconds, 10), '.')
	for unit := 100_000; micros > 0; unit /= 10 {
		dst = append(dst, byte('0'+micros/unit))
		micros %= unit
	}
	return dst
}

// parseUTC reads the form in which services mostly write times,
// 2006-01-02T15:04:05Z with an optional fraction. It takes a tenth of the time
// of time.Parse and leaves all else to it.
func parseUTC(s string) (seconds int64, micros int, ok bool) {
	const form = "0000-00-00T00:00:00"
	if len(s) <= len(form) || s[len(s)-1] != 'Z' {
		return 0, 0, false
	}
	for i := 0; i < len(form); i++ {
		if c := form[i]; c == '0' && s[i]-'0' > 9 || c != '0' && s[i] != c {
			return 0, 0, false
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	if year == 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return 0, 0, false
	}
	if micros, ok = fraction(s[len(form) : len(s)-1]); !ok {
		return 0, 0, false
	}
	return int64(days(year, month, day))*86400 + int64(hour*3600+minute*60+second), micros, true
}

// fraction is a point and one to nine digits, or nothing, as microseconds.
func fraction(s string) (micros int, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '.' || len(s) < 2 || len(s) > 10 {
		return 0, false
	}
	unit := 100_000
	for i := 1; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		micros += int(d) * unit
		unit /= 10
	}
	return micros, true
}

// days counts the days from 1970-01-01 to a date of the Gregorian calendar. It
// reckons in years that begin with March, so that leap days come last.
func days(year, month, day int) int {
	if month < 3 {
		year--
		month += 12
	}
	return 365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 1 - 719468
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
