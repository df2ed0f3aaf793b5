package rpcv2cbor

import (
	"encoding/base64"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// leaf appends a value that holds no others.
func (x *decoder) leaf(shape models.Shape, h cbor.Head) error {
	switch shape.Kind() {
	case models.String:
		return x.str(shape, h)
	case models.Blob:
		return x.blob(shape, h)
	case models.Boolean:
		return x.boolean(shape, h)
	case models.Integer, models.Long:
		return x.integer(shape, h)
	case models.Float, models.Double:
		return x.float(shape, h)
	case models.Timestamp:
		return x.timestamp(shape, h)
	}
	return unfit(shape, h)
}

func (x *decoder) str(shape models.Shape, h cbor.Head) error {
	if h.Major != cbor.Text {
		return unfit(shape, h)
	}
	s, err := x.String(h)
	if err != nil {
		return err
	}
	return x.text(s)
}

// text appends a string or a map's key.
func (x *decoder) text(s []byte) error {
	if !utf8.Valid(s) {
		return &wire.ValueError{Problem: "the string is not UTF-8"}
	}
	x.out = wire.AppendQuoted(x.out, view(s))
	return nil
}

func (x *decoder) blob(shape models.Shape, h cbor.Head) error {
	if h.Major != cbor.Bytes {
		return unfit(shape, h)
	}
	b, err := x.String(h)
	if err != nil {
		return err
	}
	x.out = base64.StdEncoding.AppendEncode(append(x.out, '"'), b)
	x.out = append(x.out, '"')
	return nil
}

func (x *decoder) boolean(shape models.Shape, h cbor.Head) error {
	switch {
	case h.Major == cbor.Simple && h.Arg == cbor.True:
		x.out = append(x.out, "true"...)
	case h.Major == cbor.Simple && h.Arg == cbor.False:
		x.out = append(x.out, "false"...)
	default:
		return unfit(shape, h)
	}
	return nil
}

// integer appends an integer of any width, or a float without a fraction.
func (x *decoder) integer(shape models.Shape, h cbor.Head) error {
	if out, ok, err := x.whole(x.out, h); ok || err != nil {
		x.out = out
		return err
	}
	if f := h.Float(); h.Major == cbor.Float && f == math.Trunc(f) && math.Abs(f) < 1<<63 {
		x.out = strconv.AppendInt(x.out, int64(f), 10)
		return nil
	}
	return unfit(shape, h)
}

// whole appends an integer's digits: of major types 0 and 1, or a bignum of at
// most eight bytes. ok is false for anything else, of which nothing is read.
func (x *decoder) whole(dst []byte, h cbor.Head) (out []byte, ok bool, err error) {
	n, negative := h.Arg, h.Major == cbor.Negative
	switch h.Major {
	case cbor.Uint, cbor.Negative:
	case cbor.Tag:
		if h.Arg != cbor.TagBignum && h.Arg != cbor.TagNegativeBignum {
			return dst, false, nil
		}
		negative = h.Arg == cbor.TagNegativeBignum
		if n, err = x.bignum(); err != nil {
			return dst, false, err
		}
	default:
		return dst, false, nil
	}
	switch {
	case !negative:
		dst = strconv.AppendUint(dst, n, 10)
	case n == math.MaxUint64:
		dst = append(dst, "-18446744073709551616"...)
	default:
		dst = strconv.AppendUint(append(dst, '-'), n+1, 10)
	}
	return dst, true, nil
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
func (x *decoder) float(shape models.Shape, h cbor.Head) error {
	if h.Major == cbor.Float {
		x.out = appendFloat(x.out, h.Float())
		return nil
	}
	if h.Major == cbor.Tag && h.Arg == cbor.TagDecimal {
		return x.decimal()
	}
	out, ok, err := x.whole(x.out, h)
	if ok || err != nil {
		x.out = out
		return err
	}
	return unfit(shape, h)
}

// decimal appends a decimal fraction, [exponent, mantissa] under tag 4, as the
// nearest double.
func (x *decoder) decimal() error {
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
		var ok bool
		if digits[i], ok, err = x.whole(room[i][:0], h); err != nil {
			return err
		}
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
	x.out = appendFloat(x.out, f)
	return nil
}

// timestamp appends seconds since 1970: a number under tag 1 or, though the
// protocol wants the tag, without; or text of RFC 3339 (tag 0).
func (x *decoder) timestamp(shape models.Shape, h cbor.Head) (err error) {
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
		x.out = wire.AppendFloat(x.out, seconds) // exact, for it is below 2^53
		return nil
	case cbor.Float:
		if _, err := wire.TimeOfSeconds(h.Float()); err != nil {
			return outside()
		}
		x.out = wire.AppendFloat(x.out, h.Float())
		return nil
	case cbor.Text:
		return x.dateTime(h)
	}
	return unfit(shape, h)
}

// dateTime appends a timestamp that came as text.
func (x *decoder) dateTime(h cbor.Head) error {
	s, err := x.String(h)
	if err != nil {
		return err
	}
	t, err := wire.ParseISO8601(view(s))
	if err != nil || t.Year() < 1 || t.Year() > 9999 {
		return &wire.ValueError{Problem: "a timestamp's text is not of RFC 3339"}
	}
	x.out = wire.AppendFloat(x.out, float64(t.UnixMicro())/1e6)
	return nil
}

func outside() error {
	return &wire.ValueError{Problem: "the timestamp is outside the years 1 to 9999"}
}

// appendFloat appends a JSON number, or one of the three words as a string.
func appendFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(wire.AppendFloat(append(dst, '"'), f), '"')
	}
	return wire.AppendFloat(dst, f)
}
