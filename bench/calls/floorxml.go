package calls

import (
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// errXML: an answer is malformed.
var errXML = errors.New("malformed XML")

// markup is a cursor over an XML document, for readers that are written by hand for
// one answer each: they open an element after the other, and take the values from
// where they stand. Strings are parts of the document, or of what was decoded, and
// may be kept. After an error nothing opens any more.
type markup struct {
	text    string
	at      int
	depth   int
	empty   bool            // the element that is open was <a/>
	decoded strings.Builder // texts with references or CDATA sections
	err     error
}

// maxMarkupDepth is how deep elements may nest.
const maxMarkupDepth = 100

func (m *markup) fail() { m.at, m.err = len(m.text), errXML }

// root opens the element of that name that is the document.
func (m *markup) root(want string) bool {
	name, ok := m.open("")
	if m.err == nil && (!ok || name != want) {
		m.fail()
	}
	return m.err == nil
}

// end is the first error met, in a document that must be over.
func (m *markup) end() error {
	if m.err == nil && strings.TrimSpace(m.text[m.at:]) != "" {
		m.fail()
	}
	return m.err
}

// open opens the next element in the open one, which is parent. Where there is none
// it closes parent.
func (m *markup) open(parent string) (name string, ok bool) {
	if m.empty {
		m.empty = false
		m.depth--
		return "", false
	}
	for m.err == nil {
		from := m.at + 1
		if from > len(m.text) || m.text[m.at] != '<' { // mostly tags stand side by side
			from += strings.IndexByte(m.text[m.at:], '<')
		}
		if from == m.at || from >= len(m.text) {
			break
		}
		m.at = from
		switch m.text[from] {
		case '/':
			m.close(parent)
			return "", false
		case '!':
			if rest := m.text[from:]; strings.HasPrefix(rest, "![CDATA[") {
				m.behind("]]>")
			} else if strings.HasPrefix(rest, "!--") {
				m.behind("-->")
			} else {
				m.fail()
			}
		case '?':
			m.behind("?>")
		default:
			return m.start()
		}
	}
	m.fail()
	return "", false
}

// start reads the start tag of which the name begins here.
func (m *markup) start() (name string, ok bool) {
	from := m.at
	for i := from; i < len(m.text); i++ {
		c := m.text[i]
		if c > '>' { // as letters are
			continue
		}
		switch c {
		case '>':
			name, m.at = m.text[from:i], i+1
		case '/', ' ', '\t', '\n', '\r':
			name, m.at = m.text[from:i], i
			m.attributes()
		default:
			continue
		}
		break
	}
	if m.depth++; name == "" || m.depth > maxMarkupDepth {
		m.fail()
	}
	return name, m.err == nil
}

// attributes passes over the rest of a start tag.
func (m *markup) attributes() {
	quote := byte(0)
	for i := m.at; i < len(m.text); i++ {
		switch c := m.text[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			m.at, m.empty = i+1, m.text[i-1] == '/'
			return
		}
	}
	m.fail()
}

// close reads the rest of the end tag of an element, from its slash on.
func (m *markup) close(name string) {
	rest := m.text[m.at+1:]
	if m.depth == 0 || len(rest) <= len(name) || rest[:len(name)] != name || rest[len(name)] != '>' {
		m.fail()
		return
	}
	m.at += len(name) + 2
	m.depth--
}

// behind moves behind the next end.
func (m *markup) behind(end string) {
	i := strings.Index(m.text[m.at:], end)
	if i < 0 {
		m.fail()
		return
	}
	m.at += i + len(end)
}

// skip closes the open element with everything in it.
func (m *markup) skip(name string) {
	for child, ok := m.open(name); ok; child, ok = m.open(name) {
		m.skip(child)
	}
}

// string closes the open element, which holds text.
func (m *markup) string(name string) string {
	if m.empty {
		m.empty = false
		m.depth--
		return ""
	}
	rest := m.text[m.at:]
	n := strings.IndexByte(rest, '<')
	if n < 0 || n+1 == len(rest) || rest[n+1] != '/' {
		return m.mixed(name)
	}
	m.at += n + 1
	m.close(name)
	if text := rest[:n]; strings.IndexByte(text, '&') >= 0 {
		from := m.decoded.Len()
		m.decode(text)
		return m.decoded.String()[from:]
	}
	return rest[:n]
}

// mixed is string for text that has CDATA sections or comments in it.
func (m *markup) mixed(name string) string {
	from := m.decoded.Len()
	for m.err == nil {
		rest := m.text[m.at:]
		n := strings.IndexByte(rest, '<')
		if n < 0 || n+1 == len(rest) {
			m.fail()
			break
		}
		m.decode(rest[:n])
		m.at += n + 1
		switch rest = rest[n+1:]; {
		case rest[0] == '/':
			m.close(name)
			return m.decoded.String()[from:]
		case strings.HasPrefix(rest, "![CDATA["):
			begin := m.at + len("![CDATA[")
			if m.behind("]]>"); m.err == nil {
				m.decoded.WriteString(m.text[begin : m.at-len("]]>")])
			}
		case strings.HasPrefix(rest, "!--"):
			m.behind("-->")
		default:
			m.fail()
		}
	}
	return ""
}

// decode writes text with its references resolved.
func (m *markup) decode(text string) {
	for {
		before, rest, found := strings.Cut(text, "&")
		m.decoded.WriteString(before)
		if !found {
			return
		}
		name, rest, found := strings.Cut(rest, ";")
		switch {
		case !found:
			m.fail()
			return
		case name == "quot":
			m.decoded.WriteByte('"')
		case name == "amp":
			m.decoded.WriteByte('&')
		case name == "lt":
			m.decoded.WriteByte('<')
		case name == "gt":
			m.decoded.WriteByte('>')
		case name == "apos":
			m.decoded.WriteByte('\'')
		default:
			m.decoded.WriteRune(m.number(name))
		}
		text = rest
	}
}

// number is the character of a reference like #10 or #xA.
func (m *markup) number(name string) rune {
	digits, base := strings.TrimPrefix(name, "#"), 10
	if digits == name {
		m.fail()
		return utf8.RuneError
	}
	if digits[:min(len(digits), 1)] == "x" {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	if err != nil || !utf8.ValidRune(rune(n)) {
		m.fail()
	}
	return rune(n)
}

// int closes the open element, which holds a number.
func (m *markup) int(name string) int64 {
	i, err := strconv.ParseInt(m.string(name), 10, 64)
	if err != nil {
		m.fail()
	}
	return i
}

// bool closes the open element, which holds true or false.
func (m *markup) bool(name string) bool {
	text := m.string(name)
	if text != "true" && text != "false" {
		m.fail()
	}
	return text == "true"
}

// time closes the open element, which holds a time.
func (m *markup) time(name string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, m.string(name))
	if err != nil {
		m.fail()
	}
	return t
}
