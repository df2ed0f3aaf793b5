package object

import (
	"strings"
	"time"
)

// Time reads a time of RFC 3339 as UTC. It does not load the local time zone,
// which time.Parse does from a file when the text has an offset. "UTC" stands
// for "Z", as in token files of the first AWS CLI version 2.
func Time(text string) (time.Time, bool) {
	if rest, old := strings.CutSuffix(text, "UTC"); old {
		text = rest + "Z"
	}
	t, err := time.ParseInLocation(time.RFC3339, text, time.UTC)
	return t.UTC(), err == nil
}

// AppendTime appends t as a JSON string, RFC 3339 in UTC without fractions.
func AppendTime(dst []byte, t time.Time) []byte {
	dst = append(dst, '"')
	dst = t.UTC().AppendFormat(dst, "2006-01-02T15:04:05Z")
	return append(dst, '"')
}
