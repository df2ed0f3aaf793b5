package profile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// kind is which of the two files a text is.
type kind byte

const (
	configFile kind = iota
	credentialsFile
)

// file is what one file says.
type file struct {
	profiles, sessions, services map[string]*section
}

// section is one named section, all places where it stands taken together.
type section struct {
	values   map[string]string // by key in lower case; a block is "\nkey = value\nkey = value"
	prefixed bool              // of default: it is [profile default], which beats [default]
}

// SyntaxError is a line that cannot be understood. It does not show the line,
// which may hold a secret.
type SyntaxError struct {
	File   string
	Line   int // 1 is the first
	Reason string
}

func (e *SyntaxError) Error() string {
	return "creds: profile: " + e.File + ":" + strconv.Itoa(e.Line) + ": " + e.Reason
}

const (
	reasonUTF8         = "the text is not UTF-8"
	reasonBracket      = "a section must end with ], and only a comment may follow"
	reasonNoSection    = "a setting stands before the first section"
	reasonNoSetting    = "a line begins with a blank, but there is no setting that it could continue"
	reasonNoEquals     = "a setting has no = sign"
	reasonNoKey        = "a setting has no name before the = sign"
	reasonNestedEquals = "a nested setting has no = sign"
	reasonNestedKey    = "a nested setting has no name before the = sign"
)

const blanks = " \t"

// parser is where the reading of a file stands.
type parser struct {
	kind    kind
	file    file
	section *section // nil before the first one
	key     string   // the setting that a next line may continue
	value   []byte   // its value so far
	inKey   bool     // there is one
	block   bool     // it is a block
}

// parse reads the text of the file name.
func parse(name string, k kind, text string) (file, error) {
	p := parser{kind: k, file: file{
		profiles: map[string]*section{}, sessions: map[string]*section{}, services: map[string]*section{},
	}}
	text = strings.TrimPrefix(text, "\ufeff")
	for n := 1; text != ""; n++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if reason := p.line(strings.TrimSuffix(line, "\r")); reason != "" {
			return file{}, &SyntaxError{File: name, Line: n, Reason: reason}
		}
	}
	p.keep()
	return p.file, nil
}

// keep puts the setting that was read into its section.
func (p *parser) keep() {
	if p.inKey && isName(p.key) {
		p.section.values[p.key] = string(p.value)
	}
	p.inKey = false
}

// line takes one line, and says what is wrong with it, or "".
func (p *parser) line(line string) (problem string) {
	if !utf8.ValidString(line) {
		return reasonUTF8
	}
	text := strings.Trim(line, blanks)
	switch {
	case text == "" || text[0] == '#' || text[0] == ';':
		return ""
	case line[0] == '[':
		return p.header(line)
	case p.section == nil:
		return reasonNoSection
	case line[0] == ' ' || line[0] == '\t':
		return p.continuation(text)
	}
	return p.setting(line)
}

// setting takes a line "key = value".
func (p *parser) setting(line string) (problem string) {
	key, value, ok := strings.Cut(stripComment(line), "=")
	if !ok {
		return reasonNoEquals
	}
	key = strings.ToLower(strings.Trim(key, blanks))
	if key == "" {
		return reasonNoKey
	}
	value = strings.Trim(value, blanks)
	p.keep()
	p.key, p.inKey, p.block = key, true, value == ""
	p.value = append(p.value[:0], value...)
	return ""
}

// continuation takes a line that began with a blank.
func (p *parser) continuation(text string) (problem string) {
	if !p.inKey {
		return reasonNoSetting
	}
	if p.block {
		key, _, ok := strings.Cut(text, "=")
		if !ok {
			return reasonNestedEquals
		}
		if strings.Trim(key, blanks) == "" {
			return reasonNestedKey
		}
	}
	p.value = append(append(p.value, '\n'), text...)
	return ""
}

// header takes a line that begins with a bracket.
func (p *parser) header(line string) (problem string) {
	name, rest, ok := strings.Cut(line[1:], "]")
	rest = strings.Trim(rest, blanks)
	if !ok || rest != "" && rest[0] != '#' && rest[0] != ';' {
		return reasonBracket
	}
	p.keep()
	p.section = p.open(strings.Trim(name, blanks))
	if p.section == nil {
		p.section = &section{values: map[string]string{}} // read and dropped
	}
	return ""
}

// open is the section that a header means, nil for one that is passed over.
func (p *parser) open(header string) *section {
	if p.kind == credentialsFile {
		name, ok := sectionName(header)
		if !ok {
			return nil
		}
		return find(p.file.profiles, name)
	}
	if header == "default" {
		if s := p.file.profiles["default"]; s != nil && s.prefixed {
			return nil
		}
		return find(p.file.profiles, "default")
	}
	i := strings.IndexAny(header, blanks+`"'`)
	if i < 0 {
		return nil
	}
	name, ok := sectionName(strings.Trim(header[i:], blanks))
	if !ok {
		return nil
	}
	switch header[:i] {
	case "profile":
		if s := p.file.profiles[name]; name == "default" && (s == nil || !s.prefixed) {
			p.file.profiles[name] = &section{values: map[string]string{}, prefixed: true}
		}
		return find(p.file.profiles, name)
	case "sso-session":
		return find(p.file.sessions, name)
	case "services":
		return find(p.file.services, name)
	}
	return nil
}

func find(in map[string]*section, name string) *section {
	s := in[name]
	if s == nil {
		s = &section{values: map[string]string{}}
		in[name] = s
	}
	return s
}

// sectionName is the name of a section without its quotes; false if it is none.
func sectionName(s string) (string, bool) {
	if len(s) > 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
		for i := range len(s) {
			if s[i] < ' ' || s[i] == 0x7f || s[i] == '"' || s[i] == '\'' {
				return "", false
			}
		}
		return s, true
	}
	return s, isName(s)
}

// isName reports whether s has the characters that names of sections and keys
// may have.
func isName(s string) bool {
	for i := range len(s) {
		if c := s[i]; ('a' > c|0x20 || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte("-/.%@_:+", c) < 0 {
			return false
		}
	}
	return s != ""
}

// stripComment cuts off what follows a blank and # or ;.
func stripComment(line string) string {
	for i := 1; i < len(line); i++ {
		if (line[i] == '#' || line[i] == ';') && (line[i-1] == ' ' || line[i-1] == '\t') {
			return line[:i]
		}
	}
	return line
}
