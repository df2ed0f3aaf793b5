package ruleset

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// writer writes the blocks of one program. It goes over them twice: sizes do not
// depend on where things are.
type writer struct {
	c       *compiler
	code    []byte
	records []byte
	known   map[string]int // records, and where they are
	base    int            // offset of the records
	at      map[*block]int
}

// write gives the code and the records behind it.
func (c *compiler) write(blocks []*block) []byte {
	w := &writer{c: c}
	for range 2 {
		at := map[*block]int{}
		w.code, w.records, w.known = nil, nil, map[string]int{}
		for i, b := range blocks {
			at[b] = len(w.code)
			var following *block
			if i+1 < len(blocks) {
				following = blocks[i+1]
			}
			w.block(b, following)
		}
		w.base, w.at = c.header+len(w.code), at
	}
	return append(w.code, w.records...)
}

// block writes one block.
func (w *writer) block(b, following *block) {
	switch b.op {
	case rules.OpNoRule:
		w.code = append(w.code, b.op, 0)
		return
	case rules.OpMistyped:
		param := byte(rules.NoParam)
		if b.value != nil {
			param = byte(b.value.num)
		}
		w.code = append(w.code, b.op, param)
		return
	case rules.OpError:
		w.code = append(w.code, b.op)
		w.template(b.result.parts, nowhere)
		return
	case rules.OpEndpoint:
		w.endpoint(b.result)
		return
	}
	op, otherwise, jump := b.op, b.lo, (*block)(nil)
	switch {
	case b.hi == following:
	case b.lo == nil, b.lo == following:
		op, otherwise = op|rules.OpNot, b.hi
	default:
		jump = b.hi
	}
	start := len(w.code)
	w.code = append(w.code, op, w.c.slot(b.value), 0, 0)
	w.operands(b)
	if otherwise != nil {
		w.lead(start, otherwise)
	}
	if jump != nil {
		start = len(w.code)
		w.code = append(w.code, rules.OpJump, 0, 0, 0)
		w.lead(start, jump)
	}
}

// lead sets where the instruction at start goes on otherwise.
func (w *writer) lead(start int, to *block) {
	n := w.at[to] - start - 4
	if w.at != nil && n < 0 || n > 1<<16-1 {
		w.c.fault = "instructions too far apart"
	}
	w.code[start+2], w.code[start+3] = byte(n), byte(n>>8)
}

// operands writes what follows the first 4 bytes of an instruction.
func (w *writer) operands(b *block) {
	v, of := b.value, [4]byte{}
	switch b.op {
	case rules.OpJump, rules.OpIsSet, rules.OpIsTrue, rules.OpHostLabel, rules.OpHostLabels, rules.OpBucket, rules.OpBuckets:
		return
	case rules.OpEqual:
		w.code = w.item(w.code, b.other, false)
		return
	case rules.OpConcat:
		w.template(v.args, nowhere)
		return
	case rules.OpSubstring:
		of[1], of[2], of[3] = byte(v.args[1].num), byte(v.args[2].num), byte(v.args[3].num)
	case rules.OpElement:
		of[1] = byte(int8(v.num))
	case rules.OpPart:
		of[1], of[3] = byte(int8(v.num)), rules.ItemString+rules.Empty
		if split := v.args[0]; split.op == opCall {
			of[2] = byte(split.args[2].num)
			delimiter := w.literal(nil, split.args[1].text)
			if of[3] = delimiter[0]; len(delimiter) > 1 {
				w.c.fault = "too many strings before the delimiter of a split"
			}
			v = split
		}
	}
	of[0] = w.c.slot(v.args[0])
	w.code = append(w.code, of[:]...)
}

// item appends a text. Those of structures are safe in a URL.
func (w *writer) item(dst []byte, e *expr, url bool) []byte {
	if e.op != opText {
		slot := w.c.slot(e)
		if t := e.args; url && e.op == opAttr && (t[0].typ == typPartition || t[0].typ == typURL) {
			slot |= rules.ItemTrusted
		}
		return append(dst, slot)
	}
	return w.literal(dst, e.text)
}

func (w *writer) literal(dst []byte, s string) []byte {
	id := w.c.string(s)
	if id < int(rules.ItemLong-rules.ItemString) {
		return append(dst, rules.ItemString+byte(id))
	}
	return append16(append(dst, rules.ItemLong), id)
}

// place is where a text lands.
type place uint8

const (
	nowhere place = iota // in no URL
	inURL                // in its scheme, or as a whole
	inAuthority
	inPath
)

// template writes texts that are put together. In a URL it says where the parts
// begin that a parameter must not end.
func (w *writer) template(parts []*expr, in place) {
	at := len(w.code)
	w.code = append(w.code, 0)
	n, url := 0, in != nowhere
	for _, e := range parts {
		if e.op != opText {
			w.code = w.item(w.code, e, url)
			n++
			if in == inAuthority && e.op == opAttr && e.args[0].typ == typURL && e.num == rules.URLNormalizedPath {
				w.code, n, in = append(w.code, rules.ItemPath), n+1, inPath
			}
			continue
		}
		for _, s := range w.c.pieces(e.text) {
			w.code = w.literal(w.code, s)
			n++
		}
		text := e.text
		if _, after, ok := strings.Cut(text, "://"); ok && in == inURL {
			w.code, n, in, text = append(w.code, rules.ItemHost), n+1, inAuthority, after
		}
		if in == inAuthority && strings.Contains(text, "/") {
			w.code, n, in = append(w.code, rules.ItemPath), n+1, inPath
		}
	}
	if n > 255 {
		w.c.fault = "more than 255 parts in a template"
	}
	w.code[at] = byte(n)
}

// endpoint writes an endpoint.
func (w *writer) endpoint(r *result) {
	at := len(w.code) + 1
	w.code = append(w.code, rules.OpEndpoint, 0)
	for i, texts := range r.records {
		if len(texts) > 0 {
			w.code[at] |= 1 << i
			w.code = append16(w.code, w.record(texts))
		}
	}
	parts, in := r.parts, inURL
	if first := parts[0]; first.op == opText {
		if rest, ok := strings.CutPrefix(first.text, "https://"); ok {
			w.code[at] |= rules.EndpointHTTPS
			in = inAuthority
			parts = append([]*expr{w.c.exprs.literal(rest)}, parts[1:]...)
			if rest == "" {
				parts = parts[1:]
			}
		}
	}
	w.template(parts, in)
}

// record writes a record unless an equal one is there, and gives its offset.
func (w *writer) record(texts []*expr) int {
	record := []byte{byte(len(texts))}
	for _, e := range texts {
		record = w.item(record, e, false)
	}
	at, ok := w.known[string(record)]
	if !ok {
		at = len(w.records)
		w.known[string(record)] = at
		w.records = append(w.records, record...)
	}
	return w.base + at
}

// longest are shared strings that many endpoints end with: texts are cut there.
var longest = []string{".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn", ".amazonaws.eu"}

// pieces is a text as strings of which the shared ones cost nothing.
func (c *compiler) pieces(text string) []string {
	for _, suffix := range longest {
		if rest, ok := strings.CutSuffix(text, suffix); ok && rest != "" {
			return []string{rest, suffix}
		}
	}
	return []string{text}
}
