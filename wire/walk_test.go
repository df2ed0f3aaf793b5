package wire

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNodeFields(t *testing.T) {
	n := parsed(t, everything).Node()
	names := func(n Node) (list []string) {
		for name := range n.Fields() {
			list = append(list, name)
		}
		return list
	}
	if got, want := names(n), []string{"Name", "Blob", "Yes", "Int", "Long", "Float", "Double", "Time", "Nested", "List", "Strings", "Sparse", "Map", "SparseMap", "Union", "Document", "TableName"}; !slices.Equal(got, want) {
		t.Errorf("%q, want the model's order %q", got, want)
	}
	for name, want := range map[string]string{"Nested": "Id Deeper", "Map": "x y", "SparseMap": "k l", "Union": "B", "Document": "a", "Name": ""} {
		if got := strings.Join(names(n.Get(name)), " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for range n.Fields() { // stops
		break
	}
	for range n.Get("Map").Fields() {
		break
	}
	for range n.Get("Strings").List() {
		break
	}
}

func TestAny(t *testing.T) {
	n := parsed(t, strings.Replace(everything, `"NaN"`, "2.5", 1)).Node()
	want := Map{"Name": `a"bé`, "Blob": []byte{0, 1, 255}, "Yes": true, "Int": int64(-5), "Long": int64(1<<53 + 1), "Float": 1.5, "Double": 2.5, "Time": time.UnixMilli(1398796238123).UTC(),
		"Nested": Map{"Id": "i", "Deeper": Map{"Id": "j"}}, "List": List{Map{"Id": "1"}, nil, Map{"Id": "3"}}, "Strings": List{"a", "b", "c"}, "Sparse": List{int64(1), nil, int64(3)},
		"Map": Map{"x": int64(1), "y": int64(2)}, "SparseMap": Map{"k": nil, "l": int64(1)}, "Union": Map{"B": int64(7)},
		"Document": Map{"a": List{int64(1), 2.5, "s", nil, true, Map{}}}, "TableName": "t"}
	if got := n.Any(); !reflect.DeepEqual(got, want) {
		t.Errorf("%#v\nwant %#v", got, want)
	}
	if got := parsed(t, `{"Long":18446744073709551615}`).Node().Get("Long").Any(); got != float64(1<<64) {
		t.Errorf("an integer beyond 64 bits is %v", got)
	}
}

// TestAnyOutlives overwrites the document below what Any gave.
func TestAnyOutlives(t *testing.T) {
	d := parsed(t, everything)
	got := d.Node().Any()
	want, _ := json.Marshal(parsed(t, strings.Replace(everything, `"NaN"`, "2.5", 1)).Node().Get("Nested").Any())
	d.Reset()
	if err := d.ParseBody([]byte(strings.NewReplacer("i", "#", "j", "#").Replace(everything))); err != nil {
		t.Fatal(err)
	}
	if text, _ := json.Marshal(got.(Map)["Nested"]); string(text) != string(want) {
		t.Errorf("%s, want %s", text, want)
	}
}

func TestAppendJSON(t *testing.T) {
	n := parsed(t, everything).Node()
	want := `{"Name":"a\"bé","Blob":"AAH/","Yes":true,"Int":-5,"Long":9007199254740993,"Float":1.5,"Double":"NaN","Time":"2014-04-29T18:30:38.123Z",` +
		`"Nested":{"Id":"i","Deeper":{"Id":"j"}},"List":[{"Id":"1"},null,{"Id":"3"}],"Strings":["a","b","c"],"Sparse":[1,null,3],` +
		`"Map":{"x":1,"y":2},"SparseMap":{"k":null,"l":1},"Union":{"B":7},"Document":{"a":[1,2.5,"s",null,true,{}]},"TableName":"t"}`
	if got := string(n.AppendJSON([]byte("x"))); got != "x"+want {
		t.Errorf("%s\nwant %s", got, want)
	}
	var empty Document
	for want, n := range map[string]Node{"null": n.Get("Missing"), "{}": empty.Node()} {
		if got := string(n.AppendJSON(nil)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestNodeAsParam makes params of an output: the same shapes take them.
func TestNodeAsParam(t *testing.T) {
	op := testOperation(t)
	n := parsed(t, `{"Name":"abc","Blob":"AAH/","Yes":true,"Int":-5,"Long":9007199254740993,"Float":1.5,"Double":"NaN","Time":1398796238.123,
		"Nested":{"Id":"i","Key":"k"},"List":[{"Id":"1","Key":"k"}],"Strings":["a","b","c"],"Sparse":[1,null,3],"Map":{"x":1},"SparseMap":{"k":null,"l":1},"Union":{"B":7}}`).Node()
	var e Encoder
	var seen []string
	walk(&e, op.Input(), ValueOf(n), &seen)
	want := []string{"Name", "Blob", "Yes", "Int", "Long", "Float", "Double", "Time", "Nested.Id", "Nested.Key", "List[0].Id", "List[0].Key",
		"Strings[0]", "Strings[1]", "Strings[2]", "Sparse[0]", "Sparse[2]", "Map.x", "SparseMap.l", "Union.B"}
	if e.Failed() || !slices.Equal(seen, want) {
		t.Errorf("%v, %v, want %v", e.Err(op), seen, want)
	}
	for name, check := range map[string]func(Value) bool{
		"Name": func(v Value) bool { return v.Str() == "abc" }, "Blob": func(v Value) bool { return v.Kind() == BytesKind && v.Str() == "\x00\x01\xff" },
		"Yes": Value.Bool, "Long": func(v Value) bool { i, ok := v.Int(); return ok && i == 1<<53+1 }, "Double": func(v Value) bool { f, _ := v.Float(); return math.IsNaN(f) },
		"Time": func(v Value) bool { return v.Time().UnixMilli() == 1398796238123 }, "Missing": func(v Value) bool { return v.Kind() == Null },
		"Document": func(v Value) bool { return v.Kind() == Null },
	} {
		if !check(ValueOf(n.Get(name))) {
			t.Errorf("%s is another value", name)
		}
	}
	e.Reset()
	large := parsed(t, `{"Long":18446744073709551615}`).Node()
	walk(&e, op.Input(), ValueOf(Map{"Name": "abc", "Long": large.Get("Long"), "Document": parsed(t, everything).Node().Get("Document")}), nil)
	if err := e.Err(op); err == nil || !strings.Contains(err.Error(), "Long: a long is wanted, not a float") {
		t.Errorf("%v: an integer beyond 64 bits is sent as another one", err)
	}
	if v := ValueOf(parsed(t, everything).Node().Get("Document")); v.Kind() != ObjectKind || v.Len() != 1 {
		t.Errorf("a document is %v", v.Kind())
	}
}

func TestFloats(t *testing.T) {
	for want, f := range map[string]float64{"0": 0, "-0": math.Copysign(0, -1), "1": 1, "-1.5": -1.5, "0.1": 0.1, "100000000000000000000": 1e20, "1e+21": 1e21, "1e-07": 1e-7, "0.000001": 1e-6,
		"9007199254740992": 1 << 53, "9007199254740991": 1<<53 - 1, "1.7976931348623157e+308": math.MaxFloat64, "5e-324": 5e-324, "NaN": math.NaN(), "Infinity": math.Inf(1), "-Infinity": math.Inf(-1)} {
		if got := string(AppendFloat(nil, f)); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
		if got, err := ParseFloat(want); err != nil || math.Float64bits(got) != math.Float64bits(f) {
			t.Errorf("%s: %v, %v", want, got, err)
		}
	}
	for _, s := range []string{"", "inf", "nan", "0x1p0", "1_000", "infinity", "+Infinity", "1 ", "1e", "--1", "."} {
		if f, err := ParseFloat(s); err == nil {
			t.Errorf("%q is %v", s, f)
		}
	}
}

func FuzzFloats(f *testing.F) {
	f.Add(uint64(0))
	f.Add(math.Float64bits(-1 << 53))
	f.Add(math.Float64bits(1e21))
	f.Fuzz(func(t *testing.T, bits uint64) {
		x := math.Float64frombits(bits)
		text := string(AppendFloat(nil, x))
		if y, err := ParseFloat(text); err != nil || x != y && x == x || math.Signbit(x) != math.Signbit(y) && x == x {
			t.Errorf("%v as %s: %v, %v", x, text, y, err)
		}
	})
}
