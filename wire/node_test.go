package wire

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// parsed is a document whose members are under their names, as the decoders
// write it.
func parsed(t testing.TB, text string) *Document {
	t.Helper()
	d := &Document{Shape: testOperation(t).Output()}
	if err := d.ParseBody([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return d
}

const everything = `{"Name":"a\"b\u00e9","Blob":"AAH/","Yes":true,"Int":-5,"Long":9007199254740993,"Float":1.5,"Double":"NaN","Time":1398796238.123,
	"Nested":{"Id":"i","Key":null,"Deeper":{"Id":"j"}},"List":[{"Id":"1"},null,{"Id":"3"}],"Strings":["a","b","c"],"Sparse":[1,null,3],
	"Map":{"x":1,"n":null,"y":2},"SparseMap":{"k":null,"l":1},"Union":{"B":7},"Document":{"a":[1,2.5,"s",null,true,{}]},"tableName":"t","Unknown":{"a":1}}`

func TestNodeAccessors(t *testing.T) {
	n := parsed(t, everything).Node()
	for _, c := range []struct{ got, want any }{
		{n.Get("Name").String(), `a"bé`}, {string(n.Get("Blob").Bytes()), "\x00\x01\xff"}, {n.Get("Yes").Bool(), true}, {n.Get("Int").Int(), int64(-5)},
		{n.Get("Long").Int(), int64(1<<53 + 1)}, {n.Get("Float").Float(), 1.5}, {n.Get("Long").String(), "9007199254740993"}, {n.Get("Time").String(), "1398796238.123"},
		{n.Get("Nested", "Deeper", "Id").String(), "j"}, {n.Get("List", 0, "Id").String(), "1"}, {n.Get("List", -1, "Id").String(), "3"}, {n.Get("Strings", -3).String(), "a"},
		{n.Get("Map", "y").Int(), int64(2)}, {n.Get("Union", "B").Int(), int64(7)}, {n.Get("Document", "a", 1).Float(), 2.5}, {n.Get("TableName").String(), "t"},
		{n.Get("Time").Time().UnixMilli(), int64(1398796238123)}, {n.Get("Strings").Len(), 3}, {n.Get("Map").Len(), 2}, {n.Get("SparseMap").Len(), 2},
		{n.Get("Name").Len(), 5}, {n.Get("Blob").Len(), 3},
	} {
		if c.got != c.want {
			t.Errorf("%v (%T), want %v (%T)", c.got, c.got, c.want, c.want)
		}
	}
	if f := n.Get("Double").Float(); !math.IsNaN(f) {
		t.Errorf("Double is %v", f)
	}
	for _, path := range [][]any{{"Nested", "Key"}, {"Unknown"}, {"Missing"}, {"tableName"}, {"Strings", 3}, {"Strings", -4}, {"Strings", "a"}, {"Name", 0}, {"Name", "a"}, {"List", 1},
		{"List", 1, "Id"}, {"Sparse", 1}, {"SparseMap", "k"}, {"Map", "n"}, {"Union", "A"}, {"Nested", 0}, {"Name", 1.5}, {"Document", "a", 9}} {
		if m := n.Get(path...); m.Exists() || m.String() != "" || m.Int() != 0 || m.Float() != 0 || m.Bool() || m.Bytes() != nil || !m.Time().IsZero() || m.Len() != 0 || m.Any() != nil {
			t.Errorf("%v: %s", path, m.AppendJSON(nil))
		}
	}
}

// TestNodeMismatches reads values of another JSON type than the shape's.
func TestNodeMismatches(t *testing.T) {
	n := parsed(t, `{"Name":7,"Blob":"%","Yes":"true","Int":"12","Long":1e3,"Float":"1.5","Double":1e400,"Time":"2014-04-29T18:30:38Z","Nested":[],"List":{},"Strings":"x","Map":[1]}`).Node()
	if n.Get("Name").String() != "7" || n.Get("Blob").Bytes() != nil || !n.Get("Yes").Bool() || n.Get("Int").Int() != 12 || n.Get("Long").Int() != 1000 ||
		n.Get("Float").Float() != 1.5 || !math.IsInf(n.Get("Double").Float(), 1) || n.Get("Time").Time().Unix() != 1398796238 {
		t.Errorf("%s", n.AppendJSON(nil))
	}
	for _, name := range []string{"Nested", "List", "Strings", "Map"} {
		if n.Get(name, 0).Exists() || n.Get(name, "x").Exists() || len(slices.Collect(n.Get(name).List())) != 0 && name != "Nested" && name != "Map" {
			t.Errorf("%s has elements", name)
		}
		for range n.Get(name).Fields() {
			t.Errorf("%s has members", name)
		}
	}
}

// TestNodeNumbers reads numbers that are not exact in other ways of reading.
func TestNodeNumbers(t *testing.T) {
	for text, want := range map[string]int64{"9223372036854775807": math.MaxInt64, "-9223372036854775808": math.MinInt64, "9223372036854775808": 0, "1e19": 0, "1.5": 0, "5.0": 5, "-1E2": -100} {
		if got := parsed(t, `{"Long":`+text+`}`).Node().Get("Long").Int(); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
	for text, want := range map[string]float64{"3.125e+298": 3.125e298, "57.099998474121094": 57.099998474121094, "5e-324": 5e-324, "0.1": 0.1, "123456789012345678901234567890": 123456789012345678901234567890,
		"1.7976931348623157e308": math.MaxFloat64, "-0": math.Copysign(0, -1), "0." + strings.Repeat("3", 100): 1. / 3} {
		if got := parsed(t, `{"Float":`+text+`}`).Node().Get("Float").Float(); math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestNodeByWire(t *testing.T) {
	d := &Document{Shape: testOperation(t).Output()}
	if err := d.ParseBody([]byte(`{"tableName":"t","TableName":"other"}`)); err != nil {
		t.Fatal(err)
	}
	if got := d.Node().Get("TableName").String(); got != "t" {
		t.Errorf("%q, want the member under its wire name", got)
	}
	for name, v := range d.Node().Fields() {
		if name != "TableName" || v.String() != "t" {
			t.Errorf("%s: %s", name, v.String())
		}
	}
}

func TestDocumentReset(t *testing.T) {
	d := parsed(t, everything)
	d.Reset()
	if d.Node().Len() != 0 || d.Node().Get("Name").Exists() || d.Payload != nil {
		t.Error("something is left")
	}
	if err := d.ParseBody([]byte(`{"Name":`)); err != ErrMalformed {
		t.Errorf("%v, want %v", err, ErrMalformed)
	}
}

func TestNodeAllocs(t *testing.T) {
	n := parsed(t, everything).Node()
	testkit.WantAllocs(t, 0, func() {
		if n.Field("Name").String() == "" || n.Field("Nested").Field("Deeper").Field("Id").String() != "j" || n.Field("Long").Int() == 0 ||
			n.Field("Float").Float() != 1.5 || n.Field("Time").Time().IsZero() || n.Field("List").At(-1).Field("Id").Len() != 1 {
			t.Error("wrong values")
		}
		for v := range n.Field("Strings").List() {
			if v.Len() != 1 {
				t.Error("wrong elements")
			}
		}
	})
}

// TestNodeConcurrently reads one document from several goroutines: nothing is
// unescaped on first use (under -race).
func TestNodeConcurrently(t *testing.T) {
	n := parsed(t, everything).Node()
	done := make(chan string)
	for range 4 {
		go func() {
			done <- string(n.AppendJSON(nil)) + n.Get("Name").String() + n.Get("Time").Time().Format(time.RFC3339)
		}()
	}
	first := <-done
	for range 3 {
		if got := <-done; got != first {
			t.Errorf("%s, want %s", got, first)
		}
	}
}
