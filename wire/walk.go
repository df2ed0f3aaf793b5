package wire

import (
	"encoding/base64"
	"iter"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// List is the elements of a list, in order.
func (n Node) List() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.elements() == 0 {
			return
		}
		elem, t, at := n.elem(), &n.d.tape, n.at+1
		for range n.elements() {
			if !yield(Node{d: n.d, at: at, shape: elem}) {
				return
			}
			at += int(t.Items[at].Size)
		}
	}
}

// Fields is the members of a structure that the service sent, in the model's
// order, or the entries of a map, in the service's order.
func (n Node) Fields() iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		if n.shape.Kind() != models.Structure {
			n.entries(yield)
			return
		}
		for i := range n.shape.NumMembers() {
			m := n.shape.Member(i)
			if v := n.member(m, i); v.Exists() && !yield(m.Name(), v) {
				return
			}
		}
		if n.shape.Union() {
			n.unknown(yield)
		}
	}
}

// unknown yields the members of a union that the model does not have.
func (n Node) unknown(yield func(string, Node) bool) {
	raw := Node{d: n.d, at: n.at}
	raw.entries(yield)
}

// entries yields the entries of a map or document.
func (n Node) entries(yield func(string, Node) bool) {
	it := n.item()
	if it.Kind != tape.Object || n.shape.Kind() != models.Map && !n.free() {
		return
	}
	t, end, elem := &n.d.tape, n.at+int(it.Size), n.elem()
	for i := n.at + 1; i < end; i += int(t.Items[i].Size) {
		if key := &t.Items[i]; key.Kind == tape.Key && !yield(t.View(key), Node{d: n.d, at: i + 1, shape: elem}) {
			return
		}
	}
}

// Any is the value as plain Go values that outlive the response: nil,
// map[string]any, []any, string, int64, float64, bool, []byte, time.Time.
func (n Node) Any() any {
	if !n.Exists() {
		return nil
	}
	switch n.jsonKind() {
	case models.Structure, models.Map:
		m := make(Map, n.Len())
		for name, v := range n.Fields() {
			m[string([]byte(name))] = v.Any()
		}
		return m
	case models.List:
		list := make(List, 0, n.Len())
		for v := range n.List() {
			list = append(list, v.Any())
		}
		return list
	case models.Blob:
		return append([]byte{}, n.Bytes()...)
	case models.Boolean:
		return n.Bool()
	case models.Integer, models.Long:
		if i, ok := n.integer(); ok || n.Float() == 0 {
			return i
		}
		return n.Float() // too large
	case models.Float, models.Double:
		return n.Float()
	case models.Timestamp:
		return n.Time()
	}
	if n.free() {
		switch n.item().Kind {
		case tape.True, tape.False:
			return n.Bool()
		case tape.Number, tape.Int, tape.Float:
			return n.anyNumber()
		}
	}
	if n.shape.Kind() == models.Invalid && n.place == atTop { // without a modeled output or error
		return Map{}
	}
	return string([]byte(n.String()))
}

// anyNumber is an int64 where the service wrote an integer of 64 bits.
func (n Node) anyNumber() any {
	switch it := n.item(); it.Kind {
	case tape.Int:
		return int64(it.Bits())
	case tape.Number:
		if i, err := strconv.ParseInt(n.text(it), 10, 64); err == nil {
			return i
		}
	}
	return n.Float()
}

// WireValue lets a value of one call's output be a param of the next.
func (n Node) WireValue() Value {
	if !n.Exists() {
		return Value{}
	}
	switch n.shape.Kind() {
	case models.Structure:
		return FieldsValue(structureFields{n})
	case models.Map:
		f := &mapFields{}
		for name, v := range n.Fields() {
			f.names, f.values = append(f.names, name), append(f.values, v)
		}
		return FieldsValue(f)
	case models.List:
		return ElementsValue(listElements{n})
	case models.Blob:
		return BytesValue(n.Bytes())
	case models.Boolean:
		return BoolValue(n.Bool())
	case models.Integer, models.Long:
		return n.integerValue()
	case models.Float, models.Double:
		return FloatValue(n.Float())
	case models.Timestamp:
		return TimeValue(n.Time())
	}
	if n.free() {
		return ValueOf(n.Any())
	}
	return StringValue(n.String())
}

// integerValue keeps integers beyond 64 bits, for the encoder to refuse.
func (n Node) integerValue() Value {
	if i, ok := n.integer(); ok {
		return IntValue(i)
	}
	return FloatValue(n.Float())
}

type structureFields struct{ n Node }

func (f structureFields) Len() int { return f.n.shape.NumMembers() }

func (f structureFields) Field(i int) (string, Value) {
	m := f.n.shape.Member(i)
	return m.Name(), f.n.member(m, i).WireValue()
}

type mapFields struct {
	names  []string
	values []Node
}

func (f *mapFields) Len() int                    { return len(f.names) }
func (f *mapFields) Field(i int) (string, Value) { return f.names[i], f.values[i].WireValue() }

type listElements struct{ n Node }

func (l listElements) Len() int            { return l.n.elements() }
func (l listElements) Element(i int) Value { return l.n.At(i).WireValue() }

// AppendJSON appends the value as JSON for people: members under their names,
// timestamps as RFC 3339, blobs as base64.
func (n Node) AppendJSON(dst []byte) []byte {
	if !n.Exists() {
		return append(dst, "null"...)
	}
	switch n.jsonKind() {
	case models.Structure, models.Map:
		dst = append(dst, '{')
		first := true
		for name, v := range n.Fields() {
			if !first {
				dst = append(dst, ',')
			}
			first = false
			dst = append(AppendQuoted(dst, name), ':')
			dst = v.AppendJSON(dst)
		}
		return append(dst, '}')
	case models.List:
		dst = append(dst, '[')
		for v := range n.List() {
			if dst[len(dst)-1] != '[' {
				dst = append(dst, ',')
			}
			dst = v.AppendJSON(dst)
		}
		return append(dst, ']')
	case models.Blob:
		dst = append(dst, '"')
		dst = base64.StdEncoding.AppendEncode(dst, n.Bytes())
		return append(dst, '"')
	case models.Timestamp:
		dst = append(dst, '"')
		dst = n.Time().AppendFormat(dst, time.RFC3339Nano)
		return append(dst, '"')
	case models.String:
		return AppendQuoted(dst, n.String())
	}
	return n.appendLeaf(dst)
}

// appendLeaf is AppendJSON for numbers and booleans.
func (n Node) appendLeaf(dst []byte) []byte {
	it := n.item()
	switch it.Kind {
	case tape.Object, tape.List, tape.Absent: // another type than the shape's, or no shape at all
		return append(dst, "{}"...)
	case tape.Text:
		return AppendQuoted(dst, n.text(it))
	case tape.Int:
		return strconv.AppendInt(dst, int64(it.Bits()), 10)
	case tape.Float:
		if f := math.Float64frombits(it.Bits()); f-f != 0 {
			return append(AppendFloat(append(dst, '"'), f), '"')
		} else {
			return AppendFloat(dst, f)
		}
	}
	return append(dst, n.String()...)
}

// jsonKind is the shape's kind; for a value without a shape, the kind that its
// type is closest to.
func (n Node) jsonKind() models.Kind {
	kind := n.shape.Kind()
	if !n.free() {
		return kind
	}
	switch n.item().Kind {
	case tape.Object:
		return models.Map
	case tape.List:
		return models.List
	case tape.Text, tape.Bytes:
		return models.String
	}
	return kind
}

// AppendQuoted appends s as a JSON string (RFC 8259, section 7). Bytes that are
// no UTF-8 become U+FFFD.
func AppendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	if isPlain(s) {
		return append(append(dst, s...), '"')
	}
	from, checked := 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf && !checked {
			if checked = true; !utf8.ValidString(s[i:]) {
				s = s[:i] + string([]rune(s[i:]))
			}
		}
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, '\\', 'n')
		case '\r':
			dst = append(dst, '\\', 'r')
		case '\t':
			dst = append(dst, '\\', 't')
		default:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"')
}

// isPlain reports whether s is ASCII of which JSON escapes nothing. It looks at
// eight bytes at a time.
func isPlain(s string) bool {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; len(s) >= 8; s = s[8:] {
		x := load64(bytesOf(s))
		// Turning bit 1 brings the quote, and nothing else, to the control characters.
		if (x|((x^2*ones)-0x21*ones)|((x^'\\'*ones)-ones))&high != 0 {
			return false
		}
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// ParseFloat reads a number, or one of the words NaN, Infinity, -Infinity.
func ParseFloat(s string) (float64, error) {
	switch s {
	case "NaN":
		return math.NaN(), nil
	case "Infinity":
		return math.Inf(1), nil
	case "-Infinity":
		return math.Inf(-1), nil
	}
	for i := 0; i < len(s); i++ { // strconv also takes inf, 0x1p0 and 1_000
		if c := s[i]; (c < '0' || c > '9') && c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E' {
			return 0, strconv.ErrSyntax
		}
	}
	return strconv.ParseFloat(s, 64)
}

// AppendFloat appends a number as the shortest text that reads back as the same
// value, or one of the three words.
func AppendFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsNaN(f):
		return append(dst, "NaN"...)
	case math.IsInf(f, 1):
		return append(dst, "Infinity"...)
	case math.IsInf(f, -1):
		return append(dst, "-Infinity"...)
	}
	if i := int64(f); float64(i) == f && -1<<53 < i && i < 1<<53 && (i != 0 || !math.Signbit(f)) {
		return strconv.AppendInt(dst, i, 10) // the same text, found faster
	}
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(dst, f, format, -1, 64)
}
