package lite

import "syscall"

// appendRelease appends the release of the kernel, as "#6.1.0". It is a system
// call: no file is opened.
func appendRelease(dst []byte) []byte {
	var u syscall.Utsname
	if syscall.Uname(&u) != nil || u.Release[0] == 0 {
		return dst
	}
	var text [len(u.Release)]byte
	n := 0
	for n < len(text) && u.Release[n] != 0 {
		text[n] = byte(u.Release[n])
		n++
	}
	return appendToken(append(dst, '#'), string(text[:n]))
}
