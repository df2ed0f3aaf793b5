package rpcv2cbor

import (
	"encoding/hex"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/wire"
)

// encode gives the body of Echo in hex, or the faults.
func encode(t testing.TB, params wire.Map) (body, faults string) {
	t.Helper()
	op := operation(t, "Echo")
	var e wire.Encoder
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(params))
	if err := e.Err(op); err != nil {
		return "", err.Error()
	}
	return hex.EncodeToString(r.Body), ""
}

// text is a text string of fewer than 24 bytes in hex.
func text(s string) string { return hex.EncodeToString(append([]byte{0x60 | byte(len(s))}, s...)) }

func TestEncodeValues(t *testing.T) {
	one := func(name, value string) string { return "a1" + text(name) + value }
	for _, c := range []struct {
		name  string
		value any
		want  string
	}{
		{"text", "é", "62c3a9"}, {"text", "", "60"},
		{"blob", []byte{1, 2}, "420102"}, {"blob", "ab", "426162"}, {"blob", []byte{}, "40"},
		{"yes", true, "f5"}, {"yes", false, "f4"},
		{"int", 23, "17"}, {"int", 24, "1818"}, {"int", -1, "20"}, {"int", 65536, "1a00010000"}, {"int", math.MinInt32, "3a7fffffff"},
		{"long", int64(math.MaxInt64), "1b7fffffffffffffff"}, {"long", int64(math.MinInt64), "3b7fffffffffffffff"},
		{"float", 1.5, "fa3fc00000"}, {"float", 1, "fa3f800000"}, {"float", math.NaN(), "fa7fc00000"}, {"float", math.Inf(-1), "faff800000"},
		{"double", 1.0, "fb3ff0000000000000"}, {"double", math.Inf(1), "fb7ff0000000000000"},
		{"time", time.Unix(1, 0), "c101"}, {"time", time.Unix(-2, 0), "c121"}, {"time", 0, "c100"},
		{"time", time.Unix(1, 500e6), "c1fb3ff8000000000000"}, {"time", time.Unix(-1, 500e6), "c1fbbfe0000000000000"},
		{"time", time.Unix(1, 999999), "c101"},       // finer than a millisecond
		{"iso", time.Unix(1, 0), "c101"},             // timestampFormat does not count
		{"iso", "1970-01-01T01:00:00+01:00", "c100"}, // text of a caller
		{"wired", "x", "6178"},                       // locationName does not count
		{"texts", []string{}, "80"}, {"texts", []string{"a", "b"}, "8261616162"},
		{"ints", []int{1, -1}, "820120"},
		{"map", wire.Map{"b": 2, "a": 1}, "a2616101616202"}, {"map", wire.Map{}, "a0"},
		{"sparse", wire.List{nil, "a"}, "82f66161"}, {"sparseMap", wire.Map{"k": nil}, "a1616bf6"},
		{"nested", wire.Map{}, "a0"}, {"nested", wire.Map{"int": 1, "text": nil}, "a1" + text("int") + "01"},
		{"list", []wire.Map{{}, {"yes": true}}, "82a0a1" + text("yes") + "f5"},
		{"union", wire.Map{"b": 1}, "a1616201"},
	} {
		got, faults := encode(t, wire.Map{c.name: c.value})
		if want := one(c.name, c.want); got != want || faults != "" {
			t.Errorf("%s %v: %s%s, want %s", c.name, c.value, got, faults, want)
		}
	}
	if got, faults := encode(t, wire.Map{"long": 2, "int": 1, "blob": nil}); got != "a2"+text("int")+"01"+text("long")+"02" {
		t.Errorf("%s%s: not the model's order", got, faults)
	}
}

func TestEncodeFaults(t *testing.T) {
	for want, params := range map[string]wire.Map{
		"map.k: a long is wanted, not nil":                                {"map": wire.Map{"k": nil}},
		"texts[1]: a string is wanted, not nil":                           {"texts": wire.List{"a", nil}},
		"list[0].nested.int: 2147483648 does not fit a 32-bit integer":    {"list": wire.List{wire.Map{"nested": wire.Map{"int": 1 << 31}}}},
		"doc: a shape of kind document cannot be sent here":               {"doc": wire.Map{"a": 1}},
		"nested.missing: unknown member":                                  {"nested": wire.Map{"missing": 1}},
		"union: a union wants exactly one member, not 2":                  {"union": wire.Map{"a": "x", "b": 1}},
		"text: the string is not UTF-8":                                   {"text": "\xff"},
		"sparseMap.k[0].time: a timestamp is wanted in RFC 3339, such as": {"sparseMap": wire.Map{"k": []wire.Map{{"time": "now"}}}},
	} {
		if _, faults := encode(t, params); !strings.Contains(faults, "\n\t"+want) {
			t.Errorf("%s\nwant %s", faults, want)
		}
	}
}

func TestEncodeToken(t *testing.T) {
	op := operation(t, "Echo")
	e := wire.Encoder{Token: func() string { return "tkn" }}
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"nested": wire.Map{}}))
	if got, want := hex.EncodeToString(r.Body), "a2"+text("nested")+"a0"+text("token")+text("tkn"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestRequest(t *testing.T) {
	var e wire.Encoder
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, operation(t, "Ping"), wire.ValueOf(wire.Map{}))
	if r.Method != "POST" || string(r.Path) != "/service/TestService/operation/Ping" || len(r.Body) != 0 || len(r.Query) != 0 {
		t.Errorf("%s %s, body %x", r.Method, r.Path, r.Body)
	}
	for name, want := range map[string]string{"smithy-protocol": "rpc-v2-cbor", "accept": "application/cbor", "x-amzn-query-mode": "true", "content-type": ""} {
		if got, ok := r.Header(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	r.Reset()
	Protocol.EncodeRequest(&e, &r, operation(t, "Echo"), wire.ValueOf(wire.Map{}))
	if got, _ := r.Header("content-type"); got != "application/cbor" || string(r.Body) != "\xa0" {
		t.Errorf("content-type %q, body %x", got, r.Body)
	}
	r.Reset()
	Protocol.EncodeRequest(&e, &r, operation(t, "Host"), wire.ValueOf(wire.Map{"Name": "a-b"}))
	if string(r.HostPrefix) != "a-b.data." || !strings.HasSuffix(string(r.Body), "Name\x63a-b") {
		t.Errorf("host prefix %q, body %q", r.HostPrefix, r.Body)
	}
}

func TestRequestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		params wire.Map
		want   string
	}{
		"Ping":   {wire.Map{"a": 1}, "a: unknown member"},
		"Host":   {wire.Map{"Name": "a/b"}, "Name: is part of the host's name"},
		"Listen": {wire.Map{"events": wire.Map{}}, "events: events are not params: they are sent one by one"},
	} {
		op := operation(t, name)
		var e wire.Encoder
		var r wire.Request
		Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(c.params))
		if err := e.Err(op); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	var e wire.Encoder
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, operation(t, "Listen"), wire.ValueOf(wire.Map{}))
	if got, _ := r.Header("accept"); got != "application/vnd.amazon.eventstream" {
		t.Errorf("accept %q", got)
	}
}

func TestEncodeAllocs(t *testing.T) {
	op, params, _ := getMetricData(t)
	var e wire.Encoder
	var r wire.Request
	v := wire.ValueOf(params)
	testkit.WantAllocs(t, 0, func() {
		e.Reset()
		r.Reset()
		Protocol.EncodeRequest(&e, &r, op, v)
		if e.Failed() {
			t.Error(e.Err(op))
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	op, params, _ := getMetricData(b)
	echo := operation(b, "Echo")
	for _, c := range []struct {
		name   string
		params wire.Map
	}{
		{"Small", wire.Map{"text": "abc", "int": 1}},
		{"GetMetricData", params},
		{"Large", wire.Map{"list": many(1000)}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var e wire.Encoder
			var r wire.Request
			op, v := op, wire.ValueOf(c.params)
			if c.name != "GetMetricData" {
				op = echo
			}
			b.ReportAllocs()
			for b.Loop() {
				e.Reset()
				r.Reset()
				Protocol.EncodeRequest(&e, &r, op, v)
			}
			b.SetBytes(int64(len(r.Body)))
		})
	}
}

func many(n int) wire.List {
	var list wire.List
	for i := range n {
		list = append(list, wire.Map{"text": "a string of some length", "long": int64(i) << 20, "double": float64(i) / 3, "time": time.Unix(int64(i), 0), "yes": i%2 == 0})
	}
	return list
}
