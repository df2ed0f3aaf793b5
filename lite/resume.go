package lite

import (
	"encoding/base64"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/wire"
)

var errResume = errors.New("Paging.Resume is no token of this operation")

// The text of a place in a list is base64 of a JSON object: the tokens by the
// names of the params that they are, and two members of botocore's. So it may be
// handed to its paginators and be taken from them.
const (
	resumeSeen  = "boto_truncate_amount" // elements of the page that were given
	resumeBytes = "boto_encoded_keys"    // paths to the values that are bytes, in base64
)

// maxResume bounds the text of a place. Tokens are below 8 KB, or headers and
// URLs could not carry them.
const maxResume = 64 << 10

// formatResume is the text of a place; empty for the beginning.
func formatResume(names []string, tokens []any, seen int) string {
	if seen == 0 && !slices.ContainsFunc(tokens, func(v any) bool { return v != nil }) {
		return ""
	}
	b, encoded := []byte{'{'}, [][]byte(nil)
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		from := wire.AppendQuoted(nil, name)
		b = append(append(b, from...), ':')
		var blobs [][]byte
		b, blobs = appendAny(b, tokens[i], from)
		encoded = append(encoded, blobs...)
	}
	if seen > 0 {
		b = strconv.AppendInt(append(b, `,"`+resumeSeen+`":`...), int64(seen), 10)
	}
	if encoded != nil {
		b = append(b, `,"`+resumeBytes+`":[`...)
		for i, at := range encoded {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, '['), at...), ']')
		}
		b = append(b, ']')
	}
	return base64.StdEncoding.EncodeToString(append(b, '}'))
}

// appendAny appends a value as JSON. blobs are the paths of values that are
// bytes, each the JSON of its steps behind those of at.
func appendAny(dst []byte, v any, at []byte) (_ []byte, blobs [][]byte) {
	below := func(step []byte, v any) {
		var more [][]byte
		dst, more = appendAny(dst, v, append(append(slices.Clip(at), ','), step...))
		blobs = append(blobs, more...)
	}
	switch v := v.(type) {
	case nil:
		dst = append(dst, "null"...)
	case string:
		dst = wire.AppendQuoted(dst, v)
	case []byte:
		dst = append(base64.StdEncoding.AppendEncode(append(dst, '"'), v), '"')
		blobs = append(blobs, at)
	case bool:
		dst = strconv.AppendBool(dst, v)
	case int64:
		dst = strconv.AppendInt(dst, v, 10)
	case float64:
		dst = wire.AppendFloat(dst, v)
	case Value:
		return appendAny(dst, v.Any(), at)
	case time.Time:
		dst = wire.AppendQuoted(dst, v.Format(time.RFC3339Nano))
	case Map:
		dst = append(dst, '{')
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for i, name := range names {
			if i > 0 {
				dst = append(dst, ',')
			}
			step := wire.AppendQuoted(nil, name)
			dst = append(append(dst, step...), ':')
			below(step, v[name])
		}
		dst = append(dst, '}')
	case List:
		dst = append(dst, '[')
		for i, e := range v {
			if i > 0 {
				dst = append(dst, ',')
			}
			below(strconv.AppendInt(nil, int64(i), 10), e)
		}
		dst = append(dst, ']')
	default:
		dst = appendGiven(dst, wire.ValueOf(v))
	}
	return dst, blobs
}

// appendGiven appends a token that the caller put into params, in one of the
// other types that params may hold.
func appendGiven(dst []byte, v wire.Value) []byte {
	switch v.Kind() {
	case wire.StringKind:
		return wire.AppendQuoted(dst, v.Str())
	case wire.IntKind, wire.UintKind:
		i, _ := v.Int()
		return strconv.AppendInt(dst, i, 10)
	}
	return append(dst, "null"...)
}

// parseResume reads the text of a place: one token for each name. It also takes
// botocore's older form, tokens with "___" between them and a number behind, and
// so a token of the service's own.
func parseResume(text string, names []string) (tokens []any, seen int, ok bool) {
	if len(text) > maxResume {
		return nil, 0, false
	}
	var p fastjson.Parser
	b, err := base64.StdEncoding.DecodeString(text)
	if err == nil && len(b) > 0 && b[0] == '{' {
		if v, err := p.ParseBytes(b); err == nil {
			return resumeObject(v, names)
		}
	}
	parts := strings.Split(text, "___")
	if n := len(parts); n == len(names)+1 {
		if seen, err = strconv.Atoi(parts[n-1]); err != nil || seen < 0 {
			return nil, 0, false
		}
		parts = parts[:n-1]
	}
	if len(parts) > len(names) {
		return nil, 0, false
	}
	tokens = make([]any, len(names))
	for i, part := range parts {
		if part != "None" { // how botocore wrote a token that is not set
			tokens[i] = part
		}
	}
	return tokens, seen, true
}

// resumeObject reads the JSON object of a place.
func resumeObject(v *fastjson.Value, names []string) (tokens []any, seen int, ok bool) {
	object, _ := v.Object()
	tokens, ok = make([]any, len(names)), true
	object.Visit(func(key []byte, v *fastjson.Value) {
		switch name := string(key); name {
		case resumeSeen:
			n, err := v.Int()
			seen, ok = n, ok && err == nil && n >= 0
		case resumeBytes:
		default:
			i := slices.Index(names, name)
			if i < 0 {
				ok = ok && v.Type() == fastjson.TypeNull
				return
			}
			tokens[i] = resumeValue(v)
		}
	})
	for _, at := range v.GetArray(resumeBytes) {
		ok = ok && decodeBlob(names, tokens, at.GetArray())
	}
	return tokens, seen, ok
}

// resumeValue is JSON as plain Go values.
func resumeValue(v *fastjson.Value) any {
	switch v.Type() {
	case fastjson.TypeString:
		return string(v.GetStringBytes())
	case fastjson.TypeTrue, fastjson.TypeFalse:
		return v.GetBool()
	case fastjson.TypeNumber:
		if i, err := v.Int64(); err == nil {
			return i
		}
		f := v.GetFloat64()
		if math.IsInf(f, 0) || f == 0 { // also -0
			return int64(0)
		}
		return f
	case fastjson.TypeArray:
		list := List{}
		for _, e := range v.GetArray() {
			list = append(list, resumeValue(e))
		}
		return list
	case fastjson.TypeObject:
		m, object := Map{}, v.GetObject()
		object.Visit(func(key []byte, v *fastjson.Value) { m[string(key)] = resumeValue(v) })
		return m
	}
	return nil
}

// decodeBlob turns the value that a path leads to from base64 into bytes.
func decodeBlob(names []string, tokens []any, at []*fastjson.Value) bool {
	if len(at) == 0 {
		return false
	}
	i := slices.Index(names, string(at[0].GetStringBytes()))
	if i < 0 {
		return false
	}
	set, v := func(x any) { tokens[i] = x }, tokens[i]
	for _, step := range at[1:] {
		switch x := v.(type) {
		case Map:
			name := string(step.GetStringBytes())
			set, v = func(to any) { x[name] = to }, x[name]
		case List:
			n, err := step.Int()
			if err != nil || n < 0 || n >= len(x) {
				return false
			}
			set, v = func(to any) { x[n] = to }, x[n]
		default:
			return false
		}
	}
	text, ok := v.(string)
	if !ok {
		return false
	}
	b, err := base64.StdEncoding.DecodeString(text)
	set(b)
	return err == nil
}
