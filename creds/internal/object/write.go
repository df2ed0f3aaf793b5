package object

import "unicode/utf8"

// AppendString appends s as a JSON string. Invalid UTF-8 becomes U+FFFD.
func AppendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, '\\', 'n')
		case r == '\r':
			dst = append(dst, '\\', 'r')
		case r == '\t':
			dst = append(dst, '\\', 't')
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// Set is the object b with the member name set to value, which is JSON. Other
// members stay as they are and where they are; of members that repeat, each is
// set. An empty b is an empty object.
func Set(b []byte, name string, value []byte) ([]byte, error) {
	out := make([]byte, 0, len(b)+len(name)+len(value)+8)
	out = append(out, '{')
	found := false
	put := func(member string, v []byte) {
		if len(out) > 1 {
			out = append(out, ", "...)
		}
		if member == name {
			v, found = value, true
		}
		out = append(AppendString(out, member), ": "...)
		out = append(out, v...)
	}
	if len(b) > 0 {
		if err := Members(b, put); err != nil {
			return nil, err
		}
	}
	if !found {
		put(name, nil)
	}
	return append(out, '}'), nil
}

// SetText is Set with a string.
func SetText(b []byte, name, text string) ([]byte, error) {
	return Set(b, name, AppendString(nil, text))
}
