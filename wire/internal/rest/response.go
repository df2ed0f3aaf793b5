package rest

import (
	"encoding/base64"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
)

// AppendBound appends the members of a structure that the response's headers
// and status line carry, as they go into a JSON object keyed by member names:
// `"Name":value`, a comma before each but the one behind '{'. What was not sent
// is left out. A value that is not what the shape says is a
// *wire.ValueError.
//
// Timestamps become numbers of seconds since 1970, blobs base64, and the text
// in a jsonvalue header stays text.
func AppendBound(dst []byte, r *wire.Response, shape models.Shape) ([]byte, error) {
	if !shape.HasBindings() {
		return dst, nil
	}
	var err error
	for i := range shape.NumMembers() {
		m := shape.Member(i)
		switch m.Location() {
		case models.Header:
			dst, err = appendHeaderMember(dst, r, m)
		case models.PrefixHeaders:
			dst = appendPrefixMember(dst, r, m)
		case models.StatusCode:
			dst = strconv.AppendInt(appendName(dst, m.Name()), int64(r.Status), 10)
		}
		if err != nil {
			return dst, err
		}
	}
	return dst, nil
}

// appendName appends a key and its colon.
func appendName(dst []byte, name string) []byte {
	if n := len(dst); n > 0 && dst[n-1] != '{' {
		dst = append(dst, ',')
	}
	return append(wire.AppendQuoted(dst, name), ':')
}

func appendHeaderMember(dst []byte, r *wire.Response, m models.Member) ([]byte, error) {
	text, ok := r.Header.Get(m.WireName())
	if !ok {
		return dst, nil
	}
	shape := m.Shape()
	kind := shape.Kind()
	if text = trim(text); text == "" && kind != models.String && kind != models.List {
		return dst, nil
	}
	before := len(dst)
	dst = appendName(dst, m.Name())
	var bad *wire.ValueError
	switch {
	case m.JSONValue():
		dst, bad = appendJSONText(dst, shape, text)
	case kind == models.List:
		dst, bad = appendListMember(dst, shape, text)
	default:
		dst, bad = appendText(dst, shape, text)
	}
	if bad == nil {
		return dst, nil
	}
	if kind == models.Timestamp && wire.EqualFold(m.WireName(), "expires") {
		return dst[:before], nil // RFC 9111, section 5.3: such as "0", for "long ago"
	}
	return dst, bad.In(m.Name())
}

// appendText appends a header's text as the JSON form of its shape.
func appendText(dst []byte, shape models.Shape, text string) ([]byte, *wire.ValueError) {
	switch shape.Kind() {
	case models.String:
		return wire.AppendQuoted(dst, text), nil
	case models.Blob:
		dst = append(dst, '"')
		dst = base64.StdEncoding.AppendEncode(dst, []byte(text))
		return append(dst, '"'), nil
	case models.Boolean:
		if wire.EqualFold(text, "true") {
			return append(dst, "true"...), nil
		}
		if wire.EqualFold(text, "false") {
			return append(dst, "false"...), nil
		}
		return dst, wire.NotA("boolean", shape, text)
	case models.Integer, models.Long:
		i, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return dst, wire.NotA("integer", shape, text)
		}
		return strconv.AppendInt(dst, i, 10), nil
	case models.Float, models.Double:
		f, err := wire.ParseFloat(text)
		if err != nil {
			return dst, wire.NotA("number", shape, text)
		}
		return json.AppendFloat(dst, f), nil
	case models.Timestamp:
		t, err := wire.ParseTimestamp(text, shape.TimestampFormat())
		if err != nil {
			return dst, wire.NotA("timestamp", shape, text)
		}
		return appendSeconds(dst, t), nil
	}
	return dst, wire.NotA("header's value", shape, text)
}

// appendSeconds appends a time as seconds since 1970 with the microseconds that
// are not zero.
func appendSeconds(dst []byte, t time.Time) []byte {
	us := t.UnixMicro()
	if us%1e6 == 0 {
		return strconv.AppendInt(dst, us/1e6, 10)
	}
	if us < 0 {
		dst, us = append(dst, '-'), -us
	}
	dst = append(strconv.AppendInt(dst, us/1e6, 10), '.')
	fraction := us % 1e6
	for digit := int64(1e5); digit > 0; digit /= 10 {
		dst = append(dst, byte('0'+fraction/digit%10))
	}
	return dst
}

// appendJSONText appends the JSON text that a header holds in base64, as a
// string.
func appendJSONText(dst []byte, shape models.Shape, text string) ([]byte, *wire.ValueError) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return dst, wire.NotA("base64", shape, text)
	}
	return wire.AppendQuoted(dst, view(b)), nil
}

func appendListMember(dst []byte, shape models.Shape, list string) ([]byte, *wire.ValueError) {
	elem := shape.Elem()
	dates := elem.Kind() == models.Timestamp && list != "" && (list[0] < '0' || list[0] > '9')
	dst = append(dst, '[')
	var room [64]byte
	scratch := room[:0]
	for n := 0; ; n++ {
		var text string
		var bad *wire.ValueError
		ok := true
		if dates {
			text, list = consumeDate(list)
			ok = text != ""
		} else {
			text, scratch, list, ok = ConsumeElement(scratch, list)
		}
		if !ok {
			return append(dst, ']'), nil
		}
		if n > 0 {
			dst = append(dst, ',')
		}
		if dst, bad = appendText(dst, elem, text); bad != nil {
			return dst, bad.At(n)
		}
	}
}

// appendPrefixMember appends a map of the headers whose names begin with a
// prefix, in any case; the rest of a name is its key as it came. The map is
// there even if there are none.
func appendPrefixMember(dst []byte, r *wire.Response, m models.Member) []byte {
	prefix := m.LocationName()
	dst = append(appendName(dst, m.Name()), '{')
	var seen map[string]bool
	r.Header.All(func(name, _ string) bool {
		if len(name) < len(prefix) || !wire.EqualFold(name[:len(prefix)], prefix) {
			return true
		}
		if lower := strings.ToLower(name); !seen[lower] {
			if seen == nil {
				seen = map[string]bool{}
			}
			seen[lower] = true
			value, _ := r.Header.Get(name) // joins the values of a name
			dst = wire.AppendQuoted(appendName(dst, name[len(prefix):]), value)
		}
		return true
	})
	return append(dst, '}')
}
