package wire

import (
	"strings"
	"testing"
	"time"
)

// TestParseUTC compares with time.Parse, with every byte at every place.
func TestParseUTC(t *testing.T) {
	check := func(s string) {
		t.Helper()
		seconds, nanos, ok := parseUTC(s)
		want, err := time.Parse(time.RFC3339Nano, s)
		if strings.ContainsRune(s, ',') || strings.HasPrefix(s, "0000") { // which time.Parse takes
			return
		}
		if !ok && (err == nil) {
			t.Errorf("%q is refused", s)
		}
		if ok && (err != nil || !time.Unix(seconds, int64(nanos)).Equal(want)) {
			t.Errorf("%q: %d.%09d, want %v, %v", s, seconds, nanos, want, err)
		}
	}
	const s = "2024-02-29T23:59:58Z"
	for i := range len(s) - 1 {
		for c := range 256 {
			check(s[:i] + string([]byte{byte(c)}) + s[i+1:])
		}
	}
	for _, s := range []string{"1969-12-31T23:59:59.5Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "1900-02-28T00:00:00.001Z", "2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z"} {
		check(s)
	}
}

// TestParseFixdate compares with time.Parse, with every byte at every place.
func TestParseFixdate(t *testing.T) {
	check := func(s string) {
		t.Helper()
		seconds, ok := parseFixdate(s)
		want, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", s)
		if ok && (err != nil || time.Unix(seconds, 0).UTC() != want.UTC()) {
			t.Errorf("%q: %d, want %v, %v", s, seconds, want, err)
		}
	}
	const s = "Thu, 29 Feb 2024 23:59:58 GMT"
	for i := range s {
		for c := range 256 {
			check(s[:i] + string([]byte{byte(c)}) + s[i+1:])
		}
	}
	for day := time.Date(1899, 12, 31, 1, 2, 3, 0, time.UTC); day.Year() < 2101; day = day.AddDate(0, 0, 13) {
		text := day.Format("Mon, 02 Jan 2006 15:04:05 GMT")
		if seconds, ok := parseFixdate(text); !ok || seconds != day.Unix() {
			t.Fatalf("%q: %d, %v", text, seconds, ok)
		}
	}
	for _, s := range []string{"Mon, 30 Feb 2023 00:00:00 GMT", "Mon, 31 Apr 2023 00:00:00 GMT", "unT, 01 Jan 2023 00:00:00 GMT", "Mon, 01 anF 2023 00:00:00 GMT", "Mon, 01 Jan 0000 00:00:00 GMT", ""} {
		if _, ok := parseFixdate(s); ok {
			t.Errorf("%q is taken", s)
		}
	}
}

func BenchmarkParseUTC(b *testing.B) {
	for b.Loop() {
		if _, _, ok := parseUTC("2026-11-01T12:00:13.000Z"); !ok {
			b.Fatal("refused")
		}
	}
}
