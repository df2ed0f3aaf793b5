package xml

// startRest reads a start tag from behind its name: attributes, then '>' or
// "/>".
func (s *Scanner) startRest(i int) bool {
	b := s.b
	s.attributes = span{i, i}
	for {
		before := i
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		switch {
		case i == len(b):
			s.fail(ErrTruncated)
			return false
		case b[i] == '>':
			s.at = i + 1
			return true
		case b[i] == '/':
			if i+1 == len(b) || b[i+1] != '>' {
				s.fail(ErrSyntax)
				return false
			}
			s.at, s.empty = i+2, true
			return true
		case i == before: // no space before the name
			s.fail(ErrSyntax)
			return false
		}
		_, _, n := consumeAttribute(b[i:])
		if n == 0 {
			s.fail(ErrSyntax)
			return false
		}
		i += n
		s.attributes.to = i
	}
}

// consumeAttribute returns the name and raw value of the attribute at the head
// of b, and its length; 0 if there is none (section 3.1, Attribute).
func consumeAttribute(b []byte) (name, value string, n int) {
	if len(b) == 0 || !isNameStart(b[0]) {
		return "", "", 0
	}
	for n < len(b) && isName(b[n]) {
		n++
	}
	name = view(b[:n])
	for n < len(b) && isSpace(b[n]) {
		n++
	}
	if n == len(b) || b[n] != '=' {
		return "", "", 0
	}
	n++
	for n < len(b) && isSpace(b[n]) {
		n++
	}
	if n == len(b) || b[n] != '"' && b[n] != '\'' {
		return "", "", 0
	}
	quote := b[n]
	n++
	from := n
	for n < len(b) && b[n] != quote {
		if b[n] == '<' {
			return "", "", 0
		}
		n++
	}
	if n == len(b) {
		return "", "", 0
	}
	return name, view(b[from:n]), n + 1
}

// HasAttributes reports whether the start tag that was read last has any,
// namespace declarations included.
func (s *Scanner) HasAttributes() bool { return s.attributes.from < s.attributes.to }

// Attribute is the raw value of an attribute of the start tag that was read
// last. A prefix in name stands for any prefix: the document may have bound
// another one to the same namespace.
func (s *Scanner) Attribute(name string) (raw string, ok bool) {
	b := s.b[s.attributes.from:s.attributes.to]
	want := local(name)
	prefixed := len(want) < len(name)
	for len(b) > 0 {
		if isSpace(b[0]) {
			b = b[1:]
			continue
		}
		got, value, n := consumeAttribute(b)
		if n == 0 {
			return "", false
		}
		if got == name || prefixed && local(got) == want && len(want) < len(got) && !isDeclaration(got) {
			return value, true
		}
		b = b[n:]
	}
	return "", false
}

// local is a name without its prefix.
func local(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ':' {
			return name[i+1:]
		}
	}
	return name
}

// isDeclaration reports the declaration of a namespace's prefix.
func isDeclaration(name string) bool { return len(name) > 6 && name[:6] == "xmlns:" }
