package wire

import (
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/models"
)

// ParseConforming is ParseBody for JSON that comes straight from a service: it
// also checks that every value is one of its shape, so that readers of the
// document need not. A wrong JSON type, a malformed number, timestamp or base64
// text, and more than one member of a union are a *ValueError. Unknown members
// and nulls are allowed anywhere.
//
// shape is the body's: the document's own, or that of its payload member.
//
// An integer may be any of 64 bits, whatever its shape says: no reader can
// tell, and services do not always keep to their models.
func (d *Document) ParseConforming(text []byte, shape models.Shape) error {
	d.ByWire, d.root, d.outsized = true, nil, d.outsized || len(text) > maxParsed
	v, err := parseRaw(&d.rootParser, text)
	if v == nil || err != nil {
		return err
	}
	if bad := d.check.document(v, shape, shape == d.Shape); bad != nil {
		return bad
	}
	d.root = v
	return nil
}

// conformer checks parsed JSON against shapes and settles it on the same walk.
// It keeps what it looked up for the next document.
type conformer struct {
	frame
	visit   func(key []byte, v *fastjson.Value) // c.entry, bound once
	bad     *ValueError
	members [32]knownMember
}

// frame is the object that is being visited.
type frame struct {
	shape models.Shape // a structure; for maps, the shape of the values
	isMap bool
	top   bool // members may be bound to headers
	known int  // members of a union that are set
}

// knownMember is a structure's member under its wire name.
type knownMember struct {
	structure, target models.Shape
	name              string
}

// document checks a whole document.
func (c *conformer) document(v *fastjson.Value, shape models.Shape, top bool) *ValueError {
	if c.visit == nil {
		c.visit = c.entry
	}
	c.frame, c.bad = frame{top: top}, nil
	return c.value(v, shape)
}

// value checks and settles one value.
func (c *conformer) value(v *fastjson.Value, shape models.Shape) *ValueError {
	t := v.Type() // unescapes a string
	if t == fastjson.TypeNull {
		return nil
	}
	ok, want := true, ""
	switch shape.Kind() {
	case models.Structure, models.Map:
		if t == fastjson.TypeObject {
			return c.object(v, shape)
		}
		ok, want = false, "object"
	case models.List:
		if t == fastjson.TypeArray {
			return c.list(v, shape.Elem())
		}
		ok, want = false, "array"
	case models.String:
		ok, want = t == fastjson.TypeString, "string"
	case models.Boolean:
		ok, want = t == fastjson.TypeTrue || t == fastjson.TypeFalse, "boolean"
	case models.Integer, models.Long:
		ok, want = isInteger(v, t), "integer"
	case models.Float, models.Double:
		ok, want = isNumber(v, t), "number"
	case models.Timestamp:
		ok, want = isTimestamp(v, t, shape), "timestamp"
	case models.Blob:
		ok, want = t == fastjson.TypeString && isBase64(v.GetStringBytes()), "base64"
	default:
		settle(v) // a document, or what the model does not know
	}
	if !ok {
		return notA(want, shape, v, t)
	}
	return nil
}

func (c *conformer) list(v *fastjson.Value, elem models.Shape) *ValueError {
	list, _ := v.Array()
	for i, e := range list {
		if bad := c.value(e, elem); bad != nil {
			return bad.At(i)
		}
	}
	return nil
}

// object checks the members of a structure or the entries of a map.
func (c *conformer) object(v *fastjson.Value, shape models.Shape) *ValueError {
	o, _ := v.Object()
	outer := c.frame
	c.frame = frame{shape: shape, isMap: shape.Kind() == models.Map, top: outer.top && outer.shape == (models.Shape{})}
	if c.isMap {
		c.shape = shape.Elem()
	}
	o.Visit(c.visit)
	known := c.known
	c.frame = outer
	if c.bad == nil && known > 1 && shape.Union() {
		return &ValueError{Problem: "more than one member of a union is set"}
	}
	return c.bad
}

// entry is called for each entry of an object.
func (c *conformer) entry(key []byte, v *fastjson.Value) {
	if c.bad != nil {
		return
	}
	shape := c.shape
	if !c.isMap {
		shape = c.target(key)
		if shape.Kind() == models.Invalid {
			settle(v)
			return
		}
		if v.Type() != fastjson.TypeNull {
			c.known++
		}
	}
	if bad := c.value(v, shape); bad != nil {
		c.bad = bad.In(string(key))
	}
}

// target is the shape of the member under that wire name; Invalid if there is
// none in the body.
func (c *conformer) target(key []byte) models.Shape {
	if len(key) == 0 {
		return models.Shape{}
	}
	if c.top {
		m, i := c.shape.MemberWired(view(key), 0)
		if i < 0 || m.Location() != models.Body || m.Payload() {
			return models.Shape{}
		}
		return m.Shape()
	}
	slot := &c.members[(uint(c.shape.Index())*7+uint(len(key))*5+uint(key[0])+uint(key[len(key)-1])*3)%uint(len(c.members))]
	if slot.structure != c.shape || slot.name != string(key) {
		m, i := c.shape.MemberWired(view(key), 0)
		if i < 0 {
			return models.Shape{}
		}
		*slot = knownMember{c.shape, m.Shape(), m.WireName()}
	}
	return slot.target
}

func isInteger(v *fastjson.Value, t fastjson.Type) bool {
	if t != fastjson.TypeNumber {
		return false
	}
	if _, err := v.Int64(); err == nil {
		return true
	}
	f, err := v.Float64() // 1e3 and 5.0 are integers too
	return err == nil && f > -1<<63-1 && f < 1<<63 && f == float64(int64(f))
}

func isNumber(v *fastjson.Value, t fastjson.Type) bool {
	var err error
	switch t {
	case fastjson.TypeNumber:
		_, err = v.Float64()
	case fastjson.TypeString:
		_, err = ParseFloat(view(v.GetStringBytes()))
	default:
		return false
	}
	return err == nil
}

func isTimestamp(v *fastjson.Value, t fastjson.Type, shape models.Shape) bool {
	switch t {
	case fastjson.TypeNumber:
		f, err := v.Float64()
		_, ok := timeOfSeconds(f)
		return ok && err == nil
	case fastjson.TypeString:
		_, err := ParseTimestamp(view(v.GetStringBytes()), shape.TimestampFormat())
		return err == nil
	}
	return false
}

// isBase64 reports whether base64.StdEncoding decodes b without line breaks.
func isBase64(b []byte) bool {
	if len(b)%4 != 0 {
		return false
	}
	for i := 0; i < 2 && len(b) > 0 && b[len(b)-1] == '='; i++ {
		b = b[:len(b)-1]
	}
	for _, c := range b {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '+' && c != '/' {
			return false
		}
	}
	return true
}

// notA is the error for a JSON value that is not what its shape wants.
func notA(want string, shape models.Shape, v *fastjson.Value, t fastjson.Type) *ValueError {
	switch t {
	case fastjson.TypeString:
		return NotA(want, shape, view(v.GetStringBytes()))
	case fastjson.TypeNumber:
		return NotA(want, shape, string(v.MarshalTo(nil)))
	}
	return &ValueError{Problem: "a JSON " + t.String() + " is no " + want}
}

// ValueError reports a value in a response that is not what its shape says. It
// wraps ErrMalformed.
type ValueError struct {
	Path    string // "Contents[3].Size"
	Problem string // "\"x\" is no integer"
}

// NotA is the error for text that is no integer, timestamp and so on. A long
// text is cut, a sensitive one left out.
func NotA(want string, shape models.Shape, text string) *ValueError {
	const most = 40
	switch {
	case shape.Sensitive():
		return &ValueError{Problem: "the value is no " + want}
	case len(text) > most:
		return &ValueError{Problem: strconv.Quote(text[:most]) + "… is no " + want}
	}
	return &ValueError{Problem: strconv.Quote(text) + " is no " + want}
}

// In puts a member or map key before the path.
func (e *ValueError) In(name string) *ValueError {
	if e.Path != "" && e.Path[0] != '[' {
		name += "."
	}
	e.Path = name + e.Path
	return e
}

// At puts an index before the path.
func (e *ValueError) At(i int) *ValueError {
	index := "[" + strconv.Itoa(i) + "]"
	if e.Path != "" && e.Path[0] != '[' {
		index += "."
	}
	e.Path = index + e.Path
	return e
}

// Error names the path and the problem.
func (e *ValueError) Error() string {
	if e.Path == "" {
		return "wire: " + e.Problem
	}
	return "wire: " + e.Path + ": " + e.Problem
}

// Unwrap is ErrMalformed.
func (e *ValueError) Unwrap() error { return ErrMalformed }
