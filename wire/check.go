package wire

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/models"
)

// This file checks leaves: each function gives the value that a shape wants,
// or records a fault and says no.

// String is the text of a string shape.
func (e *Encoder) String(shape models.Shape, v Value) (s string, ok bool) {
	if v.kind != StringKind {
		e.wrongKind("string", v)
		return "", false
	}
	if !utf8.ValidString(v.str) {
		e.Fault("the string is not UTF-8")
		return "", false
	}
	if _, limited := shape.Min(); limited {
		return v.str, e.minLength(shape, utf8.RuneCountInString(v.str))
	}
	return v.str, true
}

// Bytes is the content of a blob shape: bytes, or a string as its bytes. The
// bytes come as a string that is a view of the caller's.
func (e *Encoder) Bytes(shape models.Shape, v Value) (b string, ok bool) {
	if v.kind != BytesKind && v.kind != StringKind {
		e.wrongKind("blob", v)
		return "", false
	}
	return v.str, true
}

// Bool is the value of a boolean shape.
func (e *Encoder) Bool(v Value) (b, ok bool) {
	if v.kind != BoolKind {
		e.wrongKind("boolean", v)
		return false, false
	}
	return v.num != 0, true
}

// Int is the value of an integer or long shape.
func (e *Encoder) Int(shape models.Shape, v Value) (i int64, ok bool) {
	i, ok = v.Int()
	switch {
	case ok && shape.Kind() == models.Integer && (i < math.MinInt32 || i > math.MaxInt32):
		e.Fault(strconv.FormatInt(i, 10) + " does not fit a 32-bit integer")
		return 0, false
	case ok:
		return i, e.minValue(shape, float64(i))
	case v.kind == UintKind:
		e.Fault(strconv.FormatUint(v.num, 10) + " does not fit a 64-bit integer")
	default:
		e.wrongKind(shape.Kind().String(), v)
	}
	return 0, false
}

// Float is the value of a float or double shape.
func (e *Encoder) Float(shape models.Shape, v Value) (f float64, ok bool) {
	f, ok = v.Float()
	if !ok {
		e.wrongKind(shape.Kind().String(), v)
		return 0, false
	}
	if shape.Kind() == models.Float && !math.IsInf(f, 0) && math.Abs(f) > math.MaxFloat32 {
		e.Fault("the number does not fit a 32-bit float")
		return 0, false
	}
	return f, e.minValue(shape, f)
}

// Time is the value of a timestamp shape: a time, a number of seconds since
// 1970, or text in RFC 3339.
func (e *Encoder) Time(v Value) (t time.Time, ok bool) {
	switch v.kind {
	case TimeKind:
		t, ok = v.Time(), inYears(int64(v.num))
	case IntKind, UintKind:
		seconds, fits := v.Int()
		t, ok = time.Unix(seconds, 0).UTC(), fits && inYears(seconds)
	case FloatKind:
		t, ok = timeOfSeconds(math.Float64frombits(v.num))
	case StringKind:
		var err error
		if t, err = ParseISO8601(v.str); err != nil {
			e.Fault("a timestamp is wanted in RFC 3339, such as 2006-01-02T15:04:05Z")
			return t, false
		}
		ok = true
	default:
		e.wrongKind("timestamp", v)
		return t, false
	}
	if !ok {
		e.Fault("the time is outside the years 1 to 9999")
	}
	return t, ok
}

// List is the length of a list; its elements are v.Element(i).
func (e *Encoder) List(shape models.Shape, v Value) (n int, ok bool) {
	if v.kind != ListKind {
		e.wrongKind("list", v)
		return 0, false
	}
	if !e.wantShallow() {
		return 0, false
	}
	n = v.Len()
	return n, e.minLength(shape, n)
}

func (e *Encoder) minLength(shape models.Shape, n int) bool {
	if want, ok := shape.Min(); ok && int64(n) < want {
		e.Fault("length " + strconv.Itoa(n) + " is below the minimum of " + strconv.FormatInt(want, 10))
		return false
	}
	return true
}

func (e *Encoder) minValue(shape models.Shape, f float64) bool {
	want, ok := shape.Min()
	least, text := float64(want), ""
	if !ok {
		if text = shape.MinText(); text == "" {
			return true
		}
		least, _ = strconv.ParseFloat(text, 64)
	}
	if !(f < least) {
		return true
	}
	if ok {
		text = strconv.FormatInt(want, 10)
	}
	e.Fault(string(AppendFloat(nil, f)) + " is below the minimum of " + text)
	return false
}

func (e *Encoder) wrongKind(want string, v Value) {
	a := "a "
	if want == "integer" {
		a = "an "
	}
	e.Fault(a + want + " is wanted, not " + article(v.kind))
}

// Unencodable records that a protocol cannot carry the value, or that the model
// is corrupt.
func (e *Encoder) Unencodable(shape models.Shape) {
	e.Fault("a shape of kind " + shape.Kind().String() + " cannot be sent here")
}

// article is the kind's name with its article.
func article(k Kind) string {
	switch k {
	case Null, BytesKind, UnsupportedKind:
		return k.String()
	case IntKind, UintKind:
		return "an " + k.String()
	}
	return "a " + k.String()
}
