package wire

import (
	"math"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
)

func TestAppendTimestamp(t *testing.T) {
	for _, c := range []struct {
		t                 time.Time
		iso, unix, rfc822 string
	}{
		{time.Unix(0, 0), "1970-01-01T00:00:00Z", "0", "Thu, 01 Jan 1970 00:00:00 GMT"},
		{time.Unix(1398796238, 0), "2014-04-29T18:30:38Z", "1398796238", "Tue, 29 Apr 2014 18:30:38 GMT"},
		{time.Unix(1398796238, 123e6), "2014-04-29T18:30:38.123000Z", "1398796238.123", "Tue, 29 Apr 2014 18:30:38 GMT"},
		{time.Unix(1398796238, 1e6), "2014-04-29T18:30:38.001000Z", "1398796238.001", "Tue, 29 Apr 2014 18:30:38 GMT"},
		{time.Unix(1398796238, 456789), "2014-04-29T18:30:38.000456Z", "1398796238", "Tue, 29 Apr 2014 18:30:38 GMT"},
		{time.Unix(1398796238, 999), "2014-04-29T18:30:38Z", "1398796238", "Tue, 29 Apr 2014 18:30:38 GMT"},
		{time.Unix(-1, 500e6), "1969-12-31T23:59:59.500000Z", "-0.5", "Wed, 31 Dec 1969 23:59:59 GMT"},
		{time.Unix(-62135596800, 0), "0001-01-01T00:00:00Z", "-62135596800", "Mon, 01 Jan 0001 00:00:00 GMT"},
		{time.Unix(253402300799, 999e6), "9999-12-31T23:59:59.999000Z", "253402300799.999", "Fri, 31 Dec 9999 23:59:59 GMT"},
		{time.Date(2020, 2, 29, 1, 0, 0, 0, time.FixedZone("", 7200)), "2020-02-28T23:00:00Z", "1582930800", "Fri, 28 Feb 2020 23:00:00 GMT"},
	} {
		for format, want := range map[models.TimestampFormat]string{models.ISO8601: c.iso, models.TimestampDefault: c.iso, models.UnixTimestamp: c.unix, models.RFC822: c.rfc822} {
			if got := string(AppendTimestamp(nil, c.t, format)); got != want {
				t.Errorf("%v in format %d: %s, want %s", c.t, format, got, want)
			}
		}
	}
}

func TestParseTimestamp(t *testing.T) {
	at := time.Date(2014, 4, 29, 18, 30, 38, 0, time.UTC)
	for s, want := range map[string]time.Time{
		"2014-04-29T18:30:38Z":              at,
		"2014-04-29T18:30:38+00:00":         at,
		"2014-04-29T20:30:38+02:00":         at,
		"2014-04-29T20:30:38+0200":          at,
		"2014-04-29T18:30:38":               at,
		"20140429T183038Z":                  at,
		"2014-04-29T18:30:38.5Z":            at.Add(time.Second / 2),
		"2014-04-29":                        time.Date(2014, 4, 29, 0, 0, 0, 0, time.UTC),
		"1398796238":                        at,
		"1398796238.5":                      at.Add(time.Second / 2),
		"1.398796238e9":                     at,
		"-1.5":                              time.Unix(-2, 500e6),
		"1.5e-3":                            time.Unix(0, 1500000),
		"Tue, 29 Apr 2014 18:30:38 GMT":     at,
		"Tue, 29 Apr 2014 18:30:38 UTC":     at,
		"Tue, 29 Apr 2014 18:30:38.5 GMT":   at.Add(time.Second / 2),
		"Tuesday, 29-Apr-14 18:30:38 GMT":   at,
		"Tue Apr 29 18:30:38 2014":          at,
		"Tue, 29 Apr 2014 20:30:38 +0200":   at,
		"Thu, 1 Jan 1970 00:00:00 GMT":      time.Unix(0, 0),
		"0001-01-01T00:00:00Z":              {},
		"9999-12-31T23:59:59.999999Z":       time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC),
		"2016-02-29T00:00:00.123456789Z":    time.Date(2016, 2, 29, 0, 0, 0, 123456789, time.UTC),
		"Sunday, 06-Nov-94 08:49:37 GMT":    time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC),
		"Sun, 02 Jan 2000 20:34:56.456 GMT": time.Date(2000, 1, 2, 20, 34, 56, 456e6, time.UTC),
	} {
		got, err := ParseTimestamp(s, models.ISO8601)
		if err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q: %v, %v, want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "x", "-", "now", "2014", "1e", "0x10", "1_000", "-Infinity", "NaN", "253402300800", "1e300", "2014-13-01T00:00:00Z", "2015-02-29T00:00:00Z",
		"2014-04-29T18:30:38Zx", "Tue, 29 Apr 2014 18:30:38 PST", "Tue, 29 Apr 2014 18:30:38 GMT+3", "Tue, 31 Feb 2014 18:30:38 GMT"} {
		if s == "2014" {
			continue // a number of seconds
		}
		if got, err := ParseTimestamp(s, models.ISO8601); err != errTimestamp {
			t.Errorf("%q: %v, %v", s, got, err)
		}
	}
}

func TestTimeOfSeconds(t *testing.T) {
	for f, want := range map[float64]time.Time{
		0: time.Unix(0, 0), -0.5: time.Unix(-1, 500e6), 946845296.123: time.UnixMilli(946845296123), 1.9999999: time.Unix(2, 0),
		-62135596800: time.Unix(-62135596800, 0), 253402300799: time.Unix(253402300799, 0),
	} {
		if got, err := TimeOfSeconds(f); err != nil || !got.Equal(want) {
			t.Errorf("%v: %v, %v, want %v", f, got, err, want)
		}
	}
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 253402300800, 253402300799.9998, -62135596801, math.MaxFloat64} {
		if got, err := TimeOfSeconds(f); err == nil {
			t.Errorf("%v: %v", f, got)
		}
	}
}

func TestTimestampAllocs(t *testing.T) {
	dst := make([]byte, 0, 64)
	at := time.Unix(1398796238, 123e6)
	testkit.WantAllocs(t, 0, func() {
		for _, format := range [...]models.TimestampFormat{models.ISO8601, models.UnixTimestamp, models.RFC822} {
			dst = AppendTimestamp(dst[:0], at, format)
			if _, err := ParseTimestamp(view(dst), format); err != nil {
				t.Error(err)
			}
		}
	})
}

// FuzzTimestamp reads what was written: to the microsecond in iso8601, the
// millisecond in unixTimestamp, the second in rfc822.
func FuzzTimestamp(f *testing.F) {
	f.Add(int64(0), int64(0))
	f.Add(int64(-62135596800), int64(999999999))
	f.Add(int64(253402300799), int64(999999999))
	f.Add(int64(-1), int64(1e6))
	f.Fuzz(func(t *testing.T, seconds, nanos int64) {
		at := time.Unix(seconds, nanos%1e9).UTC()
		if !inYears(at.Unix()) {
			return
		}
		for format, unit := range map[models.TimestampFormat]time.Duration{models.ISO8601: time.Microsecond, models.UnixTimestamp: time.Millisecond, models.RFC822: time.Second} {
			text := string(AppendTimestamp(nil, at, format))
			want := at.Add(-time.Duration(at.Nanosecond()) % unit)
			if got, err := ParseTimestamp(text, format); err != nil || !got.Equal(want) {
				t.Errorf("%v as %s: %v, %v, want %v", at, text, got, err, want)
			}
		}
	})
}

// FuzzParseTimestamp parses anything: what is taken is a time that can be
// written again.
func FuzzParseTimestamp(f *testing.F) {
	for _, s := range []string{"2014-04-29T18:30:38+02:00", "1398796238.5", "Tue, 29 Apr 2014 18:30:38 GMT", "0001-01-01T00:00:00+23:59", "1e10", "-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, err := ParseTimestamp(s, models.ISO8601)
		if err != nil {
			return
		}
		if !inYears(at.Unix()) {
			t.Fatalf("%q is %v", s, at)
		}
		text := string(AppendTimestamp(nil, at, models.ISO8601))
		if got, err := ParseTimestamp(text, models.ISO8601); err != nil || !got.Equal(at.Truncate(time.Microsecond)) {
			t.Errorf("%q is %v, %q is %v, %v", s, at, text, got, err)
		}
	})
}
