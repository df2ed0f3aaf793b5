package rules

import "strings"

// eval gives the value of the expression at offset pc and where it ends.
func (m *machine) eval(pc, depth int) (v value, next int) {
	m.steps--
	if m.steps < 0 || depth > MaxDepth {
		m.fail(ErrCorrupt)
	}
	op := Op(m.u8(pc))
	pc, depth = pc+1, depth+1
	if m.err != nil {
		return value{}, pc
	}
	switch {
	case op < OpInline:
		if op >= m.p[HeaderSlots] {
			m.fail(ErrCorrupt)
			return value{}, pc
		}
		return m.a.vals[op], pc
	case op < OpString:
		return stringValue(m.str(int(op - OpInline))), pc
	}
	switch op {
	case OpString:
		return stringValue(m.str(m.u16(pc))), pc + 2
	case OpFalse, OpTrue:
		return boolValue(op == OpTrue), pc
	case OpInt:
		return value{kind: kindInt, n: int32(m.u16(pc))}, pc + 2
	case OpConcat:
		return m.concat(pc, depth, false)
	case OpAssign:
		slot := m.u8(pc)
		v, pc = m.eval(pc+1, depth)
		if slot < int(m.p[HeaderParams]) || slot >= int(m.p[HeaderSlots]) {
			m.fail(ErrCorrupt)
			return value{}, pc
		}
		m.a.vals[slot] = v
		return v, pc
	case OpAttr:
		attr := m.u8(pc)
		v, pc = m.eval(pc+1, depth)
		return m.attr(v, attr), pc
	case OpIndex:
		i := int(int8(m.u8(pc)))
		v, pc = m.eval(pc+1, depth)
		return m.index(v, i), pc
	}
	return m.call(op, pc, depth)
}

// call evaluates a function of the standard library.
func (m *machine) call(op Op, pc, depth int) (v value, next int) {
	var w value
	first := pc
	switch op {
	case OpCoalesce:
		n := m.u8(pc)
		pc++
		for i := 0; i < n && m.err == nil; i++ {
			if w, pc = m.eval(pc, depth); v.kind == kindNull {
				v = w
			}
		}
		return v, pc
	case OpSubstring, OpITE, OpSplit:
		return m.call3(op, pc, depth)
	}
	if v, pc = m.eval(pc, depth); m.err != nil {
		return value{}, pc
	}
	switch op {
	case OpIsSet:
		return boolValue(v.kind != kindNull), pc
	case OpNot:
		return boolValue(v.kind == kindNull || v.kind == kindBool && !v.b), pc
	case OpIsTrue, OpIsFalse:
		return m.boolEqual(v, boolValue(op == OpIsTrue)), pc
	case OpURIEncode:
		return m.uriEncode(v), pc
	case OpParseURL:
		if !m.text(v) {
			return value{}, pc
		}
		switch _, _, _, verdict := splitURL(v.s); verdict {
		case okURL:
			return value{kind: kindURL, s: v.s}, pc
		case unsafeURL:
			m.fail(ErrUnsafe)
		}
		return value{}, pc
	case OpParseARN:
		if _, ok := splitARN(v.s); !m.text(v) || !ok {
			return value{}, pc
		}
		return value{kind: kindARN, s: v.s}, pc
	case OpPartition:
		m.text(v)
		return value{kind: kindPartition, n: int32(partitionIndex(v.s))}, pc
	}
	second := pc
	if w, pc = m.eval(pc, depth); m.err != nil {
		return value{}, pc
	}
	switch op {
	case OpBooleanEquals:
		return m.boolEqual(v, w), pc
	case OpStringEquals:
		if v.kind != kindString {
			m.mistyped(first)
		} else if w.kind != kindString {
			m.mistyped(second)
		}
		return boolValue(v.s == w.s), pc
	case OpIsValidHostLabel:
		return boolValue(m.text(v) && isValidHostLabel(v.s, w.b)), pc
	case OpIsVirtualHostableS3Bucket:
		return boolValue(m.text(v) && isVirtualHostableS3Bucket(v.s, w.b)), pc
	}
	m.fail(ErrCorrupt)
	return value{}, pc
}

// call3 evaluates the functions whose first three arguments decide, before any
// optional fourth.
func (m *machine) call3(op Op, pc, depth int) (value, int) {
	var v, w, x, reverse value
	v, pc = m.eval(pc, depth)
	w, pc = m.eval(pc, depth)
	x, pc = m.eval(pc, depth)
	switch op {
	case OpITE:
		if v.kind != kindBool {
			m.fail(errType)
		}
		if v.b {
			return w, pc
		}
		return x, pc
	case OpSplit:
		if v.kind != kindString || w.kind != kindString || w.s == "" || x.kind != kindInt {
			m.fail(errType)
		}
		return value{kind: kindSplit, s: v.s, t: w.s, n: x.n}, pc
	}
	reverse, pc = m.eval(pc, depth)
	if w.kind != kindInt || x.kind != kindInt || reverse.kind != kindBool || !m.text(v) {
		return value{}, pc
	}
	s, ok := substring(v.s, int(w.n), int(x.n), reverse.b)
	if !ok {
		return value{}, pc
	}
	return stringValue(s), pc
}

// text says whether v is a string. Null is not, anything else is an error.
func (m *machine) text(v value) bool {
	if v.kind != kindString && v.kind != kindNull {
		m.fail(errType)
	}
	return v.kind == kindString
}

// mistyped fails because the expression at offset at gave no string. A parameter
// that is not set is the usual reason; the error names it.
func (m *machine) mistyped(at int) {
	if slot := m.u8(at); slot < int(m.p[HeaderParams]) && m.a.vals[slot].kind == kindNull {
		p := Program(m.p).Param(slot)
		m.fail(&ParamError{Name: p.Name, Want: p.Type})
	}
	m.fail(errType)
}

func (m *machine) boolEqual(v, w value) value {
	if v.kind != kindBool || w.kind != kindBool {
		m.fail(errType)
	}
	return boolValue(v.b == w.b)
}

// attr is getAttr with a name. An attribute of null is null.
func (m *machine) attr(v value, attr int) value {
	switch v.kind {
	case kindNull:
		return value{}
	case kindPartition:
		if attr <= AttrSupportsDualStack {
			return partitions[v.n].attr(attr)
		}
	case kindURL:
		if attr >= AttrScheme && attr <= AttrIsIP {
			return m.urlAttr(v.s, attr)
		}
	case kindARN:
		if attr >= AttrPartition && attr <= AttrResourceID {
			return arnAttr(v.s, attr)
		}
	}
	m.fail(errType)
	return value{}
}

// index is getAttr with an index; out of range is null.
func (m *machine) index(v value, i int) value {
	var s string
	var ok bool
	switch v.kind {
	case kindNull:
	case kindList:
		list := m.a.lists[v.n]
		if i < 0 {
			i += len(list)
		}
		if ok = uint(i) < uint(len(list)); ok {
			s = list[i]
		}
	case kindDefaultList:
		n := m.u8(int(v.n))
		if i < 0 {
			i += n
		}
		if ok = uint(i) < uint(n); ok {
			s = m.str(m.u16(int(v.n) + 1 + 2*i))
		}
	case kindResource:
		s, ok = resourcePart(v.s, i)
	case kindSplit:
		s, ok = splitPart(v.s, v.t, int(v.n), i)
	default:
		m.fail(errType)
	}
	if !ok || m.err != nil {
		return value{}
	}
	return stringValue(s)
}

// concat puts texts together in the Endpoint's buffer. For a URL, guard checks
// every text that is not the rule set's own.
func (m *machine) concat(pc, depth int, guard bool) (value, int) {
	n := m.u8(pc)
	pc++
	start := len(m.out.buf)
	end := start
	for i := 0; i < n && m.err == nil; i++ {
		at, op := pc, Op(m.u8(pc))
		literal := op >= OpInline && op <= OpString
		var v value
		if v, pc = m.eval(pc, depth); v.kind != kindString {
			m.mistyped(at)
			break
		}
		if guard && !literal && !safeInURL(m.out.buf[start:end], v.s) {
			m.fail(ErrUnsafe)
		}
		if len(m.out.buf) != end { // the part needed the buffer itself: begin anew behind it
			part := m.out.buf[start:end]
			start = len(m.out.buf)
			m.append(view(part))
		}
		m.append(v.s)
		end = len(m.out.buf)
	}
	if m.err != nil {
		return value{}, pc
	}
	return stringValue(view(m.out.buf[start:end:end])), pc
}

func (m *machine) append(s string) {
	if len(m.out.buf)+len(s) > maxText {
		m.fail(ErrTooLong)
		return
	}
	m.out.buf = append(m.out.buf, s...)
}

// url evaluates the URL of an endpoint.
func (m *machine) url(pc, depth int) string {
	var v value
	if Op(m.u8(pc)) == OpConcat {
		v, _ = m.concat(pc+1, depth+1, true)
	} else {
		v, _ = m.eval(pc, depth)
	}
	if v.kind != kindString {
		m.fail(errType)
	}
	for i := range len(v.s) {
		if v.s[i] <= ' ' || v.s[i] == 0x7f {
			m.fail(ErrUnsafe)
		}
	}
	return v.s
}

// safeInURL says whether a parameter's text s may follow head in a URL: it must
// not end the host, nor the path. Before "://" all is allowed: that is the
// scheme, or a whole configured endpoint.
func safeInURL(head []byte, s string) bool {
	_, rest, found := strings.Cut(view(head), "://")
	if !found {
		return true
	}
	authority := strings.IndexByte(rest, '/') < 0
	if authority && rest != "" && s != "" && s[0] == '/' {
		authority = false // the path of a configured endpoint
	}
	for i := range len(s) {
		switch s[i] {
		case '?', '#', '\\':
			return false
		case '@', '/', '%':
			if authority {
				return false
			}
		}
	}
	return true
}

// literal is the string at offset pc, which must be a string id.
func (m *machine) literal(pc int) (s string, next int) {
	switch op := Op(m.u8(pc)); {
	case op >= OpInline && op < OpString:
		return m.str(int(op - OpInline)), pc + 1
	case op == OpString:
		return m.str(m.u16(pc + 1)), pc + 3
	}
	m.fail(ErrCorrupt)
	return "", pc
}
