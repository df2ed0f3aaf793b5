package wire

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestFaults gives the exact text of every fault.
func TestFaults(t *testing.T) {
	op := testOperation(t)
	for _, c := range []struct {
		name   string
		params any
		want   []string
	}{
		{"none", Map{"Name": "abc"}, nil},
		{"required", Map{}, []string{"Name: a required member is missing"}},
		{"required and nil", Map{"Name": nil}, []string{"Name: a required member is missing"}},
		{"required below", Map{"Name": "abc", "List": []Map{{"Key": "k"}, {}}}, []string{
			"List[0].Id: a required member is missing", "List[1].Id: a required member is missing", "List[1].Key: a required member is missing"}},
		{"no structure", 1, []string{"a structure is wanted, not an integer"}},
		{"nil", nil, []string{"a structure is wanted, not nil"}},
		{"unknown, in the order of names", Map{"Name": "abc", "Zzz": 1, "Tablename": 2, "Nmae": 3, "S": 4}, []string{
			`Nmae: unknown member; the nearest is "Name"`, "S: unknown member", `Tablename: unknown member; the nearest is "TableName"`, "Zzz: unknown member"}},
		{"unknown and required", Map{"name": "abc"}, []string{`name: unknown member; the nearest is "Name"`, "Name: a required member is missing"}},
		{"wire name", Map{"Name": "abc", "tableName": "t"}, []string{`tableName: unknown member; the nearest is "TableName"`}},
		{"union of two", Map{"Name": "abc", "Union": Map{"A": "x", "B": 1}}, []string{"Union: a union wants exactly one member, not 2"}},
		{"union of none", Map{"Name": "abc", "Union": Map{"A": nil}}, []string{"Union: a union wants exactly one member, not 0"}},
		{"union, unknown", Map{"Name": "abc", "Union": Map{"C": 1}}, []string{"Union.C: unknown member"}},
		{"structure", Map{"Name": "abc", "Nested": List{}}, []string{"Nested: a structure is wanted, not a list"}},
		{"map", Map{"Name": "abc", "Map": "x"}, []string{"Map: a map is wanted, not a string"}},
		{"map's values", Map{"Name": "abc", "Map": Map{"b": "x", "a": nil, "": true}}, []string{
			"Map.: a long is wanted, not a bool", "Map.a: a long is wanted, not nil", "Map.b: a long is wanted, not a string"}},
		{"sparse", Map{"Name": "abc", "Sparse": List{nil, 1}, "SparseMap": Map{"a": nil}}, nil},
		{"list", Map{"Name": "abc", "List": Map{}}, []string{"List: a list is wanted, not a map"}},
		{"list's elements", Map{"Name": "abc", "Strings": List{"a", nil, 1, []byte{}, 1.5, time.Time{}, struct{}{}, strings.NewReader("")}}, []string{
			"Strings[1]: a string is wanted, not nil", "Strings[2]: a string is wanted, not an integer", "Strings[3]: a string is wanted, not bytes",
			"Strings[4]: a string is wanted, not a float", "Strings[5]: a string is wanted, not a time",
			"Strings[6]: a string is wanted, not a Go type that params cannot hold", "Strings[7]: a string is wanted, not a reader"}},
		{"list's length", Map{"Name": "abc", "Strings": []string{"a"}}, []string{"Strings: length 1 is below the minimum of 2"}},
		{"string's length", Map{"Name": "äö"}, []string{"Name: length 2 is below the minimum of 3"}},
		{"string's bytes", Map{"Name": "ab\xff"}, []string{"Name: the string is not UTF-8"}},
		{"blob", Map{"Name": "abc", "Blob": 1}, []string{"Blob: a blob is wanted, not an integer"}},
		{"boolean", Map{"Name": "abc", "Yes": "true"}, []string{"Yes: a boolean is wanted, not a string"}},
		{"integer", Map{"Name": "abc", "Int": 1.0}, []string{"Int: an integer is wanted, not a float"}},
		{"integer's size", Map{"Name": "abc", "Int": 1 << 31}, []string{"Int: 2147483648 does not fit a 32-bit integer"}},
		{"integer's minimum", Map{"Name": "abc", "Int": -100000001}, []string{"Int: -100000001 is below the minimum of -100000000"}},
		{"long's size", Map{"Name": "abc", "Long": uint64(math.MaxUint64)}, []string{"Long: 18446744073709551615 does not fit a 64-bit integer"}},
		{"float's size", Map{"Name": "abc", "Float": 1e39}, []string{"Float: the number does not fit a 32-bit float"}},
		{"float's infinity", Map{"Name": "abc", "Float": math.Inf(1)}, nil},
		{"double's minimum", Map{"Name": "abc", "Double": 0.25}, []string{"Double: 0.25 is below the minimum of 0.5"}},
		{"double", Map{"Name": "abc", "Double": "1"}, []string{"Double: a double is wanted, not a string"}},
		{"time", Map{"Name": "abc", "Time": true}, []string{"Time: a timestamp is wanted, not a bool"}},
		{"time's text", Map{"Name": "abc", "Time": "yesterday"}, []string{"Time: a timestamp is wanted in RFC 3339, such as 2006-01-02T15:04:05Z"}},
		{"time in milliseconds", Map{"Name": "abc", "Time": 1714521600000}, []string{"Time: the time is outside the years 1 to 9999"}},
		{"time, NaN", Map{"Name": "abc", "Time": math.NaN()}, []string{"Time: the time is outside the years 1 to 9999"}},
		{"time, uint64", Map{"Name": "abc", "Time": uint64(math.MaxUint64)}, []string{"Time: the time is outside the years 1 to 9999"}},
		{"time, year 10000", Map{"Name": "abc", "Time": time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, []string{"Time: the time is outside the years 1 to 9999"}},
		{"document", Map{"Name": "abc", "Document": 1}, []string{"Document: a shape of kind document cannot be sent here"}},
	} {
		var e Encoder
		walk(&e, op.Input(), ValueOf(c.params), nil)
		err := e.Err(op)
		if c.want == nil {
			if err != nil || e.Failed() {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		want := "Test.Put: the params do not fit the model\n\t" + strings.Join(c.want, "\n\t")
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", c.name, err, want)
		}
	}
}

func TestFaultsAreBounded(t *testing.T) {
	op := testOperation(t)
	var e Encoder
	list := make(List, 100)
	walk(&e, op.Input(), ValueOf(Map{"Name": "abc", "Strings": list}), nil)
	pe, ok := errors.AsType[*ParamError](e.Err(op))
	if !ok || len(pe.Faults) != maxFaults || pe.More != 100-maxFaults || !strings.HasSuffix(pe.Error(), "\n\tand more") {
		t.Errorf("%v", e.Err(op))
	}
	e.Reset()
	if e.Failed() || e.Err(op) != nil {
		t.Error("faults survive Reset")
	}
	if len(pe.Faults) != maxFaults || pe.Faults[0].Path != "Strings[0]" {
		t.Error("Reset changes an error that was given out")
	}
}

func TestOrder(t *testing.T) {
	op := testOperation(t)
	var e Encoder
	var seen []string
	m := Map{}
	for i := range 60 {
		m[strconv.Itoa(i)] = i
	}
	walk(&e, op.Input(), ValueOf(Map{"Map": m, "Long": 1, "Name": "abc", "Yes": true, "Int": 2, "Blob": "b"}), &seen)
	want := []string{"Name", "Blob", "Yes", "Int", "Long"}
	var keys []string
	for i := range 60 {
		keys = append(keys, "Map."+strconv.Itoa(i))
	}
	slices.Sort(keys)
	if want = append(want, keys...); !slices.Equal(seen, want) || e.Failed() {
		t.Errorf("%v, want %v, %v", seen, want, e.Err(op))
	}
}

func TestTokens(t *testing.T) {
	op := testOperation(t)
	n := 0
	e := Encoder{Token: func() string { n++; return "token" + strconv.Itoa(n) }}
	from, to := e.OpenStructure(op.Input(), ValueOf(Map{"Name": "abc", "Again": "mine"}))
	var got []string
	for i := from; i < to; i++ {
		f := e.Enter(i)
		got = append(got, f.Name+"="+f.Value.Str())
		e.Leave()
	}
	e.Close(from)
	if want := []string{"Name=abc", "Token=token1", "Again=mine"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	walk(&e, op.Input(), ValueOf(Map{"Name": "abc", "Token": "t", "Again": "a", "Nested": Map{"Id": "i", "Key": "k"}}), nil)
	if n != 1 || e.Failed() {
		t.Errorf("%d tokens made, want 1: none for members that are set or nested", n)
	}
	e.Reset()
	walk(&e, op.Input(), ValueOf(Map{"Name": "abc"}), nil)
	if n != 1 || e.Failed() {
		t.Error("a token without a function that makes it")
	}
}

func TestNestingIsBounded(t *testing.T) {
	op := testOperation(t)
	loop := Map{"Id": "i", "Key": "k"}
	loop["Deeper"] = loop
	list := List{nil}
	list[0] = Map{"Id": "i", "Key": "k", "List": list}
	for name, params := range map[string]Map{"structure": {"Name": "abc", "Nested": loop}, "list": {"Name": "abc", "List": list}} {
		var e Encoder
		walk(&e, op.Input(), ValueOf(params), nil)
		pe, ok := errors.AsType[*ParamError](e.Err(op))
		if !ok || len(pe.Faults) != 1 || pe.Faults[0].Problem != "nested deeper than 256 levels" {
			t.Errorf("%s: %v", name, e.Err(op))
		}
		if len(e.path) != 0 || len(e.fields) != 0 {
			t.Errorf("%s: %d steps and %d fields are left open", name, len(e.path), len(e.fields))
		}
	}
}

func TestEncoderAllocs(t *testing.T) {
	op := testOperation(t)
	big := Map{}
	for i := range 100 {
		big["key"+strconv.Itoa(i)] = int64(i)
	}
	params := ValueOf(Map{"Name": "abc", "Blob": []byte("abc"), "Yes": true, "Int": 1, "Long": int64(2), "Double": 1.5, "Time": time.Unix(1, 0),
		"Nested": Map{"Id": "i", "Key": "k"}, "List": List{Map{"Id": "i", "Key": "k"}}, "Strings": []string{"a", "b"}, "Sparse": List{nil, 1},
		"Map": big, "Union": Map{"A": "a"}})
	var e Encoder
	testkit.WantAllocs(t, 0, func() {
		e.Reset()
		walk(&e, op.Input(), params, nil)
		if e.Failed() {
			t.Error(e.Err(op))
		}
	})
}

func TestEncoderDropsLargeBuffers(t *testing.T) {
	op := testOperation(t)
	big := Map{}
	for i := range 5000 {
		big[strconv.Itoa(i)] = i
	}
	var e Encoder
	walk(&e, op.Input(), ValueOf(Map{"Name": "abc", "Map": big}), nil)
	e.Reset()
	if cap(e.fields) > 1024 {
		t.Errorf("room for %d fields is kept", cap(e.fields))
	}
}

func BenchmarkOpenStructure(b *testing.B) {
	op := testOperation(b)
	params := ValueOf(Map{"Name": "abc", "Yes": true, "Int": 1, "Nested": Map{"Id": "i", "Key": "k"}, "Strings": List{"a", "b"}})
	var e Encoder
	b.ReportAllocs()
	for b.Loop() {
		e.Reset()
		walk(&e, op.Input(), params, nil)
	}
}
