package cbor

import (
	"encoding/binary"
	"errors"
	"math"
)

// Major is the major type of a head. Float and Break, which RFC 8949 counts as
// major type 7 too, have numbers of their own.
type Major uint8

// Major types.
const (
	Uint Major = iota
	Negative
	Bytes
	Text
	Array
	Map
	Tag
	Simple
	Float
	Break
)

// String names an item of the major type, with its article.
func (m Major) String() string {
	switch m {
	case Uint, Negative:
		return "an integer"
	case Bytes:
		return "a byte string"
	case Text:
		return "a text string"
	case Array:
		return "an array"
	case Map:
		return "a map"
	case Tag:
		return "a tagged item"
	case Simple:
		return "a simple value"
	case Float:
		return "a float"
	}
	return "a break"
}

// Simple values (RFC 8949, section 3.3).
const (
	False     = 20
	True      = 21
	Null      = 22
	Undefined = 23
)

// Tag numbers (RFC 8949, section 3.4).
const (
	TagDateTime       = 0 // text of RFC 3339
	TagEpoch          = 1 // number of seconds since 1970
	TagBignum         = 2 // byte string, big-endian
	TagNegativeBignum = 3 // -1 minus the same
	TagDecimal        = 4 // array of exponent and mantissa
)

// Additional information: how many bytes of argument follow.
const (
	oneByte    = 24
	twoBytes   = 25
	fourBytes  = 26
	eightBytes = 27
	indefinite = 31
)

// Head is the head of a data item.
type Head struct {
	Major      Major
	Indefinite bool   // a string, array or map up to a break
	Arg        uint64 // of Float the bits as a float64
}

// Float is the value of a Float.
func (h Head) Float() float64 { return math.Float64frombits(h.Arg) }

// Null reports whether the item is null or undefined.
func (h Head) Null() bool { return h.Major == Simple && (h.Arg == Null || h.Arg == Undefined) }

// Errors of malformed input.
var (
	ErrTruncated = errors.New("the CBOR ends too early")
	ErrReserved  = errors.New("a reserved CBOR head")
	ErrBreak     = errors.New("a CBOR break out of place")
	ErrChunk     = errors.New("a chunk of another type in a CBOR string")
	ErrDepth     = errors.New("the CBOR is nested too deep")
	ErrTrailing  = errors.New("bytes behind the CBOR item")
)

// consumeHead reads the head at the beginning of b, n bytes long.
func consumeHead(b []byte) (h Head, n int, err error) {
	if len(b) == 0 {
		return h, 0, ErrTruncated
	}
	major, info := Major(b[0]>>5), b[0]&31
	if info < oneByte {
		return Head{Major: major, Arg: uint64(info)}, 1, nil
	}
	if info == indefinite {
		return consumeIndefinite(major)
	}
	if info > eightBytes {
		return h, 0, ErrReserved
	}
	n = 1 + 1<<(info-oneByte)
	if len(b) < n {
		return h, 0, ErrTruncated
	}
	h.Major = major
	switch info {
	case oneByte:
		h.Arg = uint64(b[1])
	case twoBytes:
		h.Arg = uint64(binary.BigEndian.Uint16(b[1:]))
	case fourBytes:
		h.Arg = uint64(binary.BigEndian.Uint32(b[1:]))
	default:
		h.Arg = binary.BigEndian.Uint64(b[1:])
	}
	if major == Simple {
		return consumeSimple(h, info, n)
	}
	return h, n, nil
}

// consumeIndefinite is the head with additional information 31.
func consumeIndefinite(major Major) (Head, int, error) {
	switch major {
	case Bytes, Text, Array, Map:
		return Head{Major: major, Indefinite: true}, 1, nil
	case Simple:
		return Head{Major: Break}, 1, nil
	}
	return Head{}, 0, ErrReserved
}

// consumeSimple tells floats from the simple values above 31.
func consumeSimple(h Head, info byte, n int) (Head, int, error) {
	switch info {
	case oneByte:
		if h.Arg < 32 { // RFC 8949, section 3.3: not well-formed
			return Head{}, 0, ErrReserved
		}
		return h, n, nil
	case twoBytes:
		h.Arg = math.Float64bits(half(uint16(h.Arg)))
	case fourBytes:
		h.Arg = math.Float64bits(float64(math.Float32frombits(uint32(h.Arg))))
	}
	h.Major = Float
	return h, n, nil
}

// half is the value of a half-precision float: sign, 5 bits of exponent, 10 of
// significand (IEEE 754 binary16).
func half(bits uint16) float64 {
	exponent, significand := int(bits>>10&31), float64(bits&0x3ff)
	var f float64
	switch exponent {
	case 0:
		f = math.Ldexp(significand, -24)
	case 31:
		f = math.Inf(1)
		if significand != 0 {
			f = math.NaN()
		}
	default:
		f = math.Ldexp(significand+1024, exponent-25)
	}
	if bits&0x8000 != 0 {
		f = math.Copysign(f, -1)
	}
	return f
}
