package ruleset

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// text lowers an expression that must give a string. Those of a URL are cut
// into shared strings where that is possible.
func (c *compiler) text(n node, scope map[string]typ, url bool) ([]byte, error) {
	if n.kind == 's' {
		return c.template(n, scope, url)
	}
	code, t, err := c.expr(n, scope)
	if err == nil && t != typString {
		err = n.errorf("want a string, not a %s", t)
	}
	return code, err
}

// template lowers a string with {name} and {name#attribute} in it; {{ and }}
// stand for braces (Smithy, "Template string syntax").
func (c *compiler) template(n node, scope map[string]typ, url bool) ([]byte, error) {
	s, err := n.str()
	if err != nil {
		return nil, err
	}
	var parts [][]byte
	text := ""
	flush := func() {
		if text != "" {
			parts = append(parts, c.pieces(text, url)...)
		}
		text = ""
	}
	for s != "" {
		switch i := strings.IndexAny(s, "{}"); {
		case i < 0:
			text, s = text+s, ""
		case i > 0:
			text, s = text+s[:i], s[i:]
		case strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}"):
			text, s = text+s[:1], s[2:]
		default:
			end := strings.IndexByte(s, '}')
			if s[0] == '}' || end < 0 {
				return nil, n.errorf("brace without its fellow")
			}
			path := strings.Split(s[1:end], "#")
			code, t, err := c.ref(n, path[0], scope)
			if err == nil && len(path) > 1 {
				code, t, err = attrs(n, code, t, path[1:])
			}
			if err != nil {
				return nil, err
			}
			if t != typString {
				return nil, n.errorf("{%s} is a %s, not a string", s[1:end], t)
			}
			flush()
			parts, s = append(parts, code), s[end+1:]
		}
	}
	flush()
	switch len(parts) {
	case 0:
		return c.literal(nil, ""), nil
	case 1:
		return parts[0], nil
	}
	if len(parts) > 255 {
		return nil, n.errorf("more than 255 parts")
	}
	code := []byte{rules.OpConcat, byte(len(parts))}
	for _, part := range parts {
		code = append(code, part...)
	}
	return code, nil
}

// pieces is the literal text as string ids. The scheme and the usual suffixes
// of a host's first labels are shared by all programs.
func (c *compiler) pieces(text string, url bool) [][]byte {
	var head, tail [][]byte
	if url {
		if rest, ok := strings.CutPrefix(text, "https://"); ok && rest != "" {
			head, text = append(head, c.literal(nil, "https://")), rest
		}
		for _, suffix := range []string{"-fips.", ".amazonaws.com", ".api.aws", "."} {
			if rest, ok := strings.CutSuffix(text, suffix); ok && rest != "" {
				tail, text = append(tail, c.literal(nil, suffix)), rest
				break
			}
		}
	}
	return append(append(head, c.literal(nil, text)), tail...)
}

// literal appends the string s as an expression.
func (c *compiler) literal(code []byte, s string) []byte {
	id := c.string(s)
	if id < int(rules.OpString-rules.OpInline) {
		return append(code, rules.OpInline+byte(id))
	}
	return append16(append(code, rules.OpString), id)
}
