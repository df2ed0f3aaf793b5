package process

import (
	"errors"
	"strings"
)

var (
	errQuote  = errors.New("a quotation mark is not closed")
	errEscape = errors.New("it ends in a backslash")
)

const space = " \t\r\n"

// splitPOSIX splits a command as a POSIX shell does, but expands nothing: blanks
// part words, '…' keeps all as it is, "…" knows \" and \\, and outside of quotes
// a backslash keeps the next character.
//
// Source: POSIX.1-2017, "Shell Command Language", 2.2 Quoting.
func splitPOSIX(command string) (words []string, err error) {
	var word []byte
	inWord := false
	for i := 0; i < len(command); i++ {
		c := command[i]
		switch {
		case strings.IndexByte(space, c) >= 0:
			if inWord {
				words, word, inWord = append(words, string(word)), word[:0], false
			}
			continue
		case c == '\\':
			i++
			if i == len(command) {
				return nil, errEscape
			}
			word = append(word, command[i])
		case c == '\'' || c == '"':
			n, ok := 0, false
			if word, n, ok = appendQuoted(word, command[i+1:], c); !ok {
				return nil, errQuote
			}
			i += n
		default:
			word = append(word, c)
		}
		inWord = true
	}
	if inWord {
		words = append(words, string(word))
	}
	return words, nil
}

// appendQuoted appends what stands at the head of s before the closing quote. n
// is the length of both.
func appendQuoted(dst []byte, s string, quote byte) (out []byte, n int, ok bool) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == quote:
			return dst, i + 1, true
		case c == '\\' && quote == '"' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
			dst = append(dst, s[i])
		default:
			dst = append(dst, c)
		}
	}
	return dst, 0, false
}

// splitWindows splits a command as programs on Windows do: backslashes count
// only before a quotation mark, where two stand for one, and one that is left
// over keeps the mark.
//
// Source: Microsoft C++ documentation, "Parsing C command-line arguments".
func splitWindows(command string) (words []string, err error) {
	var word []byte
	inWord, inQuotes, slashes := false, false, 0
	for i := 0; i < len(command); i++ {
		c := command[i]
		if c == '\\' {
			slashes++
			inWord = true
			continue
		}
		n := slashes
		if c == '"' {
			n = slashes / 2
		}
		for range n {
			word = append(word, '\\')
		}
		odd := slashes%2 == 1
		slashes = 0
		switch {
		case c == '"' && odd:
			word, inWord = append(word, c), true
		case c == '"':
			inQuotes, inWord = !inQuotes, true
		case (c == ' ' || c == '\t') && !inQuotes:
			if inWord {
				words, word, inWord = append(words, string(word)), word[:0], false
			}
		default:
			word, inWord = append(word, c), true
		}
	}
	if inQuotes {
		return nil, errQuote
	}
	for range slashes {
		word = append(word, '\\')
	}
	if inWord {
		words = append(words, string(word))
	}
	return words, nil
}
