package compile

import (
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/models/prune/jmespath"
	"github.com/tucuxi-go/tucuxi/models/prune/ruleset"
)

// lower is a JMESPath expression as a field or a program.
func lower(n node) Expression {
	text := n.text()
	if isField(text) {
		return Expression{Field: text}
	}
	program, err := jmespath.Compile(text)
	if err != nil {
		n.fail("expression %q: %v", text, err)
	}
	return Expression{Program: string(program)}
}

// lowerContext is the expression of an operation context param. Those are read by
// a walk instead of the evaluator of JMESPath (lite/endpointpath.go), which knows
// fields, elements of lists, the names of an object, and lists of these that are
// flattened.
func lowerContext(n node) Expression {
	e := lower(n)
	if !walkable(path.Program(e.Program)) {
		n.fail("expression %q: more than fields, [*], keys() and a flattened list", n.text())
	}
	return e
}

func walkable(p path.Program) bool {
	for p != "" {
		_, rest, ok := p.Cut()
		switch {
		case ok:
		case p[0] == path.OpProject || p[0] == path.OpFlatten:
			rest = p[1:]
		case p[0] == path.OpKeys:
			s, rest, ok := p[1:].CutSub()
			for ok && s != "" {
				_, s, ok = s.Cut()
			}
			return ok && rest == ""
		case p[0] == path.OpList && len(p) > 1:
			rest = p[2:]
			for range p[1] {
				var s path.Program
				if s, rest, ok = rest.CutSub(); !ok || !walkable(s) {
					return false
				}
			}
			return rest == path.Program([]byte{path.OpFlatten})
		default:
			return false
		}
		p = rest
	}
	return true
}

// isField reports whether an expression is one identifier (JMESPath grammar,
// unquoted-string).
func isField(text string) bool {
	for i, c := range []byte(text) {
		letter := c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return text != ""
}

// lowerRules is an endpoint rule set as a program.
func lowerRules(n node) []byte {
	program, err := ruleset.Compile(n.v.MarshalTo(nil))
	if err != nil {
		n.fail("%v", err)
	}
	return program
}
