package xml

// class tells of each byte whether it may begin a name (s), may stand inside
// one (n), or neither. Bytes of multi-byte runes all count as letters (section
// 2.3 leaves few out).
const class = "" +
	"................................" +
	".............nn.nnnnnnnnnns....." +
	".ssssssssssssssssssssssssss....s" +
	".ssssssssssssssssssssssssss....." +
	"ssssssssssssssssssssssssssssssss" +
	"ssssssssssssssssssssssssssssssss" +
	"ssssssssssssssssssssssssssssssss" +
	"ssssssssssssssssssssssssssssssss"

func isNameStart(c byte) bool { return class[c] == 's' }

func isName(c byte) bool { return class[c] != '.' }

// isSpace reports white space (section 2.3, S).
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
