package wire

import (
	"io"
	"math"
	"time"
)

// Map and List are what params are written with. The value of a structure or
// map is a Map, of a list a List; the other Go types that params may hold are
// listed at ValueOf.
type (
	Map  = map[string]any
	List = []any
)

// Kind is the kind of a Value.
type Kind uint8

// Kinds of values.
const (
	Null Kind = iota
	StringKind
	BytesKind
	BoolKind
	IntKind
	UintKind
	FloatKind
	TimeKind
	ObjectKind // structure or map
	ListKind
	ReaderKind
	UnsupportedKind // a Go type that params cannot hold
)

// String is the kind's name in faults. It stays a call, which saves half a KB.
//
//go:noinline
func (k Kind) String() string {
	switch k {
	case Null:
		return "nil"
	case StringKind:
		return "string"
	case BytesKind:
		return "bytes"
	case BoolKind:
		return "bool"
	case IntKind, UintKind:
		return "integer"
	case FloatKind:
		return "float"
	case TimeKind:
		return "time"
	case ObjectKind:
		return "map"
	case ListKind:
		return "list"
	case ReaderKind:
		return "reader"
	}
	return "a Go type that params cannot hold"
}

// Value is a value on its way out: a Go value seen through one narrow form, so
// that maps, generated structs and values of other calls' outputs feed the same
// encoders. Making one allocates nothing.
type Value struct {
	kind  Kind
	nanos int32  // of a time
	num   uint64 // integer, float bits, bool, Unix seconds of a time
	str   string // string; bytes as a view
	ref   any    // Map, List, Fields, Elements, io.Reader, …
}

// Fields is a structure or map with members by index, such as a generated
// struct. A member whose value is Null is not set.
type Fields interface {
	Len() int
	Field(i int) (name string, v Value)
}

// Elements is a list with elements by index.
type Elements interface {
	Len() int
	Element(i int) Value
}

// Source is anything else that knows its Value.
type Source interface{ WireValue() Value }

// Constructors for generated code.
func StringValue(s string) Value     { return Value{kind: StringKind, str: s} }
func BytesValue(b []byte) Value      { return Value{kind: BytesKind, str: view(b)} }
func IntValue(i int64) Value         { return Value{kind: IntKind, num: uint64(i)} }
func UintValue(u uint64) Value       { return Value{kind: UintKind, num: u} }
func FloatValue(f float64) Value     { return Value{kind: FloatKind, num: math.Float64bits(f)} }
func FieldsValue(f Fields) Value     { return Value{kind: ObjectKind, ref: f} }
func ElementsValue(l Elements) Value { return Value{kind: ListKind, ref: l} }
func ReaderValue(r io.Reader) Value  { return Value{kind: ReaderKind, ref: r} }

// BoolValue is a boolean as a Value.
func BoolValue(b bool) Value {
	v := Value{kind: BoolKind}
	if b {
		v.num = 1
	}
	return v
}

// TimeValue is a time as a Value.
func TimeValue(t time.Time) Value {
	return Value{kind: TimeKind, num: uint64(t.Unix()), nanos: int32(t.Nanosecond())}
}

// ValueOf is a Go value as a Value: nil, string, []byte, bool, every integer
// and float type, time.Time, Map, List, []string, map[string]string, []Map,
// []int, []int64, []float64, [][]byte, Fields, Elements, Source, io.Reader.
// Any other type gives an unsupported Value, which is a fault when encoded.
func ValueOf(given any) Value {
	switch x := given.(type) {
	case nil:
		return Value{}
	case Value:
		return x
	case string:
		return StringValue(x)
	case []byte:
		return BytesValue(x)
	case bool:
		return BoolValue(x)
	case Map, map[string]string:
		return Value{kind: ObjectKind, ref: given} // given again, for a slice in a new interface would allocate
	case List, []string, []Map:
		return Value{kind: ListKind, ref: given}
	case int:
		return IntValue(int64(x))
	case int64:
		return IntValue(x)
	case float64:
		return FloatValue(x)
	case time.Time:
		return TimeValue(x)
	case Source:
		return x.WireValue()
	case Fields:
		return FieldsValue(x)
	case Elements:
		return ElementsValue(x)
	case io.Reader:
		return ReaderValue(x)
	}
	return rareValue(given)
}

// rareValue is ValueOf for the types that are seldom seen.
func rareValue(x any) Value {
	switch x := x.(type) {
	case int32:
		return IntValue(int64(x))
	case int16:
		return IntValue(int64(x))
	case int8:
		return IntValue(int64(x))
	case uint:
		return UintValue(uint64(x))
	case uint64:
		return UintValue(x)
	case uint32:
		return UintValue(uint64(x))
	case uint16:
		return UintValue(uint64(x))
	case uint8:
		return UintValue(uint64(x))
	case float32:
		return FloatValue(float64(x))
	case []int, []int64, []float64, [][]byte, []map[string]string:
		return Value{kind: ListKind, ref: x}
	}
	return Value{kind: UnsupportedKind}
}

// Kind is the value's kind.
func (v Value) Kind() Kind { return v.kind }

// Str is the text of a string, or the bytes of BytesKind as a view.
func (v Value) Str() string { return v.str }

// Bool is the value of a boolean.
func (v Value) Bool() bool { return v.num != 0 }

// Time is the value of a time.
func (v Value) Time() time.Time { return time.Unix(int64(v.num), int64(v.nanos)).UTC() }

// Reader is the value of ReaderKind; nil for other kinds.
func (v Value) Reader() io.Reader {
	r, _ := v.ref.(io.Reader)
	return r
}

// Int is the value of an integer that fits int64.
func (v Value) Int() (i int64, ok bool) {
	switch v.kind {
	case IntKind:
		return int64(v.num), true
	case UintKind:
		return int64(v.num), v.num <= math.MaxInt64
	}
	return 0, false
}

// Float is the value of a number.
func (v Value) Float() (f float64, ok bool) {
	switch v.kind {
	case FloatKind:
		return math.Float64frombits(v.num), true
	case IntKind:
		return float64(int64(v.num)), true
	case UintKind:
		return float64(v.num), true
	}
	return 0, false
}

// Len is the number of elements of a list, or of entries of an object.
func (v Value) Len() int {
	switch l := v.ref.(type) {
	case List:
		return len(l)
	case []string:
		return len(l)
	case []Map:
		return len(l)
	case []int:
		return len(l)
	case []int64:
		return len(l)
	case []float64:
		return len(l)
	case [][]byte:
		return len(l)
	case []map[string]string:
		return len(l)
	case Map:
		return len(l)
	case map[string]string:
		return len(l)
	case Elements:
		return l.Len()
	case Fields:
		return l.Len()
	}
	return 0
}

// Element is element i of a list.
func (v Value) Element(i int) Value {
	switch l := v.ref.(type) {
	case List:
		return ValueOf(l[i])
	case []string:
		return StringValue(l[i])
	case []Map:
		return Value{kind: ObjectKind, ref: l[i]}
	case []int:
		return IntValue(int64(l[i]))
	case []int64:
		return IntValue(l[i])
	case []float64:
		return FloatValue(l[i])
	case [][]byte:
		return BytesValue(l[i])
	case []map[string]string:
		return Value{kind: ObjectKind, ref: l[i]}
	case Elements:
		return l.Element(i)
	}
	return Value{}
}

// Lookup is the entry of an object of that name; Null if there is none.
func (v Value) Lookup(name string) Value {
	switch m := v.ref.(type) {
	case Map:
		return ValueOf(m[name])
	case map[string]string:
		if s, ok := m[name]; ok {
			return StringValue(s)
		}
	case Fields:
		for i := range m.Len() {
			if n, f := m.Field(i); n == name {
				return f
			}
		}
	}
	return Value{}
}
