package wiretest

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Params is JSON, decoded with numbers as json.Number, as the Go values that a
// caller would write for the shape: blobs from text, timestamps from epoch
// seconds, NaN and the infinities from their names.
func Params(t testing.TB, shape models.Shape, v any) any {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return nil
	case map[string]any:
		m := wire.Map{}
		for name, x := range v {
			elem := shape
			switch shape.Kind() {
			case models.Structure:
				member, _ := shape.MemberNamed(name)
				elem = member.Shape()
			case models.Map:
				elem = shape.Elem()
			}
			m[name] = Params(t, elem, x)
		}
		return m
	case []any:
		elem := shape
		if shape.Kind() == models.List {
			elem = shape.Elem()
		}
		list := wire.List{}
		for _, x := range v {
			list = append(list, Params(t, elem, x))
		}
		return list
	case json.Number:
		return number(t, shape, v)
	case string:
		switch shape.Kind() {
		case models.Blob:
			return []byte(v)
		case models.Float, models.Double:
			f, err := wire.ParseFloat(v)
			if err != nil {
				t.Fatalf("%q: %v", v, err)
			}
			return f
		}
	}
	return v
}

func number(t testing.TB, shape models.Shape, n json.Number) any {
	t.Helper()
	switch shape.Kind() {
	case models.Timestamp:
		return epoch(t, n)
	case models.Float, models.Double:
		f, err := n.Float64()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	if i, err := n.Int64(); err == nil {
		return i
	}
	f, err := n.Float64()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// epoch is the time of so many seconds since 1970, exactly.
func epoch(t testing.TB, n json.Number) time.Time {
	t.Helper()
	r, ok := new(big.Rat).SetString(string(n))
	if !ok {
		t.Fatalf("%q is no number", n)
	}
	us := new(big.Rat).Mul(r, big.NewRat(1e6, 1))
	if !us.IsInt() || !us.Num().IsInt64() {
		t.Fatalf("%s is no whole number of microseconds", n)
	}
	return time.UnixMicro(us.Num().Int64()).UTC()
}

// sameFloat compares numbers; NaN equals NaN. Of a 32-bit float only its 24
// bits count.
func sameFloat(kind models.Kind, a, b float64) bool {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.IsNaN(a) && math.IsNaN(b)
	}
	if kind == models.Float {
		return float32(a) == float32(b)
	}
	return a == b
}
