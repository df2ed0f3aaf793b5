package rules

import "strings"

// Resolve evaluates the rule set for the parameters in a and puts the endpoint
// into out. The error is a *ParamError for a missing or mistyped parameter, a
// *RuleError when an error rule answered, ErrNoRule when none did, ErrUnsafe or
// ErrTooLong for parameters that make no endpoint, ErrCorrupt for a program
// that is damaged. out holds no endpoint after an error. a's parameters are
// left as they are. Distinct Args and Endpoints may be used concurrently.
//
// Source: Smithy specification, "Endpoint rules engine"; time and memory are
// bounded for any program.
func (p Program) Resolve(a *Args, out *Endpoint) error {
	out.reset()
	a.used = true
	if _, err := Open(string(p)); err != nil {
		return err
	}
	m := machine{p: string(p), code: u16(string(p), HeaderIndex), a: a, steps: maxSteps, out: out}
	if out.nodes == nil {
		first := new(storage)
		out.nodes, out.buf = first.nodes[:0], first.buf[:0]
	}
	if err := m.params(); err != nil {
		return err
	}
	found := m.list(u16(m.p, HeaderRoot), 0)
	switch {
	case m.err != nil:
		out.reset()
		return m.err
	case !found:
		return ErrNoRule
	}
	return nil
}

// Bounds of one evaluation. The largest rule set (s3) takes under 200 steps.
const (
	maxSteps = 1 << 14
	maxText  = 1 << 16
	maxNodes = 1 << 10
)

// machine is one evaluation.
type machine struct {
	p     string // the program
	code  int    // where its code ends
	a     *Args  // slots
	out   *Endpoint
	steps int   // left
	err   error // the first; everything gives null after it
}

// params checks the given parameters and puts defaults into the slots of the
// others. Variables start as null.
func (m *machine) params() error {
	n := Program(m.p).Params()
	for i := range n {
		at := HeaderSize + i*ParamSize
		flags := m.p[at+ParamFlags]
		t := Type(flags & ParamTypeMask)
		if m.a.IsSet(i) {
			if m.a.vals[i].kind != t.kind() {
				return &ParamError{Name: Program(m.p).Param(i).Name, Want: t, Set: true}
			}
			continue
		}
		switch def := u16(m.p, at+ParamDefault); {
		case flags&ParamHasDefault == 0:
			if flags&ParamRequired != 0 {
				return &ParamError{Name: Program(m.p).Param(i).Name, Want: t}
			}
			m.a.vals[i] = value{}
		case t == Boolean:
			m.a.vals[i] = boolValue(flags&ParamDefaultTrue != 0)
		case t == String:
			m.a.vals[i] = stringValue(m.str(def))
		default:
			m.a.vals[i] = value{kind: kindDefaultList, n: int32(def)}
		}
	}
	clear(m.a.vals[n:m.p[HeaderSlots]])
	return m.err
}

func (t Type) kind() kind {
	switch t {
	case String:
		return kindString
	case Boolean:
		return kindBool
	}
	return kindList
}

// list runs the rules of the list at offset at until one gives a result.
func (m *machine) list(at, depth int) (found bool) {
	if depth > MaxDepth {
		m.fail(ErrCorrupt)
	}
	n := m.u8(at)
	for i := 0; i < n && m.err == nil && !found; i++ {
		rule := m.u16(at + 1 + 2*i)
		if rule >= at {
			m.fail(ErrCorrupt) // referred to must lie below, so there are no cycles
			break
		}
		found = m.rule(rule, depth)
	}
	return found
}

// rule runs one rule: false when a condition does not hold or, for a tree, no
// rule below gives a result.
func (m *machine) rule(at, depth int) bool {
	if m.steps--; m.steps < 0 {
		m.fail(ErrCorrupt)
	}
	head := m.u8(at)
	pc := at + 1
	for range head >> KindBits {
		holds, next, simple := m.simple(pc)
		if !simple {
			var v value
			v, next = m.eval(pc, depth)
			holds = v.kind != kindNull && (v.kind != kindBool || v.b) && m.err == nil
		}
		if !holds {
			return false
		}
		pc = next
	}
	switch head & (1<<KindBits - 1) {
	case KindTree:
		if list := m.u16(pc); list < at {
			return m.list(list, depth+1)
		}
	case KindEndpoint:
		if endpoint := m.u16(pc); endpoint < at {
			m.endpoint(endpoint, depth)
			return m.err == nil
		}
	case KindError:
		v, _ := m.eval(pc, depth)
		if v.kind != kindString {
			m.fail(errType)
		}
		m.fail(&RuleError{strings.Clone(v.s)})
		return false
	}
	m.fail(ErrCorrupt)
	return false
}

// simple evaluates the commonest conditions, which look at one slot, without a
// call. It leaves all else, errors too, to eval: ok is false then. It halves
// the time of s3's rules (Go 1.26).
func (m *machine) simple(pc int) (holds bool, next int, ok bool) {
	if pc+2 >= m.code {
		return false, pc, false
	}
	op, slot, next := m.p[pc], m.p[pc+1], pc+2
	not := op == OpNot
	if not {
		op, slot, next = slot, m.p[pc+2], pc+3
	}
	if slot >= m.p[HeaderSlots] {
		return false, pc, false
	}
	v := &m.a.vals[slot]
	switch op {
	case OpIsSet:
		return (v.kind != kindNull) != not, next, true
	case OpIsTrue:
		return v.b != not, next, v.kind == kindBool
	case OpIsFalse:
		return v.b == not, next, v.kind == kindBool
	}
	return false, pc, false
}

// endpoint evaluates the endpoint record at offset at.
func (m *machine) endpoint(at, depth int) {
	flags := m.u8(at)
	pc, properties := at+1, 0
	if flags&EndpointHasProperties != 0 {
		properties, pc = m.u16(pc), pc+2
		if properties >= at {
			m.fail(ErrCorrupt)
		}
	}
	if flags&EndpointHasHeaders != 0 {
		n := m.u8(pc)
		pc++
		for range n {
			var name string
			var v value
			name, pc = m.literal(pc)
			if v, pc = m.eval(pc, depth); v.kind != kindString {
				m.fail(errType)
			}
			m.node(node{key: name, s: m.line(v.s), size: 1, kind: PropertyString})
		}
		m.out.headers = len(m.out.nodes)
	}
	m.out.URL = m.url(pc, depth)
	if flags&EndpointHasProperties != 0 {
		m.property(properties, depth, "")
	}
}

// property appends the property at offset pc and returns where it ends.
func (m *machine) property(pc, depth int, key string) (next int) {
	op := Op(m.u8(pc))
	if op != OpObject && op != OpList {
		v, next := m.eval(pc, depth)
		switch v.kind {
		case kindString:
			m.node(node{key: key, s: m.line(v.s), size: 1, kind: PropertyString})
		case kindBool:
			m.node(node{key: key, b: v.b, size: 1, kind: PropertyBool})
		default:
			m.fail(errType)
		}
		return next
	}
	kind := PropertyList
	if op == OpObject {
		kind = PropertyObject
	}
	if depth > MaxDepth {
		m.fail(ErrCorrupt)
	}
	self := len(m.out.nodes)
	m.node(node{key: key, kind: kind})
	n := m.u8(pc + 1)
	pc += 2
	for i := 0; i < n && m.err == nil; i++ {
		name := ""
		if kind == PropertyObject {
			name, pc = m.literal(pc)
		}
		pc = m.property(pc, depth+1, name)
	}
	if m.err == nil {
		m.out.nodes[self].size = int32(len(m.out.nodes) - self)
	}
	return pc
}

func (m *machine) node(n node) {
	if len(m.out.nodes) >= maxNodes {
		m.fail(ErrCorrupt)
	}
	if m.err == nil {
		m.out.nodes = append(m.out.nodes, n)
	}
}

// line is s, which becomes a header's value or part of a signature.
func (m *machine) line(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == 0x7f {
			m.fail(ErrUnsafe)
		}
	}
	return s
}

func (m *machine) fail(err error) {
	if m.err == nil {
		m.err = err
	}
}

// u8 and u16 read the code; str looks a string up. Out of bounds is corrupt.

func (m *machine) u8(at int) int {
	if at >= m.code {
		m.fail(ErrCorrupt)
		return 0
	}
	return int(m.p[at])
}

func (m *machine) u16(at int) int {
	if at+1 >= m.code {
		m.fail(ErrCorrupt)
		return 0
	}
	return u16(m.p, at)
}

func (m *machine) str(id int) string {
	s, ok := Program(m.p).str(id)
	if !ok {
		m.fail(ErrCorrupt)
	}
	return s
}
