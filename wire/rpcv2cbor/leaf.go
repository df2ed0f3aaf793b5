package rpcv2cbor

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// leaf appends a value that holds no others.
func (x *decoder) leaf(shape models.Shape, h cbor.Head, member uint16) error {
	switch shape.Kind() {
	case models.String:
		if h.Major == cbor.Text {
			s, err := x.String(h)
			if err != nil {
				return err
			}
			return x.text(tape.Text, s, member)
		}
	case models.Blob:
		if h.Major == cbor.Bytes {
			b, err := x.String(h)
			if err != nil {
				return err
			}
			x.bytes(tape.Bytes, b, member)
			return nil
		}
	case models.Boolean:
		if h.Major == cbor.Simple && (h.Arg == cbor.True || h.Arg == cbor.False) {
			kind := tape.False
			if h.Arg == cbor.True {
				kind = tape.True
			}
			x.t.AddWord(kind, member)
			return nil
		}
	case models.Integer, models.Long:
		return x.integer(shape, h, member)
	case models.Float, models.Double:
		return x.float(shape, h, member)
	case models.Timestamp:
		return x.timestamp(shape, h, member)
	}
	return unfit(shape, h)
}

// text appends a string or a key that was read last.
func (x *decoder) text(kind tape.Kind, s []byte, member uint16) error {
	if !utf8.Valid(s) {
		return &wire.ValueError{Problem: "the string is not UTF-8"}
	}
	x.bytes(kind, s, member)
	return nil
}

// bytes appends bytes: those that were read last, where they stand in the body,
// or else, as for a string in chunks, a copy.
func (x *decoder) bytes(kind tape.Kind, s []byte, member uint16) {
	if at := len(x.body) - len(x.Rest) - len(s); len(s) == 0 || at >= 0 && &x.body[at] == &s[0] {
		x.t.AddText(kind, member, tape.Body, max(at, 0), len(s))
		return
	}
	x.t.SideRoom(len(s))
	from := len(x.t.Text[tape.Side])
	x.t.Text[tape.Side] = append(x.t.Text[tape.Side], s...)
	x.t.AddText(kind, member, tape.Side, from, len(s))
}

// number appends the text of a number, which is not in the body as such.
func (x *decoder) number(text []byte, member uint16) {
	x.t.SideRoom(len(text))
	from := len(x.t.Text[tape.Side])
	x.t.Text[tape.Side] = append(x.t.Text[tape.Side], text...)
	x.t.AddText(tape.Number, member, tape.Side, from, len(text))
}

// float64 appends a number.
func (x *decoder) float64(f float64, member uint16) {
	x.t.AddBits(tape.Float, member, math.Float64bits(f))
}

// integer appends an integer of any width, or a float without a fraction.
func (x *decoder) integer(shape models.Shape, h cbor.Head, member uint16) error {
	if ok, err := x.whole(h, member); ok || err != nil {
		return err
	}
	if f := h.Float(); h.Major == cbor.Float && f == math.Trunc(f) && math.Abs(f) < 1<<63 {
		x.t.AddBits(tape.Int, member, uint64(int64(f)))
		return nil
	}
	return unfit(shape, h)
}

// whole appends an integer: of major types 0 and 1, or a bignum of at most
// eight bytes. ok is false for anything else, of which nothing is read.
func (x *decoder) whole(h cbor.Head, member uint16) (ok bool, err error) {
	var room [24]byte
	n, negative, ok, err := x.integerOf(h)
	switch {
	case !ok || err != nil:
	case n <= math.MaxInt64 && negative:
		x.t.AddBits(tape.Int, member, uint64(-1-int64(n)))
	case n <= math.MaxInt64:
		x.t.AddBits(tape.Int, member, n)
	default:
		x.number(appendWhole(room[:0], n, negative), member)
	}
	return ok, err
}

// integerOf is the integer whose head is h: n, or -1-n if it is negative.
func (x *decoder) integerOf(h cbor.Head) (n uint64, negative, ok bool, err error) {
	switch h.Major {
	case cbor.Uint, cbor.Negative:
		return h.Arg, h.Major == cbor.Negative, true, nil
	case cbor.Tag:
		if h.Arg == cbor.TagBignum || h.Arg == cbor.TagNegativeBignum {
			n, err = x.bignum()
			return n, h.Arg == cbor.TagNegativeBignum, err == nil, err
		}
	}
	return 0, false, false, nil
}

// appendWhole appends an integer's digits.
func appendWhole(dst []byte, n uint64, negative bool) []byte {
	switch {
	case !negative:
		return strconv.AppendUint(dst, n, 10)
	case n == math.MaxUint64:
		return append(dst, "-18446744073709551616"...)
	}
	return strconv.AppendUint(append(dst, '-'), n+1, 10)
}

// bignum reads the byte string under tag 2 or 3.
func (x *decoder) bignum() (n uint64, err error) {
	h, err := x.Next()
	if err != nil {
		return 0, err
	}
	if h.Major != cbor.Bytes {
		return 0, &wire.ValueError{Problem: "a bignum is " + h.Major.String()}
	}
	b, err := x.String(h)
	if err != nil {
		return 0, err
	}
	for _, c := range b {
		if n > math.MaxUint64>>8 {
			return 0, &wire.ValueError{Problem: "a bignum of more than 64 bits"}
		}
		n = n<<8 | uint64(c)
	}
	return n, nil
}

// float appends a number. Half and single precision keep their exact value.
func (x *decoder) float(shape models.Shape, h cbor.Head, member uint16) error {
	if h.Major == cbor.Float {
		x.float64(h.Float(), member)
		return nil
	}
	if h.Major == cbor.Tag && h.Arg == cbor.TagDecimal {
		return x.decimal(member)
	}
	if ok, err := x.whole(h, member); ok || err != nil {
		return err
	}
	return unfit(shape, h)
}

// decimal appends a decimal fraction, [exponent, mantissa] under tag 4, as the
// nearest double.
func (x *decoder) decimal(member uint16) error {
	h, err := x.Next()
	if err != nil {
		return err
	}
	if h.Major != cbor.Array || h.Indefinite || h.Arg != 2 {
		return &wire.ValueError{Problem: "a decimal fraction is no array of two"}
	}
	var digits [2][]byte
	var room [2][24]byte
	for i := range digits {
		if h, err = x.Next(); err != nil {
			return err
		}
		n, negative, ok, err := x.integerOf(h)
		if err != nil {
			return err
		}
		digits[i] = appendWhole(room[i][:0], n, negative)
		if !ok {
			return &wire.ValueError{Problem: "a part of a decimal fraction is " + h.Major.String()}
		}
	}
	var number [64]byte
	b := append(append(append(number[:0], digits[1]...), 'e'), digits[0]...)
	f, err := strconv.ParseFloat(view(b), 64)
	if err != nil {
		return &wire.ValueError{Problem: "a decimal fraction does not fit a double"}
	}
	x.float64(f, member)
	return nil
}

// timestamp appends seconds since 1970: a number under tag 1 or, though the
// protocol wants the tag, without; or text of RFC 3339 (tag 0).
func (x *decoder) timestamp(shape models.Shape, h cbor.Head, member uint16) (err error) {
	if h.Major == cbor.Tag && (h.Arg == cbor.TagEpoch || h.Arg == cbor.TagDateTime) {
		if h, err = x.Next(); err != nil {
			return err
		}
	}
	switch h.Major {
	case cbor.Uint, cbor.Negative:
		seconds := float64(h.Arg)
		if h.Major == cbor.Negative {
			seconds = -1 - seconds
		}
		if _, err := wire.TimeOfSeconds(seconds); err != nil {
			return outside()
		}
		x.t.AddBits(tape.Int, member, uint64(int64(seconds))) // exact, for it is below 2^53
		return nil
	case cbor.Float:
		if _, err := wire.TimeOfSeconds(h.Float()); err != nil {
			return outside()
		}
		x.float64(h.Float(), member)
		return nil
	case cbor.Text:
		return x.dateTime(h, member)
	}
	return unfit(shape, h)
}

// dateTime appends a timestamp that came as text.
func (x *decoder) dateTime(h cbor.Head, member uint16) error {
	s, err := x.String(h)
	if err != nil {
		return err
	}
	t, err := wire.ParseISO8601(view(s))
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return &wire.ValueError{Problem: "a timestamp's text is not of RFC 3339"}
	}
	x.bytes(tape.Text, s, member)
	return nil
}

func outside() error {
	return &wire.ValueError{Problem: "the timestamp is outside the years 1 to 9999"}
}
