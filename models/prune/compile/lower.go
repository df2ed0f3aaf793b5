package compile

import (
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
