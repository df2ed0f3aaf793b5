package path

import "errors"

// Program is a compiled expression.
type Program string

var (
	// ErrCorrupt: the bytes are no program.
	ErrCorrupt = errors.New("path: corrupt JMESPath program")

	// ErrType: length or keys of a value that has none.
	ErrType = errors.New("path: function called with a value of the wrong type")

	// ErrTooLarge: more than 262,144 steps and elements.
	ErrTooLarge = errors.New("path: evaluation takes too long")
)

// Cut splits the first field off a program that begins with one, as most do:
// "Item.Name" gives Item and the program of Name. Without a field ok is false.
// A program that is empty after some cuts is a dotted path: that is how to set
// a value at one.
func (p Program) Cut() (field string, rest Program, ok bool) {
	field, next, ok := fieldAt(string(p), 0)
	if !ok {
		return "", p, false
	}
	return field, p[next:], true
}

// CutSub splits a sub off a program that begins with one: an operand of OpKeys,
// or after its count one of OpList.
func (p Program) CutSub() (s, rest Program, ok bool) {
	from, to, ok := sub(string(p), 0)
	if !ok {
		return "", "", false
	}
	return p[from:to], p[to:], true
}

// fieldAt is the field step at offset pc and where it ends.
func fieldAt(p string, pc int) (name string, next int, ok bool) {
	if pc >= len(p) {
		return "", 0, false
	}
	n := int(p[pc])
	pc++
	if n == int(OpField) && pc < len(p) {
		n, pc = int(p[pc]), pc+1
	} else if n < 1 || n > MaxShortField {
		return "", 0, false
	}
	if n > len(p)-pc {
		return "", 0, false
	}
	return p[pc : pc+n], pc + n, true
}

// step is where the step at offset pc ends, or -1 if it is damaged.
func step(p string, pc int) int {
	op := p[pc]
	if op == 0 || op > OpNull {
		return -1
	}
	if op <= OpField {
		if _, next, ok := fieldAt(p, pc); ok {
			return next
		}
		return -1
	}
	pc++
	subs := 0
	switch op {
	case OpIndex, OpInt:
		_, n := uvarint(p[pc:])
		if n == 0 {
			return -1
		}
		return pc + n
	case OpFloat:
		if len(p)-pc < 8 {
			return -1
		}
		return pc + 8
	case OpFilter, OpSub, OpNot, OpLength, OpKeys, OpString:
		subs = 1 // a text is framed like a sub
	case OpOr, OpAnd, OpEqual, OpNotEqual, OpLess, OpLessEqual, OpGreater, OpGreaterEqual:
		subs = 2
	case OpList:
		if pc == len(p) {
			return -1
		}
		subs, pc = int(p[pc]), pc+1
	}
	for range subs {
		_, next, ok := sub(p, pc)
		if !ok {
			return -1
		}
		pc = next
	}
	return pc
}

// sub is where the steps of the sub at offset pc begin and end.
func sub(p string, pc int) (from, to int, ok bool) {
	if pc > len(p) {
		return 0, 0, false
	}
	size, n := uvarint(p[pc:])
	if n == 0 || size > uint64(len(p)-pc-n) {
		return 0, 0, false
	}
	return pc + n, pc + n + int(size), true
}
