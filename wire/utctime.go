package wire

import "strings"

// parseUTC reads the form in which services mostly write times,
// 2006-01-02T15:04:05Z with an optional fraction. It takes a tenth of the time
// of time.Parse and leaves all else to it.
func parseUTC(s string) (seconds int64, nanos int, ok bool) {
	const form = "0000-00-00T00:00:00"
	if len(s) <= len(form) || s[len(s)-1] != 'Z' {
		return 0, 0, false
	}
	head, tail := eightOf(s)^eightOf(form), eightOf(s[8:])^eightOf(form[8:])
	last := uint64(s[16]^':') | uint64(s[17]^'0')<<8 | uint64(s[18]^'0')<<16
	// what is left of a digit is its value, and of all else nothing
	const signs = 0xff0000ff00000000 // '-' and '-' of the head
	const nines = 0x7676767676767676 // a value over 9 carries into the high bit
	if (head|tail|last|(head+nines)|(tail+nines)|(last+nines))&0x8080808080808080 != 0 ||
		head&signs != 0 || tail&0x0000ff0000ff0000 != 0 || last&0xff != 0 {
		return 0, 0, false
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	if year == 0 || month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return 0, 0, false
	}
	if nanos, ok = fraction(s[len(form) : len(s)-1]); !ok {
		return 0, 0, false
	}
	return int64(days(year, month, day))*86400 + int64(hour*3600+minute*60+second), nanos, true
}

// parseFixdate reads the form in which HTTP dates mostly come, Mon, 02 Jan 2006
// 15:04:05 GMT (RFC 9110, section 5.6.7, IMF-fixdate), and leaves all else to
// time.Parse, which takes ten times as long.
func parseFixdate(s string) (seconds int64, ok bool) {
	const form = "Mon, 00 Jan 0000 00:00:00 GMT"
	if len(s) != len(form) {
		return 0, false
	}
	for i := 3; i < len(form); i++ {
		if c := form[i]; i >= 8 && i < 11 {
		} else if c != '0' && s[i] != c || c == '0' && s[i]-'0' > 9 {
			return 0, false
		}
	}
	weekday, month := strings.Index("SunMonTueWedThuFriSat", s[:3]), strings.Index("JanFebMarAprMayJunJulAugSepOctNovDec", s[8:11])
	if weekday < 0 || weekday%3 != 0 || month < 0 || month%3 != 0 {
		return 0, false
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, day, hour, minute, second := two(12)*100+two(14), two(5), two(17), two(20), two(23)
	month = month/3 + 1
	if year == 0 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	return int64(days(year, month, day))*86400 + int64(hour*3600+minute*60+second), true
}

// eightOf is the first eight bytes of s, the first lowest.
func eightOf(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// fraction is a point and one to nine digits, or nothing, as nanoseconds.
func fraction(s string) (nanos int, ok bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '.' || len(s) < 2 || len(s) > 10 {
		return 0, false
	}
	unit := 100_000_000
	for i := 1; i < len(s); i++ {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		nanos += int(d) * unit
		unit /= 10
	}
	return nanos, true
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
