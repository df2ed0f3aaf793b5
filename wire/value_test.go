package wire

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

type point struct{ x, y int }

func (p point) Len() int { return 2 }

func (p point) Field(i int) (string, Value) {
	if i == 0 {
		return "x", IntValue(int64(p.x))
	}
	return "y", IntValue(int64(p.y))
}

type letters string

func (l letters) Len() int            { return len(l) }
func (l letters) Element(i int) Value { return StringValue(string(l[i : i+1])) }

type source struct{ v any }

func (s source) WireValue() Value { return ValueOf(s.v) }

func TestValueOfKinds(t *testing.T) {
	for _, c := range []struct {
		x    any
		kind Kind
		len  int
	}{
		{nil, Null, 0}, {"s", StringKind, 0}, {[]byte("b"), BytesKind, 0}, {[]byte(nil), BytesKind, 0}, {true, BoolKind, 0},
		{int(1), IntKind, 0}, {int8(1), IntKind, 0}, {int16(1), IntKind, 0}, {int32(1), IntKind, 0}, {int64(1), IntKind, 0},
		{uint(1), UintKind, 0}, {uint8(1), UintKind, 0}, {uint16(1), UintKind, 0}, {uint32(1), UintKind, 0}, {uint64(1), UintKind, 0},
		{float32(1), FloatKind, 0}, {1.0, FloatKind, 0}, {time.Now(), TimeKind, 0},
		{Map{"a": 1}, ObjectKind, 1}, {Map(nil), ObjectKind, 0}, {map[string]string{"a": "b"}, ObjectKind, 1}, {point{}, ObjectKind, 2},
		{List{1, 2}, ListKind, 2}, {List(nil), ListKind, 0}, {[]string{"a"}, ListKind, 1}, {[]Map{{}}, ListKind, 1}, {[]int{1}, ListKind, 1}, {[]int64{1}, ListKind, 1},
		{[]float64{1}, ListKind, 1}, {[][]byte{{1}}, ListKind, 1}, {[]map[string]string{{}}, ListKind, 1}, {letters("abc"), ListKind, 3},
		{strings.NewReader("r"), ReaderKind, 0}, {source{"s"}, StringKind, 0}, {source{source{nil}}, Null, 0}, {StringValue("s"), StringKind, 0},
		{struct{}{}, UnsupportedKind, 0}, {new(string), UnsupportedKind, 0}, {[]any(nil), ListKind, 0},
	} {
		v := ValueOf(c.x)
		if v.Kind() != c.kind || v.Len() != c.len && c.kind != ReaderKind {
			t.Errorf("%T: %v of length %d, want %v of length %d", c.x, v.Kind(), v.Len(), c.kind, c.len)
		}
	}
}

func TestValues(t *testing.T) {
	when := time.Date(1969, 12, 31, 23, 59, 59, 5, time.FixedZone("", 3600))
	if got := ValueOf(when).Time(); !got.Equal(when) || got.Location() != time.UTC {
		t.Errorf("%v, want %v", got, when)
	}
	if i, ok := ValueOf(uint64(math.MaxInt64)).Int(); i != math.MaxInt64 || !ok {
		t.Error(i, ok)
	}
	if _, ok := ValueOf(uint64(math.MaxInt64 + 1)).Int(); ok {
		t.Error("an integer beyond int64")
	}
	if i, ok := ValueOf(int8(-1)).Int(); i != -1 || !ok {
		t.Error(i, ok)
	}
	for _, x := range []any{-2, float32(-2), -2.0} {
		if f, ok := ValueOf(x).Float(); f != -2 || !ok {
			t.Errorf("%T: %v, %v", x, f, ok)
		}
	}
	if f, ok := ValueOf(uint64(1 << 63)).Float(); f != 1<<63 || !ok {
		t.Error(f, ok)
	}
	if _, ok := ValueOf("1").Float(); ok {
		t.Error("a string is a number")
	}
	if !ValueOf(true).Bool() || ValueOf(false).Bool() {
		t.Error("booleans")
	}
	r := strings.NewReader("r")
	if ValueOf(r).Reader() != r || ValueOf(Map{}).Reader() != nil {
		t.Error("readers")
	}
	for _, c := range []struct {
		list any
		want Value
	}{
		{List{0, "b"}, StringValue("b")}, {[]string{"a", "b"}, StringValue("b")}, {[]int{0, -1}, IntValue(-1)}, {[]int64{0, 1}, IntValue(1)},
		{[]float64{0, 1.5}, FloatValue(1.5)}, {[][]byte{nil, []byte("b")}, BytesValue([]byte("b"))}, {letters("ab"), StringValue("b")},
	} {
		if got := ValueOf(c.list).Element(1); got.kind != c.want.kind || got.num != c.want.num || got.str != c.want.str {
			t.Errorf("%T: %v, want %v", c.list, got, c.want)
		}
	}
	if ValueOf([]Map{{"a": 1}}).Element(0).Len() != 1 || ValueOf([]map[string]string{{"a": "b"}}).Element(0).Len() != 1 {
		t.Error("lists of maps")
	}
}

func TestValueAllocs(t *testing.T) {
	for _, x := range []any{"s", []byte("b"), List{1}, []string{"a"}, []Map{{}}, Map{"a": 1}, map[string]string{}, []int{1}, [][]byte{}, time.Now(), 1 << 40, 1.5} {
		list := ValueOf([]Map{{"a": 1}})
		testkit.WantAllocs(t, 0, func() {
			if ValueOf(x).Kind() == UnsupportedKind || list.Element(0).Kind() != ObjectKind {
				t.Errorf("%T", x)
			}
		})
	}
}
