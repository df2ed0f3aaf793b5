package wire

import "bytes"

// maxUnchecked is the length up to which a body goes to the parser unseen.
const maxUnchecked = 64 << 10

// spelled reports whether every word outside strings that begins like true,
// false or null is one. The parser quotes the whole rest of a body in the error
// for a word that is not, and quotes the quote for every level that the word is
// nested in: 6 MB at 298 levels took it 5 s and 28 GB of garbage (fastjson
// 1.6.10). What passes here fails there with a short error, or not at all.
func spelled(text []byte) bool {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			n := stringLen(text[i:])
			if n < 0 {
				return false
			}
			i += n - 1
		case 't':
			if !bytes.HasPrefix(text[i:], []byte("true")) {
				return false
			}
			i += len("true") - 1
		case 'f':
			if !bytes.HasPrefix(text[i:], []byte("false")) {
				return false
			}
			i += len("false") - 1
		case 'n':
			if !bytes.HasPrefix(text[i:], []byte("null")) && !hasWord(text[i:], "nan") {
				return false
			}
			i += len("nul") - 1 // at most the l remains, which is no word
		case 'i', 'I', 'N':
			if hasWord(text[i:], "inf") || hasWord(text[i:], "nan") {
				i += len("inf") - 1
			}
		}
	}
	return true
}

// hasWord reports whether text begins with a word in any case.
func hasWord(text []byte, word string) bool {
	return len(text) >= len(word) && equalFold(view(text[:len(word)]), word)
}

// stringLen is the length of the JSON string at the head of text, quotes
// included; -1 if it does not end. It frames only.
func stringLen(text []byte) int {
	for i := 1; ; i++ {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		slashes := 0
		for text[i-1-slashes] == '\\' { // stops at the opening quote at the latest
			slashes++
		}
		if slashes%2 == 0 {
			return i + 1
		}
	}
}
