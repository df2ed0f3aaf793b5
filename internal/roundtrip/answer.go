package roundtrip

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Answer is the response of a service that sends v, by the operation's protocol.
func Answer(op models.Operation, v map[string]any) *wire.Response {
	r := &wire.Response{Status: 200}
	shape := op.Output()
	protocol := op.Model().Protocol()
	rest := protocol == models.RestJSON || protocol == models.RestXML
	body := map[string]any{}
	var headers wire.HeaderList
	for name, value := range v {
		m, _ := shape.MemberNamed(name)
		switch {
		case rest && m.Location() == models.Header:
			headers = append(headers, wire.Header{Name: m.WireName(), Value: headerText(m.Shape(), value, m.JSONValue())})
		case rest && m.Location() == models.PrefixHeaders:
			for key, x := range value.(map[string]any) {
				headers = append(headers, wire.Header{Name: m.LocationName() + key, Value: headerText(m.Shape().Elem(), x, false)})
			}
		case rest && m.Location() == models.StatusCode:
			r.Status = 200
			v[name] = int64(200)
		default:
			body[name] = value
		}
	}
	r.Header = headers
	payload, i := shape.Payload()
	if i >= 0 && rest {
		r.Body = payloadBody(protocol, payload, v[payload.Name()])
		return r
	}
	switch protocol {
	case models.JSON, models.RestJSON:
		r.Body = appendJSON(nil, shape, body)
	case models.RestXML:
		r.Body = element(nil, "Root", "", shape, body)
	case models.Query:
		inner := element(nil, string(op.AppendResultWrapper(nil)), "", shape, body)
		r.Body = []byte("<Response>" + string(inner) + "</Response>")
	case models.EC2:
		r.Body = element(nil, "Response", "", shape, body)
	case models.CBOR:
		r.Body = appendCBOR(nil, shape, body)
	}
	return r
}

func payloadBody(protocol models.Protocol, m models.Member, v any) []byte {
	switch v := v.(type) {
	case nil:
		return nil
	case []byte:
		return v
	case string:
		return []byte(v)
	}
	if protocol == models.RestXML {
		return element(nil, m.WireName(), "", m.Shape(), v)
	}
	return appendJSON(nil, m.Shape(), v)
}

func headerText(s models.Shape, v any, jsonValue bool) string {
	switch v := v.(type) {
	case time.Time:
		format := s.TimestampFormat()
		if format == models.TimestampDefault {
			format = models.RFC822
		}
		return string(wire.AppendTimestamp(nil, v, format))
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, headerText(s.Elem(), x, false))
		}
		return strings.Join(parts, ",")
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case string:
		if jsonValue {
			quoted, _ := json.Marshal(v)
			return base64.StdEncoding.EncodeToString(quoted)
		}
		return v
	}
	return fmt.Sprint(v)
}

// sortedKeys makes answers the same every time.
func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func appendJSON(dst []byte, s models.Shape, v any) []byte {
	switch s.Kind() {
	case models.Structure, models.Map:
		dst = append(dst, '{')
		for i, name := range sortedKeys(v.(map[string]any)) {
			if i > 0 {
				dst = append(dst, ',')
			}
			key, shape := name, s.Elem()
			if s.Kind() == models.Structure {
				m, _ := s.MemberNamed(name)
				key, shape = m.WireName(), m.Shape()
			}
			dst = append(wire.AppendQuoted(dst, key), ':')
			dst = appendJSON(dst, shape, v.(map[string]any)[name])
		}
		return append(dst, '}')
	case models.List:
		dst = append(dst, '[')
		for i, x := range v.([]any) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = appendJSON(dst, s.Elem(), x)
		}
		return append(dst, ']')
	case models.Timestamp:
		return append(dst, timeText(s, v.(time.Time), models.UnixTimestamp, true)...)
	}
	text, _ := json.Marshal(v) // []byte as base64
	return append(dst, text...)
}

func timeText(s models.Shape, t time.Time, format models.TimestampFormat, quote bool) string {
	if f := s.TimestampFormat(); f != models.TimestampDefault {
		format = f
	}
	text := string(wire.AppendTimestamp(nil, t, format))
	if quote && format != models.UnixTimestamp {
		return strconv.Quote(text)
	}
	return text
}

// element writes v as an XML element; flat is the name of the elements of a
// flattened list.
func element(dst []byte, name, attributes string, s models.Shape, v any) []byte {
	if name == "" {
		return inside(dst, s, v)
	}
	dst = append(dst, "<"+name+attributes+">"...)
	dst = inside(dst, s, v)
	return append(dst, "</"+name+">"...)
}

func inside(dst []byte, s models.Shape, v any) []byte {
	switch s.Kind() {
	case models.Structure:
		fields := v.(map[string]any)
		for _, name := range sortedKeys(fields) {
			m, _ := s.MemberNamed(name)
			if m.XMLAttribute() {
				continue
			}
			dst = member(dst, m, fields[name])
		}
		return dst
	case models.List:
		name := s.MemberName()
		if name == "" {
			name = "member"
		}
		for _, x := range v.([]any) {
			dst = element(dst, name, "", s.Elem(), x)
		}
		return dst
	case models.Map:
		return entries(dst, "entry", s, v.(map[string]any))
	case models.Timestamp:
		return append(dst, timeText(s, v.(time.Time), models.ISO8601, false)...)
	case models.Blob:
		return append(dst, base64.StdEncoding.EncodeToString(v.([]byte))...)
	}
	var b strings.Builder
	xml.EscapeText(&b, []byte(fmt.Sprint(v)))
	return append(dst, b.String()...)
}

// member writes a structure's member, flattened lists and maps included.
func member(dst []byte, m models.Member, v any) []byte {
	s := m.Shape()
	attributes := ""
	if s.Kind() == models.Structure {
		for i := range s.NumMembers() {
			if a := s.Member(i); a.XMLAttribute() {
				if text, ok := v.(map[string]any)[a.Name()]; ok {
					attributes += fmt.Sprintf(` %s=%q`, a.WireName(), text)
				}
			}
		}
	}
	switch {
	case s.Kind() == models.List && m.Flattened():
		name := m.WireName()
		if m.LocationName() == "" && s.MemberName() != "" {
			name = s.MemberName()
		}
		if s.MemberName() != "" && m.LocationName() == "" {
			name = s.MemberName()
		}
		for _, x := range v.([]any) {
			dst = element(dst, name, "", s.Elem(), x)
		}
		return dst
	case s.Kind() == models.Map && m.Flattened():
		return entries(dst, m.WireName(), s, v.(map[string]any))
	}
	return element(dst, m.WireName(), attributes, s, v)
}

func entries(dst []byte, name string, s models.Shape, m map[string]any) []byte {
	key, value := s.KeyName(), s.ValueName()
	if key == "" {
		key = "key"
	}
	if value == "" {
		value = "value"
	}
	for _, k := range sortedKeys(m) {
		dst = append(dst, "<"+name+"><"+key+">"+escaped(k)+"</"+key+">"...)
		dst = element(dst, value, "", s.Elem(), m[k])
		dst = append(dst, "</"+name+">"...)
	}
	return dst
}

func head(dst []byte, major byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, major<<5|27), n)
}

func appendCBOR(dst []byte, s models.Shape, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		dst = head(dst, 5, uint64(len(v)))
		for _, name := range sortedKeys(v) {
			dst = append(head(dst, 3, uint64(len(name))), name...)
			shape := s.Elem()
			if s.Kind() == models.Structure {
				m, _ := s.MemberNamed(name)
				shape = m.Shape()
			}
			dst = appendCBOR(dst, shape, v[name])
		}
		return dst
	case []any:
		dst = head(dst, 4, uint64(len(v)))
		for _, x := range v {
			dst = appendCBOR(dst, s.Elem(), x)
		}
		return dst
	case string:
		return append(head(dst, 3, uint64(len(v))), v...)
	case []byte:
		return append(head(dst, 2, uint64(len(v))), v...)
	case int64:
		if v < 0 {
			return head(dst, 1, uint64(-1-v))
		}
		return head(dst, 0, uint64(v))
	case float64:
		return binary.BigEndian.AppendUint64(append(dst, 0xfb), math.Float64bits(v))
	case bool:
		if v {
			return append(dst, 0xf5)
		}
		return append(dst, 0xf4)
	case time.Time:
		return head(append(dst, 0xc1), 0, uint64(v.Unix()))
	}
	return append(dst, 0xf6)
}
