package jmespath

import "fmt"

// SyntaxError says where an expression is no JMESPath.
type SyntaxError struct {
	Expression string
	Offset     int
	Problem    string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("jmespath: %q, byte %d: %s", e.Expression, e.Offset, e.Problem)
}

// UnsupportedError names a construct of the language that no model uses.
type UnsupportedError struct {
	Expression string
	Offset     int
	Construct  string // "slice", "multi-select hash", "function sort_by", …
}

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("jmespath: %q, byte %d: %s is not supported", e.Expression, e.Offset, e.Construct)
}

// node is a part of an expression. What a and b are depends on op.
type node struct {
	op    op
	a, b  *node   // left and right; a projection's b runs for each value of a
	c     *node   // a filter's condition
	list  []*node // of a multi-select
	name  string  // of a field, function or comparison
	index int
	value any // of a literal
}

type op uint8

const (
	opIdentity op = iota
	opField
	opIndex   // of a
	opChain   // b of a: subexpression
	opPipe    // b of a, which ends a's projections
	opProject // [*]
	opValues  // .*
	opFlatten // []
	opFilter  // [?c]
	opOr
	opAnd
	opNot
	opCompare
	opCall
	opList
	opLiteral
)

// power is how strongly a token binds to what is left of it (JMESPath
// specification, "Operator precedence"). Projections end at tokens below
// projectionStop.
var power = map[kind]int{
	"|": 1, "||": 2, "&&": 3,
	"==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5,
	"[]": 9, "*": 20, "[?": 21, ".": 40, "!": 45, "{": 50, "[": 55, "(": 60,
}

const projectionStop = 10

type parser struct {
	expression string
	tokens     []token
	depth      int
}

// parse gives the tree of an expression.
func parse(expression string) (n *node, err error) {
	p := parser{expression: expression}
	if p.tokens, err = scan(expression); err != nil {
		return nil, err
	}
	defer func() { // the parser gives up from deep inside with one of its errors
		if r := recover(); r != nil {
			failure, ok := r.(failure)
			if !ok {
				panic(r)
			}
			n, err = nil, failure.error
		}
	}()
	n = p.parse(0)
	p.want(end)
	return n, nil
}

type failure struct{ error }

func (p *parser) fail(t token, format string, args ...any) {
	panic(failure{&SyntaxError{p.expression, t.at, fmt.Sprintf(format, args...)}})
}

func (p *parser) unsupported(t token, construct string) {
	panic(failure{&UnsupportedError{p.expression, t.at, construct}})
}

func (p *parser) peek(n int) token { return p.tokens[min(n, len(p.tokens)-1)] }

func (p *parser) next() token {
	t := p.tokens[0]
	if t.kind != end {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) want(k kind) token {
	t := p.next()
	if t.kind != k {
		p.fail(t, "want %s, not %s", k, t.kind)
	}
	return t
}

func (p *parser) parse(right int) *node {
	if p.depth++; p.depth > 200 {
		p.fail(p.peek(0), "nested too deeply")
	}
	defer func() { p.depth-- }()
	left := p.prefix(p.next())
	for right < power[p.peek(0).kind] {
		left = p.infix(left, p.next())
	}
	return left
}

// prefix parses an expression that begins with t.
func (p *parser) prefix(t token) *node {
	switch t.kind {
	case identifier:
		return &node{op: opField, name: t.text}
	case quoted:
		if p.peek(0).kind == "(" {
			p.fail(t, "quoted function name")
		}
		return &node{op: opField, name: t.text}
	case literal:
		switch t.value.(type) {
		case []any:
			p.unsupported(t, "list literal")
		case map[string]any:
			p.unsupported(t, "object literal")
		}
		return &node{op: opLiteral, value: t.value}
	case "@":
		return &node{}
	case "!":
		return &node{op: opNot, a: p.parse(power["!"])}
	case "(":
		n := p.parse(0)
		p.want(")")
		return n
	case "*":
		if p.peek(0).kind == "]" {
			return &node{op: opValues, a: &node{}, b: &node{}}
		}
		return &node{op: opValues, a: &node{}, b: p.projection("*")}
	case "[]", "[?":
		return p.infix(&node{}, t)
	case "[":
		switch p.peek(0).kind {
		case number, ":":
			return p.index(&node{})
		case "*":
			if p.peek(1).kind == "]" {
				return p.bracket(&node{})
			}
		}
		return p.multiSelect()
	case "{":
		p.unsupported(t, "multi-select hash")
	case "&":
		p.unsupported(t, "expression reference")
	}
	p.fail(t, "unexpected %s", t.kind)
	return nil
}

// infix parses what t, which is consumed, does with left.
func (p *parser) infix(left *node, t token) *node {
	switch t.kind {
	case ".":
		if p.peek(0).kind == "*" {
			p.next()
			return &node{op: opValues, a: left, b: p.projection("*")}
		}
		return &node{op: opChain, a: left, b: p.afterDot(power["."])}
	case "|":
		return &node{op: opPipe, a: left, b: p.parse(power["|"])}
	case "||":
		return &node{op: opOr, a: left, b: p.parse(power["||"])}
	case "&&":
		return &node{op: opAnd, a: left, b: p.parse(power["&&"])}
	case "==", "!=", "<", "<=", ">", ">=":
		return &node{op: opCompare, name: string(t.kind), a: left, b: p.parse(power[t.kind])}
	case "[]":
		return &node{op: opFlatten, a: left, b: p.projection("[]")}
	case "[?":
		condition := p.parse(0)
		p.want("]")
		n := &node{op: opFilter, a: left, c: condition, b: &node{}}
		if p.peek(0).kind != "[]" {
			n.b = p.projection("[?")
		}
		return n
	case "[":
		return p.bracket(left)
	case "(":
		return p.call(left, t)
	}
	p.fail(t, "unexpected %s", t.kind)
	return nil
}

// bracket parses an index or [*] after its bracket.
func (p *parser) bracket(left *node) *node {
	if k := p.peek(0).kind; k == number || k == ":" {
		return p.index(left)
	}
	p.want("*")
	p.want("]")
	return &node{op: opProject, a: left, b: p.projection("*")}
}

func (p *parser) index(left *node) *node {
	t := p.next()
	if t.kind == ":" || p.peek(0).kind == ":" {
		p.unsupported(t, "slice")
	}
	p.want("]")
	return &node{op: opIndex, a: left, index: t.value.(int)}
}

// afterDot parses what may follow a dot, but for "*".
func (p *parser) afterDot(right int) *node {
	switch t := p.peek(0); t.kind {
	case identifier, quoted, "*":
		return p.parse(right)
	case "[":
		p.next()
		return p.multiSelect()
	case "{":
		p.unsupported(t, "multi-select hash")
	default:
		p.fail(t, "unexpected %s after a dot", t.kind)
	}
	return nil
}

// projection parses what runs for each value of a projection made by by.
func (p *parser) projection(by kind) *node {
	switch t := p.peek(0); {
	case power[t.kind] < projectionStop:
		return &node{}
	case t.kind == "[" || t.kind == "[?":
		return p.parse(power[by])
	case t.kind == ".":
		p.next()
		return p.afterDot(power[by])
	default:
		p.fail(t, "unexpected %s after a projection", t.kind)
	}
	return nil
}

func (p *parser) multiSelect() *node {
	n := &node{op: opList}
	for {
		n.list = append(n.list, p.parse(0))
		if p.peek(0).kind != "," {
			p.want("]")
			return n
		}
		p.next()
	}
}

func (p *parser) call(left *node, t token) *node {
	if left.op != opField {
		p.fail(t, "call of what is no function name")
	}
	if left.name != "length" && left.name != "keys" {
		p.unsupported(t, "function "+left.name)
	}
	n := &node{op: opCall, name: left.name}
	if p.peek(0).kind == ")" {
		p.fail(t, "%s takes one argument", n.name)
	}
	n.a = p.parse(0)
	if p.peek(0).kind == "," {
		p.fail(t, "%s takes one argument", n.name)
	}
	p.want(")")
	return n
}
