package rules

// item is the text of the item at offset at, and where the item ends. It fails if
// the text comes from a parameter and is not safe there.
func (m *machine) item(at int, level uint8) (s string, next int) {
	b := m.p.text[at]
	if b >= ItemString && b < ItemTrusted {
		id := int(b) - ItemString
		if b == ItemLong {
			id = u16(m.p.text, at+1)
			at += 2
		}
		return m.p.str(id), at + 1
	}
	s = m.a.slots[b%MaxSlots].text
	for i := 0; i < len(s) && level < levelNone && b < ItemString; i++ {
		if class[s[i]]>>levelShift >= level {
			m.fail(ErrUnsafe)
		}
	}
	return s, at + 1
}

// concat puts the texts of the template at offset at together.
func (m *machine) concat(at int, level uint8) (s string, next int) {
	start := len(m.e.buf)
	n := m.p.text[at]
	for at++; n > 0; n-- {
		if b := m.p.text[at]; b == ItemHost || b == ItemPath {
			level = levelHost + (ItemHost - b)
			at++
			continue
		}
		s, at = m.item(at, level)
		m.append(s)
	}
	return view(m.e.buf[start:]), at
}

// append adds a text to the buffer.
//
//go:noinline
func (m *machine) append(s string) {
	if len(m.e.buf)+len(s) > maxText {
		m.fail(ErrTooLong)
	}
	m.e.buf = append(m.e.buf, s...)
}

// encode is s with the bytes that are not of the class as %XX.
func (m *machine) encode(s string, as uint8) string {
	const hex = "0123456789ABCDEF"
	start := len(m.e.buf)
	for i := range len(s) {
		c := s[i]
		escaped := [...]byte{'%', hex[c>>4], hex[c&15]}
		text := view(escaped[:])
		if class[c]&as != 0 {
			text = s[i : i+1]
		}
		m.append(text)
	}
	return view(m.e.buf[start:])
}

// element is element i of the stringArray parameter n, from the end if i is
// below zero.
func (a *Args) element(n uint8, i int) (string, bool) {
	var list []string
	for at := range a.list {
		if a.listOf[at] == n && a.list[at] != nil {
			list = a.list[at]
		}
	}
	if i < 0 {
		i += len(list)
	}
	if uint(i) >= uint(len(list)) {
		return "", false
	}
	return list[i], true
}
