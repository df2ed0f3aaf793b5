package jmespath

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models/path"
)

// Compile lowers an expression to a program. The error is a *SyntaxError for
// what is no JMESPath and an *UnsupportedError, which names the construct, for
// what models do not use.
func Compile(expression string) (path.Program, error) {
	n, err := parse(expression)
	if err != nil {
		return "", err
	}
	l := lowering{expression: expression}
	b := l.steps(nil, n, 0)
	if l.err == nil && len(b) > path.MaxProgram {
		l.refuse("program of more than 4096 bytes")
	}
	return path.Program(b), l.err
}

type lowering struct {
	expression string
	err        error
}

func (l *lowering) refuse(construct string) {
	if l.err == nil {
		l.err = &UnsupportedError{l.expression, 0, construct}
	}
}

var comparisons = map[string]byte{
	"==": path.OpEqual, "!=": path.OpNotEqual, "<": path.OpLess,
	"<=": path.OpLessEqual, ">": path.OpGreater, ">=": path.OpGreaterEqual,
}

// steps appends the steps that do n to the current value.
func (l *lowering) steps(dst []byte, n *node, depth int) []byte {
	if depth++; depth > path.MaxDepth {
		l.refuse("expression of that depth")
		return dst
	}
	switch n.op {
	case opField:
		return l.field(dst, n.name)
	case opIndex:
		dst = l.closed(dst, n.a, depth)
		return binary.AppendVarint(append(dst, path.OpIndex), int64(n.index))
	case opChain, opPipe:
		return l.steps(l.closed(dst, n.a, depth), n.b, depth)
	case opProject:
		return l.steps(append(l.closed(dst, n.a, depth), path.OpProject), n.b, depth)
	case opValues:
		return l.steps(append(l.closed(dst, n.a, depth), path.OpValues), n.b, depth)
	case opFlatten: // ends the projections before it by itself
		return l.steps(append(l.steps(dst, n.a, depth), path.OpFlatten), n.b, depth)
	case opFilter:
		dst = l.sub(append(l.closed(dst, n.a, depth), path.OpFilter), n.c, depth)
		return l.steps(dst, n.b, depth)
	case opOr:
		return l.sub(l.sub(append(dst, path.OpOr), n.a, depth), n.b, depth)
	case opAnd:
		return l.sub(l.sub(append(dst, path.OpAnd), n.a, depth), n.b, depth)
	case opNot:
		return l.sub(append(dst, path.OpNot), n.a, depth)
	case opCompare:
		return l.sub(l.sub(append(dst, comparisons[n.name]), n.a, depth), n.b, depth)
	case opCall:
		if n.name == "keys" {
			return l.sub(append(dst, path.OpKeys), n.a, depth)
		}
		return l.sub(append(dst, path.OpLength), n.a, depth)
	case opList:
		if len(n.list) > 255 {
			l.refuse("multi-select list of more than 255")
		}
		dst = append(dst, path.OpList, byte(len(n.list)))
		for _, item := range n.list {
			dst = l.sub(dst, item, depth)
		}
		return dst
	case opLiteral:
		return literalStep(dst, n.value)
	}
	return dst // the identity
}

func (l *lowering) field(dst []byte, name string) []byte {
	switch {
	case len(name) > path.MaxField:
		l.refuse("field name of more than 255 bytes")
		return dst
	case name == "" || len(name) > path.MaxShortField:
		dst = append(dst, path.OpField)
	}
	return append(append(dst, byte(len(name))), name...)
}

// sub appends the steps of n with their length before them.
func (l *lowering) sub(dst []byte, n *node, depth int) []byte {
	b := l.steps(nil, n, depth)
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

// closed appends the steps of n so that what follows applies to its result and
// not to each value of a projection in it.
func (l *lowering) closed(dst []byte, n *node, depth int) []byte {
	if open(n) {
		return l.sub(append(dst, path.OpSub), n, depth)
	}
	return l.steps(dst, n, depth)
}

// open says whether the steps of n end in a projection, or hold a flatten that
// would end the projection they stand in.
func open(n *node) bool {
	switch n.op {
	case opProject, opValues, opFlatten, opFilter:
		return true
	case opChain, opPipe:
		return open(n.b) // a was closed
	}
	return false
}

func literalStep(dst []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		dst = binary.AppendUvarint(append(dst, path.OpString), uint64(len(v)))
		return append(dst, v...)
	case json.Number:
		if i, err := strconv.ParseInt(v.String(), 10, 32); err == nil {
			return binary.AppendVarint(append(dst, path.OpInt), i)
		}
		f, _ := v.Float64() // too large is infinity, which nothing equals
		return binary.LittleEndian.AppendUint64(append(dst, path.OpFloat), math.Float64bits(f))
	case bool:
		if v {
			return append(dst, path.OpTrue)
		}
		return append(dst, path.OpFalse)
	}
	return append(dst, path.OpNull)
}
