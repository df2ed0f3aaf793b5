package lite

import (
	"bytes"
	"slices"

	"github.com/valyala/fastjson"
)

// IAMExtra decodes policy documents in answers, which IAM percent-encodes: they
// come out as JSON text. What does not decode to JSON comes out as it is.
//
// Source: AWS Identity and Access Management API Reference, PolicyVersion,
// Document.
func IAMExtra(c *Client) Extra {
	x := &iamExtra{}
	for i := range c.model.NumShapes() {
		s := c.model.Shape(uint16(i))
		for j := range s.NumMembers() {
			if m := s.Member(j); m.Policy() && !slices.Contains(x.names, m.WireName()) {
				x.names = append(x.names, m.WireName())
			}
		}
	}
	return Extra{answer: x.answer}
}

type iamExtra struct {
	names []string // of the elements that hold policy documents
}

// answer is that of Extra.
func (x *iamExtra) answer(_ *call, body []byte) ([]byte, bool) {
	if bytes.IndexByte(body, '%') < 0 {
		return body, false
	}
	return replaceElements(body, x.holdsPolicy, appendPolicy), false
}

func (x *iamExtra) holdsPolicy(name []byte) bool {
	for _, n := range x.names {
		if string(name) == n {
			return true
		}
	}
	return false
}

// appendPolicy appends text percent-decoded, if that makes JSON of it.
func appendPolicy(dst, text []byte) []byte {
	decoded := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c == '%' && i+2 < len(text) {
			if high, low := unhex(text[i+1]), unhex(text[i+2]); high >= 0 && low >= 0 {
				c = byte(high<<4 | low)
				i += 2
			}
		}
		decoded = append(decoded, c)
	}
	if fastjson.ValidateBytes(decoded) != nil {
		return append(dst, text...)
	}
	return appendXMLText(dst, decoded)
}
