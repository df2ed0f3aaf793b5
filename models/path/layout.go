package path

// Steps other than short fields. The numbers are part of the layout.
const (
	OpField byte = 0x80 + iota
	OpIndex
	OpProject
	OpValues
	OpFlatten
	OpFilter
	OpSub
	OpOr
	OpAnd
	OpNot
	OpEqual
	OpNotEqual
	OpLess
	OpLessEqual
	OpGreater
	OpGreaterEqual
	OpLength
	OpKeys
	OpList
	OpString
	OpInt
	OpFloat
	OpTrue
	OpFalse
	OpNull
)

// Limits of the layout.
const (
	MaxShortField = 0x7F // bytes of a field's name without OpField
	MaxField      = 0xFF // bytes of a field's name
	MaxDepth      = 32   // subs inside subs, projections inside projections
	MaxProgram    = 4096 // bytes
)

// uvarint is the varint at the head of s and its length, 0 if there is none.
func uvarint(s string) (v uint64, n int) {
	for i := range min(len(s), 9) {
		v |= uint64(s[i]&0x7F) << (7 * i)
		if s[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// varint is the zigzag varint at the head of s and its length, 0 if there is
// none.
func varint(s string) (v int64, n int) {
	u, n := uvarint(s)
	return int64(u>>1) ^ -int64(u&1), n
}
