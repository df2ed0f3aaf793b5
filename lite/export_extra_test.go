package lite

import "crypto/sha256"

// Names for tests.
var (
	AppendXMLText = appendXMLText
	AppendPolicy  = appendPolicy
	AppendConsole = appendConsole
)

// ReplaceElements puts the text of the elements of that name in brackets.
func ReplaceElements(body []byte, name string) []byte {
	return replaceElements(body, func(n []byte) bool { return string(n) == name }, func(dst, text []byte) []byte {
		return append(append(append(dst, '['), text...), ']')
	})
}

// TreeHash is the hash and the tree hash of data that comes in steps.
func TreeHash(data []byte, step int) (whole, tree [sha256.Size]byte) {
	h := newTreeHash()
	for len(data) > 0 {
		n := min(step, len(data))
		h.Write(data[:n])
		data = data[n:]
	}
	return h.sums()
}
