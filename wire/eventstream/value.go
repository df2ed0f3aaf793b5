package eventstream

import (
	"encoding/binary"
	"time"
)

// Type is the type of a header's value.
type Type uint8

// Types, by their numbers on the wire.
const (
	True Type = iota
	False
	Int8
	Int16
	Int32
	Int64
	Bytes
	String
	Timestamp
	UUID
)

// Value is the value of a header.
type Value struct {
	Type Type
	num  int64
	text []byte // Bytes, String, UUID: a view of the message
}

// Constructors.
func BoolValue(b bool) Value {
	if b {
		return Value{Type: True}
	}
	return Value{Type: False}
}
func Int8Value(i int8) Value           { return Value{Type: Int8, num: int64(i)} }
func Int16Value(i int16) Value         { return Value{Type: Int16, num: int64(i)} }
func Int32Value(i int32) Value         { return Value{Type: Int32, num: int64(i)} }
func Int64Value(i int64) Value         { return Value{Type: Int64, num: i} }
func BytesValue(b []byte) Value        { return Value{Type: Bytes, text: b} }
func StringValue(s string) Value       { return Value{Type: String, text: bytesOf(s)} }
func TimestampValue(t time.Time) Value { return Value{Type: Timestamp, num: t.UnixMilli()} }
func UUIDValue(u [16]byte) Value       { return Value{Type: UUID, text: u[:]} }

// Bool is the value of True and False.
func (v Value) Bool() bool { return v.Type == True }

// Int is the value of the integer types, and the milliseconds of a Timestamp.
func (v Value) Int() int64 { return v.num }

// Time is the value of a Timestamp, which has milliseconds.
func (v Value) Time() time.Time { return time.UnixMilli(v.num).UTC() }

// Bytes is the value of Bytes, String and UUID, a view of the message.
func (v Value) Bytes() []byte { return v.text }

// Str is Bytes as text, also a view.
func (v Value) Str() string { return view(v.text) }

// width is the length of a value of a type on the wire; -1 where the value
// itself says it, -2 for what is no type.
func (t Type) width() int {
	switch t {
	case True, False:
		return 0
	case Int8:
		return 1
	case Int16:
		return 2
	case Int32:
		return 4
	case Int64, Timestamp:
		return 8
	case Bytes, String:
		return -1
	case UUID:
		return 16
	}
	return -2
}

// consumeValue reads the type and the value at the head of b, n bytes.
func consumeValue(b []byte) (v Value, n int, err error) {
	if len(b) == 0 {
		return v, 0, ErrHeader
	}
	v.Type, b = Type(b[0]), b[1:]
	n = v.Type.width()
	switch {
	case n == -2:
		return v, 0, ErrHeaderType
	case n == -1:
		if len(b) < 2 {
			return v, 0, ErrHeader
		}
		n = 2 + int(binary.BigEndian.Uint16(b))
	}
	if len(b) < n {
		return v, 0, ErrHeader
	}
	switch v.Type {
	case Int8:
		v.num = int64(int8(b[0]))
	case Int16:
		v.num = int64(int16(binary.BigEndian.Uint16(b)))
	case Int32:
		v.num = int64(int32(binary.BigEndian.Uint32(b)))
	case Int64, Timestamp:
		v.num = int64(binary.BigEndian.Uint64(b))
	case Bytes, String:
		v.text = b[2:n:n]
	case UUID:
		v.text = b[:n:n]
	}
	return v, 1 + n, nil
}

// appendValue appends the type and the value.
func appendValue(dst []byte, v Value) ([]byte, error) {
	dst = append(dst, byte(v.Type))
	switch v.Type {
	case True, False:
	case Int8:
		dst = append(dst, byte(v.num))
	case Int16:
		dst = binary.BigEndian.AppendUint16(dst, uint16(v.num))
	case Int32:
		dst = binary.BigEndian.AppendUint32(dst, uint32(v.num))
	case Int64, Timestamp:
		dst = binary.BigEndian.AppendUint64(dst, uint64(v.num))
	case Bytes, String:
		if len(v.text) > maxValue {
			return dst, ErrHeader
		}
		dst = append(binary.BigEndian.AppendUint16(dst, uint16(len(v.text))), v.text...)
	case UUID:
		dst = append(dst, v.text...)
	default:
		return dst, ErrHeaderType
	}
	return dst, nil
}
