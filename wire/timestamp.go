package wire

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
)

var errTimestamp = errors.New("wire: malformed timestamp")

// AppendTimestamp appends t in a format: iso8601 with microseconds only where
// they are not zero, unixTimestamp in whole seconds or with the milliseconds
// that are not zero, rfc822 (RFC 9110's IMF-fixdate) in whole seconds. Source:
// Smithy, "Timestamp formats".
func AppendTimestamp(dst []byte, t time.Time, format models.TimestampFormat) []byte {
	t = t.UTC()
	switch format {
	case models.UnixTimestamp:
		return appendUnix(dst, t)
	case models.RFC822:
		return t.AppendFormat(dst, "Mon, 02 Jan 2006 15:04:05 GMT")
	}
	if t.Nanosecond()/1000 != 0 {
		return t.AppendFormat(dst, "2006-01-02T15:04:05.000000Z")
	}
	return t.AppendFormat(dst, "2006-01-02T15:04:05Z")
}

func appendUnix(dst []byte, t time.Time) []byte {
	ms := t.Nanosecond() / int(time.Millisecond)
	if ms == 0 {
		return strconv.AppendInt(dst, t.Unix(), 10)
	}
	return strconv.AppendFloat(dst, float64(t.UnixMilli())/1000, 'f', -1, 64)
}

// ParseTimestamp reads a timestamp from text in any of the three formats:
// services do not always keep to the one that their models name, and the text
// tells.
func ParseTimestamp(s string, _ models.TimestampFormat) (time.Time, error) {
	if s == "" || s[0] != '-' && (s[0] < '0' || s[0] > '9') {
		return parseHTTPDate(s)
	}
	if seconds, nanos, ok := parseUTC(s); ok {
		return time.Unix(seconds, int64(nanos)).UTC(), nil
	}
	if len(s) > 4 && s[4] == '-' || len(s) > 8 && s[8] == 'T' {
		if t, err := ParseISO8601(s); err == nil {
			return t, nil
		}
	}
	f, err := ParseFloat(s) // 1.5e-3 has its '-' there too
	if err != nil {
		return time.Time{}, errTimestamp
	}
	return TimeOfSeconds(f)
}

// ParseISO8601 reads RFC 3339, with or without a zone (none is UTC), a fraction,
// or seconds' separators.
func ParseISO8601(s string) (time.Time, error) {
	for _, layout := range [...]string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "20060102T150405Z07:00", "2006-01-02T15:04:05.999999999Z0700", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil && inYears(t.Unix()) {
			return t.UTC(), nil
		}
	}
	return time.Time{}, errTimestamp
}

// parseHTTPDate reads an HTTP date (RFC 9110, section 5.6.7), with fractional
// seconds as some services send them. Of time zones by name only GMT and UTC
// are taken, for Go would read any other as UTC.
func parseHTTPDate(s string) (time.Time, error) {
	if seconds, ok := parseFixdate(s); ok {
		return time.Unix(seconds, 0).UTC(), nil
	}
	s, _ = strings.CutSuffix(s, " UTC")
	s, _ = strings.CutSuffix(s, " GMT")
	for _, layout := range [...]string{"Mon, 2 Jan 2006 15:04:05.999999999", "Monday, 02-Jan-06 15:04:05", time.ANSIC, "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil && inYears(t.Unix()) {
			return t.UTC(), nil
		}
	}
	return time.Time{}, errTimestamp
}

// timeOfSeconds is the time of so many seconds since 1970, to the microsecond,
// or after the year 2242 and before 1697, where a float is coarser than that, to
// the millisecond; ok is false outside the years 1 to 9999.
func timeOfSeconds(f float64) (t time.Time, ok bool) {
	if !(f >= firstSecond && f < endSecond) {
		return t, false
	}
	whole, fraction := math.Modf(f)
	nanos := int64(math.Round(fraction*1e6)) * 1e3
	if math.Abs(f) >= 1<<33 {
		nanos = int64(math.Round(fraction*1e3)) * 1e6
	}
	t = time.Unix(int64(whole), nanos).UTC()
	return t, inYears(t.Unix())
}

const firstSecond, endSecond = -62135596800, 253402300800 // 0001-01-01, 10000-01-01

// inYears reports whether a time is in the years that all formats can write.
func inYears(seconds int64) bool { return firstSecond <= seconds && seconds < endSecond }

// TimeOfSeconds is the time of a number of seconds since 1970.
func TimeOfSeconds(f float64) (time.Time, error) {
	t, ok := timeOfSeconds(f)
	if !ok {
		return t, errTimestamp
	}
	return t, nil
}
