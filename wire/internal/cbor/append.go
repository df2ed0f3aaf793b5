package cbor

import (
	"encoding/binary"
	"math"
)

// appendHead appends a head with its argument in the shortest form (RFC 8949,
// section 4.2.1).
func appendHead(dst []byte, major byte, arg uint64) []byte {
	major <<= 5
	switch {
	case arg < oneByte:
		return append(dst, major|byte(arg))
	case arg <= math.MaxUint8:
		return append(dst, major|oneByte, byte(arg))
	case arg <= math.MaxUint16:
		return binary.BigEndian.AppendUint16(append(dst, major|twoBytes), uint16(arg))
	case arg <= math.MaxUint32:
		return binary.BigEndian.AppendUint32(append(dst, major|fourBytes), uint32(arg))
	}
	return binary.BigEndian.AppendUint64(append(dst, major|eightBytes), arg)
}

// AppendUint appends an unsigned integer.
func AppendUint(dst []byte, u uint64) []byte { return appendHead(dst, byte(Uint), u) }

// AppendInt appends an integer; a negative one is -1-n under major type 1.
func AppendInt(dst []byte, i int64) []byte {
	if i < 0 {
		return appendHead(dst, byte(Negative), ^uint64(i))
	}
	return appendHead(dst, byte(Uint), uint64(i))
}

// AppendBytes appends a byte string whose bytes are those of b.
func AppendBytes(dst []byte, b string) []byte {
	return append(appendHead(dst, byte(Bytes), uint64(len(b))), b...)
}

// AppendText appends a text string. The caller sees to it that s is UTF-8.
func AppendText(dst []byte, s string) []byte {
	return append(appendHead(dst, byte(Text), uint64(len(s))), s...)
}

// AppendArray appends the head of an array of n elements, which follow.
func AppendArray(dst []byte, n int) []byte { return appendHead(dst, byte(Array), uint64(n)) }

// AppendMap appends the head of a map of n entries; n keys, each with its value
// behind it, follow.
func AppendMap(dst []byte, n int) []byte { return appendHead(dst, byte(Map), uint64(n)) }

// AppendTag appends a tag's number; the tagged item follows.
func AppendTag(dst []byte, number uint64) []byte { return appendHead(dst, byte(Tag), number) }

// AppendBool appends false or true.
func AppendBool(dst []byte, b bool) []byte {
	if b {
		return append(dst, byte(Simple)<<5|True)
	}
	return append(dst, byte(Simple)<<5|False)
}

// AppendNull appends null.
func AppendNull(dst []byte) []byte { return append(dst, byte(Simple)<<5|Null) }

// AppendFloat32 appends a single-precision float.
func AppendFloat32(dst []byte, f float32) []byte {
	return binary.BigEndian.AppendUint32(append(dst, byte(Simple)<<5|fourBytes), math.Float32bits(f))
}

// AppendFloat64 appends a double-precision float.
func AppendFloat64(dst []byte, f float64) []byte {
	return binary.BigEndian.AppendUint64(append(dst, byte(Simple)<<5|eightBytes), math.Float64bits(f))
}
