package xml

import (
	"bytes"
	"errors"
)

// MaxDepth is how deep elements may nest.
const MaxDepth = 128

// Errors of a Scanner.
var (
	ErrSyntax    = errors.New("xml: malformed document")
	ErrMismatch  = errors.New("xml: an end tag does not match its start tag")
	ErrTruncated = errors.New("xml: the document ends early")
	ErrDepth     = errors.New("xml: elements nest too deep")
	ErrDoctype   = errors.New("xml: a document type declaration is refused")
)

// Scanner is a cursor over a document. Its strings are views into the document
// and valid as long as the document's bytes are not written to. After an error
// every method does nothing; Finish tells.
type Scanner struct {
	b          []byte
	at         int            // of the next byte
	depth      int            // how many elements are open
	empty      bool           // the element that is open was <a/>: it ends without a tag
	attributes span           // in the start tag that was read last
	open       [MaxDepth]span // names of the open elements, with their prefixes
	err        error
}

// span is a part of the document.
type span struct{ from, to int }

// Reset begins a document.
func (s *Scanner) Reset(document []byte) {
	s.b, s.at, s.depth, s.empty, s.attributes, s.err = document, 0, 0, false, span{}, nil
}

// Err is the first error met.
func (s *Scanner) Err() error { return s.err }

// fail stays a call, which saves 2 KB.
//
//go:noinline
func (s *Scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
	s.at, s.depth, s.empty, s.attributes = len(s.b), 0, false, span{}
}

// Root opens the root element.
func (s *Scanner) Root() (name string, ok bool) {
	if s.at == 0 && len(s.b) >= 3 && s.b[0] == 0xEF && s.b[1] == 0xBB && s.b[2] == 0xBF {
		s.at = 3 // byte order mark
	}
	if !s.skipMisc() {
		return "", false
	}
	if s.at == len(s.b) {
		s.fail(ErrTruncated)
		return "", false
	}
	return s.start()
}

// Finish reads to the end of the document, of which the root element must be
// closed, and is the first error met.
func (s *Scanner) Finish() error {
	switch {
	case s.err != nil:
	case s.depth > 0:
		s.fail(ErrSyntax)
	case s.skipMisc() && s.at < len(s.b):
		s.fail(ErrSyntax) // a second root
	}
	return s.err
}

// skipMisc passes over what may stand outside the root element. It stops at a
// start tag or at the end.
func (s *Scanner) skipMisc() bool {
	for s.err == nil {
		for s.at < len(s.b) && isSpace(s.b[s.at]) {
			s.at++
		}
		if s.at == len(s.b) {
			return true
		}
		if s.b[s.at] != '<' || s.at+1 == len(s.b) {
			s.fail(ErrSyntax)
			return false
		}
		switch s.b[s.at+1] {
		case '?':
			s.skipInstruction()
		case '!':
			if bytes.HasPrefix(s.b[s.at:], []byte("<!--")) {
				s.skipComment()
			} else {
				s.fail(ErrDoctype)
			}
		default:
			return true
		}
	}
	return false
}

// Child opens the next element inside the open one, passing over text. Where
// there is none it closes the open element and says no.
func (s *Scanner) Child() (name string, ok bool) {
	if s.depth == 0 {
		return "", false
	}
	if s.empty {
		s.empty = false
		s.depth--
		return "", false
	}
	for {
		s.skipText()
		if s.at+1 >= len(s.b) {
			s.fail(ErrTruncated)
			return "", false
		}
		switch s.b[s.at+1] {
		case '/':
			s.end()
			return "", false
		case '!', '?':
			if !s.skipMarkup() {
				return "", false
			}
		default:
			return s.start()
		}
	}
}

// Text closes the open element, which holds text, and is its raw content: see
// [AppendText].
func (s *Scanner) Text() (raw string) {
	if s.depth == 0 {
		return ""
	}
	if s.empty {
		s.empty = false
		s.depth--
		return ""
	}
	from := s.at
	s.skipText()
	if s.at+1 < len(s.b) && s.b[s.at+1] == '/' {
		to := s.at
		if !s.end() {
			return ""
		}
		return view(s.b[from:to])
	}
	return s.mixedText(from)
}

// mixedText is Text where the content is more than text.
func (s *Scanner) mixedText(from int) string {
	for outer := s.depth; s.err == nil; {
		s.skipText()
		to := s.at
		if _, ok := s.Child(); !ok && s.depth < outer && s.err == nil {
			// to may stand before comments; the end tag begins behind them
			return view(s.b[from:s.endTagFrom(to)])
		}
	}
	return ""
}

// endTagFrom is where the end tag begins that was read last: at to or behind it.
func (s *Scanner) endTagFrom(to int) int {
	return to + bytes.LastIndexByte(s.b[to:s.at], '<')
}

// Skip closes the open element with everything in it.
func (s *Scanner) Skip() {
	for outer := s.depth; s.depth >= outer && s.depth > 0; {
		s.Child()
	}
}

// skipText moves to the next '<', or to the end.
func (s *Scanner) skipText() {
	if s.at < len(s.b) && s.b[s.at] == '<' {
		return
	}
	if i := bytes.IndexByte(s.b[s.at:], '<'); i >= 0 {
		s.at += i
	} else {
		s.at = len(s.b)
	}
}

// start opens the element whose start tag begins here.
func (s *Scanner) start() (name string, ok bool) {
	i := s.at + 1
	if i >= len(s.b) || !isNameStart(s.b[i]) {
		s.fail(ErrSyntax)
		return "", false
	}
	if s.depth == MaxDepth {
		s.fail(ErrDepth)
		return "", false
	}
	local, to := i, i
	for ; to < len(s.b) && isName(s.b[to]); to++ {
		if s.b[to] == ':' {
			local = to + 1
		}
	}
	if local == to {
		s.fail(ErrSyntax)
		return "", false
	}
	s.open[s.depth] = span{i, to}
	s.depth++
	if to < len(s.b) && s.b[to] == '>' {
		s.at, s.attributes = to+1, span{}
		return view(s.b[local:to]), true
	}
	if !s.startRest(to) {
		return "", false
	}
	return view(s.b[local:to]), true
}

// end closes the open element with the end tag that begins here.
func (s *Scanner) end() bool {
	name := s.open[s.depth-1]
	i := s.at + 2
	to := i + name.to - name.from
	if to >= len(s.b) {
		s.fail(ErrTruncated)
		return false
	}
	if string(s.b[i:to]) != string(s.b[name.from:name.to]) {
		s.fail(ErrMismatch)
		return false
	}
	for isSpace(s.b[to]) && to+1 < len(s.b) {
		to++
	}
	if s.b[to] != '>' {
		s.fail(ErrMismatch)
		return false
	}
	s.at = to + 1
	s.depth--
	return true
}

// skipMarkup passes over a comment, CDATA section or processing instruction
// inside an element.
func (s *Scanner) skipMarkup() bool {
	switch rest := s.b[s.at:]; {
	case rest[1] == '?':
		s.skipInstruction()
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.skipComment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		s.skipTo(len("<![CDATA["), "]]>")
	default:
		s.fail(ErrSyntax)
	}
	return s.err == nil
}

// skipComment passes over a comment. "--" must not stand inside one, so that it
// cannot end anywhere else (section 2.5).
func (s *Scanner) skipComment() {
	from := s.at + len("<!--")
	i := bytes.Index(s.b[from:], []byte("--"))
	switch {
	case i < 0 || from+i+2 >= len(s.b):
		s.fail(ErrTruncated)
	case s.b[from+i+2] != '>':
		s.fail(ErrSyntax)
	default:
		s.at = from + i + 3
	}
}

func (s *Scanner) skipInstruction() {
	if s.at+2 >= len(s.b) || !isNameStart(s.b[s.at+2]) {
		s.fail(ErrSyntax)
		return
	}
	s.skipTo(2, "?>")
}

// skipTo moves behind the next end, which begins n bytes from here or later.
func (s *Scanner) skipTo(n int, end string) {
	from := s.at + n
	i := bytes.Index(s.b[from:], []byte(end))
	if i < 0 {
		s.fail(ErrTruncated)
		return
	}
	s.at = from + i + len(end)
}

// Depth is how many elements are open.
func (s *Scanner) Depth() int { return s.depth }
