package rules

// item is the text of the item at offset at, and where the item ends.
func (e *Endpoint) item(at int) (s string, next int) {
	b := e.p.text[at]
	if b < ItemString || b >= ItemTrusted {
		return e.a.slots[b%MaxSlots].text, at + 1
	}
	id := int(b) - ItemString
	if b == ItemLong {
		id = u16(e.p.text, at+1)
		at += 2
	}
	return e.p.str(id), at + 1
}

// checked is the text of the item at offset at. It fails if that comes from a
// parameter and is not safe there.
func (e *Endpoint) checked(at int, level uint8) (s string, next int) {
	s, next = e.item(at)
	if e.p.text[at] < ItemString {
		for i := range len(s) {
			if class[s[i]]>>levelShift >= level {
				e.fail(ErrUnsafe)
			}
		}
	}
	return s, next
}

// concat puts the texts of the template at offset at together.
func (e *Endpoint) concat(at int, level uint8) (s string, next int) {
	start := len(e.buf)
	n := e.p.text[at]
	for at++; n > 0; n-- {
		if b := e.p.text[at]; b == ItemHost || b == ItemPath {
			level = levelHost + (ItemHost - b)
			at++
			continue
		}
		s, at = e.checked(at, level)
		e.append(s)
	}
	return view(e.buf[start:]), at
}

// append adds a text to the buffer.
//
//go:noinline
func (e *Endpoint) append(s string) {
	if len(e.buf)+len(s) > maxText {
		e.fail(ErrTooLong)
	}
	e.buf = append(e.buf, s...)
}

// finish makes the endpoint of the record at offset at.
func (e *Endpoint) finish(at int) {
	flags, level := e.p.text[at], uint8(levelURL)
	at++
	for i := range e.records {
		if flags&(1<<i) == 0 {
			continue
		}
		// All is read once here, so that who reads the record later finds it whole.
		record := u16(e.p.text, at)
		next := record + 1
		for range e.p.text[record] {
			_, next = e.checked(next, levelLine)
		}
		e.records[i] = record
		at += 2
	}
	start := len(e.buf)
	if flags&EndpointHTTPS != 0 {
		level = levelHost
		e.append("https://")
	}
	e.concat(at, level)
	e.URL = view(e.buf[start:])
}

// encode is s with the bytes that are not of the class as %XX.
func (e *Endpoint) encode(s string, as uint8) string {
	const hex = "0123456789ABCDEF"
	start, from := len(e.buf), 0
	for i := range len(s) {
		if c := s[i]; class[c]&as == 0 {
			e.append(s[from:i])
			e.append("%")
			e.append(hex[c>>4 : c>>4+1])
			e.append(hex[c&15 : c&15+1])
			from = i + 1
		}
	}
	e.append(s[from:])
	return view(e.buf[start:])
}

// element is element i of the stringArray parameter n, from the end if i is
// below zero.
func (e *Endpoint) element(n, i int) (string, bool) {
	a := e.a
	if a.lists>>n&1 == 0 {
		record := u16(e.p.text, HeaderSize+n*ParamSize+ParamDefault)
		size := int(e.p.text[record])
		if i < 0 {
			i += size
		}
		if uint(i) >= uint(size) {
			return "", false
		}
		return e.text(record, i), true
	}
	var list []string
	for at := range a.list {
		if int(a.listOf[at]) == n && a.list[at] != nil {
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

// text is item i of the record at offset at.
//
//go:noinline
func (e *Endpoint) text(at, i int) (s string) {
	for at++; i >= 0; i-- {
		s, at = e.item(at)
	}
	return s
}
