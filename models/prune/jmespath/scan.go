package jmespath

import (
	"encoding/json"
	"strconv"
	"strings"
)

// kind is the kind of a token; for operators it is their text.
type kind string

const (
	end        kind = "end of expression"
	identifier kind = "identifier"
	quoted     kind = "quoted identifier"
	number     kind = "number"
	literal    kind = "literal"
)

type token struct {
	kind  kind
	at    int    // byte offset
	text  string // of an identifier
	value any    // of a literal: string, json.Number, bool, nil, or other JSON
}

// operators, the longer of two with the same start first.
var operators = []kind{"[?", "[]", "||", "&&", "==", "!=", "<=", ">=", "[", "]", "{", "}", "(", ")", ".", "*", ",", ":", "@", "&", "|", "<", ">", "!"}

// scan cuts an expression into tokens (JMESPath specification, "Grammar").
func scan(s string) ([]token, error) {
	var tokens []token
	for at := 0; ; {
		for at < len(s) && strings.IndexByte(" \t\r\n", s[at]) >= 0 {
			at++
		}
		if at == len(s) {
			return append(tokens, token{kind: end, at: at}), nil
		}
		t, n, err := scanToken(s[at:])
		if err != nil {
			return nil, &SyntaxError{s, at, err.Error()}
		}
		t.at = at
		tokens = append(tokens, t)
		at += n
	}
}

type problem string

func (p problem) Error() string { return string(p) }

func scanToken(s string) (t token, n int, err error) {
	switch c := s[0]; {
	case isLetter(c):
		for n < len(s) && (isLetter(s[n]) || isDigit(s[n])) {
			n++
		}
		return token{kind: identifier, text: s[:n]}, n, nil
	case c == '-' || isDigit(c):
		for n = 1; n < len(s) && isDigit(s[n]); n++ {
		}
		i, err := strconv.Atoi(s[:n])
		if err != nil {
			return t, 0, problem("bad number " + s[:n])
		}
		return token{kind: number, value: i}, n, nil
	case c == '"':
		body, n, err := delimited(s)
		if err != nil {
			return t, 0, err
		}
		var text string
		if json.Unmarshal([]byte(`"`+body+`"`), &text) != nil {
			return t, 0, problem("bad quoted identifier")
		}
		return token{kind: quoted, text: text}, n, nil
	case c == '\'':
		body, n, err := delimited(s)
		return token{kind: literal, value: strings.ReplaceAll(body, `\'`, `'`)}, n, err
	case c == '`':
		body, n, err := delimited(s)
		if err != nil {
			return t, 0, err
		}
		v, err := jsonLiteral(strings.TrimSpace(strings.ReplaceAll(body, "\\`", "`")))
		return token{kind: literal, value: v}, n, err
	}
	for _, op := range operators {
		if strings.HasPrefix(s, string(op)) {
			return token{kind: op}, len(op), nil
		}
	}
	return t, 0, problem("unexpected " + strconv.QuoteRune([]rune(s)[0]))
}

// delimited is what stands between the delimiter at the head of s and the next
// one that has no backslash before it.
func delimited(s string) (body string, n int, err error) {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return s[1:i], i + 1, nil
		}
	}
	return "", 0, problem("no closing " + s[:1])
}

func jsonLiteral(s string) (any, error) {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil || d.More() {
		return nil, problem("literal is no JSON")
	}
	return v, nil
}

func isLetter(c byte) bool { return c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
