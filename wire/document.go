package wire

import (
	"errors"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/models"
)

// Document is a decoded response: one kind of tree for every protocol. JSON is
// parsed as it came; the other protocols write their answer as JSON, keyed by
// member names, into Text and parse that. It is read through Nodes, any number
// of goroutines at a time; it owns all bytes that they show until Reset.
type Document struct {
	// Shape is the structure that the document holds.
	Shape models.Shape
	// ByWire says that members are keyed by their wire names, as JSON bodies
	// come, and not by their names.
	ByWire bool
	// Payload is the content of a blob or string payload that is no stream.
	Payload []byte
	// Text is a buffer for decoders that write JSON.
	Text []byte

	root, bound             *fastjson.Value
	rootParser, boundParser fastjson.Parser
	check                   conformer
	outsized                bool // the parsers have grown too large to be kept
}

// maxParsed is the length of a body above which Reset drops the parsers: their
// trees take ten to forty times as much.
const maxParsed = 1 << 20

// ErrMalformed reports a body that the protocol's format does not allow.
var ErrMalformed = errors.New("wire: malformed body")

// Reset empties the document and keeps its buffers for the next one. Nodes and
// strings from it must not be used afterwards.
func (d *Document) Reset() {
	d.Shape, d.ByWire, d.Payload, d.Text = models.Shape{}, false, nil, kept(d.Text)
	d.root, d.bound = nil, nil
	if d.outsized {
		d.rootParser, d.boundParser, d.outsized = fastjson.Parser{}, fastjson.Parser{}, false
	}
}

// ParseBody makes the document of a JSON body: a structure's members under
// their wire names if byWire is set, else under their names. An empty body is
// an empty document.
func (d *Document) ParseBody(text []byte, byWire bool) (err error) {
	d.ByWire, d.outsized = byWire, d.outsized || len(text) > maxParsed
	d.root, err = parseJSON(&d.rootParser, text)
	return err
}

// ParseBound makes the members that headers and the status line carry, and the
// payload member, out of a JSON object keyed by member names.
func (d *Document) ParseBound(text []byte) (err error) {
	d.bound, err = parseJSON(&d.boundParser, text)
	return err
}

// Body is the parsed body; nil if there is none.
func (d *Document) Body() *fastjson.Value { return d.root }

func parseJSON(p *fastjson.Parser, text []byte) (*fastjson.Value, error) {
	v, err := parseRaw(p, text)
	if v != nil {
		settle(v)
	}
	return v, err
}

// parseRaw is parseJSON for those who settle the value themselves.
func parseRaw(p *fastjson.Parser, text []byte) (*fastjson.Value, error) {
	if len(text) == 0 {
		return nil, nil
	}
	if len(text) > maxUnchecked && !spelled(text) {
		return nil, ErrMalformed
	}
	v, err := p.ParseBytes(text)
	if err != nil {
		return nil, ErrMalformed // the parser's own error quotes the body
	}
	return v, nil
}

// settle unescapes every string and key now: the parser would do it on first
// use, which two goroutines must not do at once.
func settle(v *fastjson.Value) {
	switch v.Type() { // unescapes a string
	case fastjson.TypeObject:
		o, _ := v.Object()
		o.Visit(settleEntry)
	case fastjson.TypeArray:
		list, _ := v.Array()
		for _, e := range list {
			settle(e)
		}
	}
}

func settleEntry(_ []byte, v *fastjson.Value) { settle(v) }

// Node is the document's structure.
func (d *Document) Node() Node { return Node{d: d, v: d.root, shape: d.Shape, place: atTop} }
