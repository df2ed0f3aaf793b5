package rpcv2cbor

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// decodeHex decodes a body of Echo and gives the JSON made of it.
func decodeHex(t testing.TB, body string) (string, error) {
	t.Helper()
	b, err := hex.DecodeString(body)
	if err != nil {
		t.Fatal(err)
	}
	var d wire.Document
	err = Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: b}, operation(t, "Echo"))
	if err != nil {
		return "", err
	}
	return string(d.Node().AppendJSON(nil)), nil
}

func TestDecodeValues(t *testing.T) {
	for _, c := range []struct{ name, cbor, want string }{
		{"text", "62c3a9", `"é"`}, {"text", "7f6161616261" + "63ff", `"abc"`}, {"text", "7fff", `""`}, {"text", "62220a", `"\"\n"`},
		{"blob", "420102", `"AQI="`}, {"blob", "5f41014102ff", `"AQI="`}, {"blob", "40", `""`},
		{"yes", "f5", "true"}, {"yes", "f4", "false"},
		{"int", "17", "23"}, {"int", "3863", "-100"}, {"int", "190100", "256"}, {"int", "f94900", "10"}, {"int", "fb4024000000000000", "10"},
		{"long", "1b7fffffffffffffff", "9223372036854775807"}, {"long", "3b7fffffffffffffff", "-9223372036854775808"},
		{"long", "1bffffffffffffffff", "18446744073709551615"}, {"long", "3bffffffffffffffff", "-18446744073709551616"},
		{"long", "c243010000", "65536"}, {"long", "c349000000000000000001", "-2"}, {"long", "c25f41014100ff", "256"},
		{"float", "fa3fc00000", "1.5"}, {"float", "f93e00", "1.5"}, {"float", "01", "1"}, {"float", "20", "-1"},
		{"float", "fa7fc00000", `"NaN"`}, {"double", "f97c00", `"Infinity"`}, {"double", "fbfff0000000000000", `"-Infinity"`},
		{"double", "f90001", "5.960464477539063e-08"}, {"double", "fb3ff199999999999a", "1.1"}, {"double", "fa3dcccccd", "0.10000000149011612"},
		{"double", "c48221196ab3", "273.15"}, {"double", "c4820103", "30"}, {"double", "c48220c24103", "0.3"},
		{"time", "c11a514b67b0", `"2013-03-21T20:04:00Z"`}, {"time", "c1fb41d452d9ec200000", `"2013-03-21T20:04:00.5Z"`}, {"time", "c120", `"1969-12-31T23:59:59Z"`},
		{"time", "c1f93800", `"1970-01-01T00:00:00.5Z"`}, {"time", "01", `"1970-01-01T00:00:01Z"`}, {"time", "c074323031332d30332d32315432303a30343a30305a", `"2013-03-21T20:04:00Z"`},
		{"time", "c07818323031332d30332d32315432303a30343a30302e3132355a", `"2013-03-21T20:04:00.125Z"`},
		{"wired", "6178", `"x"`},
		{"texts", "80", "[]"}, {"texts", "9fff", "[]"}, {"texts", "836161f66162", `["a","b"]`}, {"texts", "81f7", "[]"},
		{"sparse", "826161f6", `["a",null]`}, {"sparse", "81f7", "[null]"},
		{"map", "a2616101616202", `{"a":1,"b":2}`}, {"map", "bf6161f6616202ff", `{"b":2}`}, {"map", "a17f61616162ff05", `{"ab":5}`},
		{"sparseMap", "a2616bf6616c80", `{"k":null,"l":[]}`},
		{"nested", "bfff", "{}"}, {"nested", "a2" + "63696e74" + "f6" + "64746578" + "74" + "f7", "{}"},
		{"nested", "a2617881a1c101d82076" + strings.Repeat("61", 22) + "63696e7401", `{"int":1}`}, // unknown member, tags in it
		{"list", "82a0bf63796573f5ff", `[{},{"yes":true}]`},
		{"union", "a1616201", `{"b":1}`}, {"union", "a1617a01", `{"z":1}`}, {"union", "a26161617866" + hex.EncodeToString([]byte("__type")) + "6178", `{"a":"x"}`},
		{"docs", "8201a0", "[1,{}]"}, {"doc", "8a01206161" + "4101" + "f5f6f4f7f93e00" + "c29f" + "c101ff", `[1,-1,"a","AQ==",true,null,false,null,1.5,[1]]`},
		{"doc", "bf6161a0616281f97e00ff", `{"a":{},"b":["NaN"]}`}, {"doc", "f820", "32"},
	} {
		got, err := decodeHex(t, "a1"+text(c.name)+c.cbor)
		if want := `{"` + c.name + `":` + c.want + `}`; got != want || err != nil {
			t.Errorf("%s %s: %s, %v, want %s", c.name, c.cbor, got, err, want)
		}
	}
	for body, want := range map[string]string{
		"a0": "{}", "bfff": "{}", "": "{}",
		"a1" + text("text") + "f6":                                "{}", // null
		"a1" + text("other") + "6178":                             "{}", // the wire name of another protocol
		"a2" + text("int") + "01" + text("text") + "6178":         `{"text":"x","int":1}`,
		"a27f63696e74ff01" + text("unknown") + "bf6161d9ffff01ff": `{"int":1}`,
	} {
		if got, err := decodeHex(t, body); got != want || err != nil {
			t.Errorf("%s: %s, %v, want %s", body, got, err, want)
		}
	}
}

func TestDecodeNodes(t *testing.T) {
	b, _ := hex.DecodeString("a4" + text("blob") + "420102" + text("time") + "c1fb41cc37db380fbe77" + text("float") + "fa3dcccccd" + text("long") + "1b0020000000000001")
	var d wire.Document
	if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: b}, operation(t, "Echo")); err != nil {
		t.Fatal(err)
	}
	n := d.Node()
	if got := n.Get("blob").Bytes(); string(got) != "\x01\x02" {
		t.Errorf("blob %x", got)
	}
	if got, want := n.Get("time").Time(), time.UnixMilli(946845296123); !got.Equal(want) {
		t.Errorf("time %v, want %v", got, want)
	}
	if got := n.Get("float").Float(); got != float64(float32(0.1)) {
		t.Errorf("float %v", got)
	}
	if got := n.Get("long").Int(); got != 1<<53+1 {
		t.Errorf("long %v", got)
	}
}

func TestDecodeFaults(t *testing.T) {
	deep := strings.Repeat("a1"+text("nested"), 200) + "a0"
	for _, c := range []struct{ body, want string }{
		{"01", "wire: a structure is wanted, not an integer"}, {"f6", "wire: a structure is wanted, not null"}, {"80", "wire: a structure is wanted, not an array"},
		{"a000", "wire: bytes behind the CBOR item"}, {"a1", "wire: the CBOR ends too early"}, {"bf", "wire: the CBOR ends too early"}, {"ff", "wire: a CBOR break out of place"},
		{"a10101", "wire: a key is an integer"}, {"bf" + text("int") + "ff", "wire: a CBOR break out of place"},
		{"a1" + text("int") + "6178", "wire: int: an integer is wanted, not a text string"},
		{"a1" + text("int") + "f93e00", "wire: int: an integer is wanted, not a float"},
		{"a1" + text("int") + "c101", "wire: int: an integer is wanted, not an item of tag 1"},
		{"a1" + text("long") + "c249010000000000000000", "wire: long: a bignum of more than 64 bits"},
		{"a1" + text("long") + "c201", "wire: long: a bignum is an integer"},
		{"a1" + text("double") + "c48119ffff", "wire: double: a decimal fraction is no array of two"},
		{"a1" + text("double") + "c4821a7fffffff01", "wire: double: a decimal fraction does not fit a double"},
		{"a1" + text("double") + "c482f93c0001", "wire: double: a part of a decimal fraction is a float"},
		{"a1" + text("text") + "4161", "wire: text: a string is wanted, not a byte string"},
		{"a1" + text("text") + "61ff", "wire: text: the string is not UTF-8"},
		{"a1" + text("blob") + "6161", "wire: blob: a blob is wanted, not a text string"},
		{"a1" + text("yes") + "01", "wire: yes: a boolean is wanted, not an integer"},
		{"a1" + text("text") + "f5", "wire: text: a string is wanted, not a boolean"},
		{"a1" + text("time") + "c11b7fffffffffffffff", "wire: time: the timestamp is outside the years 1 to 9999"},
		{"a1" + text("time") + "c1f97e00", "wire: time: the timestamp is outside the years 1 to 9999"},
		{"a1" + text("time") + "c06178", "wire: time: a timestamp's text is not of RFC 3339"},
		{"a1" + text("time") + "c140", "wire: time: a timestamp is wanted, not a byte string"},
		{"a1" + text("texts") + "826161ff", "wire: texts[1]: a CBOR break out of place"},
		{"a1" + text("list") + "82a0a1" + text("map") + "a1616bf5", "wire: list[1].map.k: a long is wanted, not a boolean"},
		{"a1" + text("sparseMap") + "a1616b81a1" + text("int") + "f5", "wire: sparseMap.k[0].int: an integer is wanted, not a boolean"},
		{"a1" + text("map") + "a161ff01", "wire: map: the string is not UTF-8"},
		{"a1" + text("unknown") + strings.Repeat("81", 200) + "00", "wire: the CBOR is nested too deep"},
		{"a1" + text("doc") + strings.Repeat("81", 200) + "00", "wire: doc: the CBOR is nested too deep"}, {"a1" + text("doc") + "a10101", "wire: doc: a key is an integer"},
		{"a1" + text("union") + "a1617a61ff", "wire: union.z: the string is not UTF-8"},
		{deep, "wire: " + strings.Repeat("nested.", 127) + "nested: the CBOR is nested too deep"},
	} {
		_, err := decodeHex(t, c.body)
		if err == nil || err.Error() != c.want || !errors.Is(err, wire.ErrMalformed) {
			t.Errorf("%.80s: %v, want %s", c.body, err, c.want)
		}
	}
}

func TestDecodeWithoutOutput(t *testing.T) {
	var d wire.Document
	for _, body := range []string{"", "\xa0", "<html>"} {
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(body)}, operation(t, "Ping")); err != nil {
			t.Errorf("%q: %v", body, err)
		}
		if d.Node().Len() != 0 {
			t.Errorf("%q: a body without a shape", body)
		}
	}
}

func TestDecodeError(t *testing.T) {
	entry := func(k, v string) string { return string(cbor.AppendText(cbor.AppendText(nil, k), v)) }
	gone := "\xa3" + entry("__type", "test.model#Gone:http://x") + entry("message", "It is gone") + "\x65count\x02"
	for _, c := range []struct {
		name, body, header string
		want               wire.Failure
		doc                string
	}{
		{"modeled", gone, "", wire.Failure{Code: "Gone", Message: "It is gone"}, `{"message":"It is gone","count":2}`},
		{"query code", gone, "Test.Gone;Sender", wire.Failure{Code: "Gone", Message: "It is gone", QueryCode: "Test.Gone", Fault: "Sender"}, `{"message":"It is gone","count":2}`},
		{"query code of three parts", gone, "a;b;c", wire.Failure{Code: "Gone", Message: "It is gone"}, `{"message":"It is gone","count":2}`},
		{"unmodeled", "\xa2" + entry("__type", "Throttled") + entry("Message", "slow"), "", wire.Failure{Code: "Throttled", Message: "slow"}, ""},
		{"no type", "\xa1" + entry("message", "hm"), "", wire.Failure{Code: "503", Message: "hm"}, ""},
		{"member unfit", "\xa2" + entry("__type", "Gone") + "\x65count\x61x", "", wire.Failure{Code: "Gone"}, ""},
		{"type no text", "\xa1\x66__type\x01", "", wire.Failure{Code: "503"}, ""},
		{"empty", "", "", wire.Failure{Code: "503", Message: "Service Unavailable"}, ""},
		{"HTML", "<html>503</html>", "", wire.Failure{Code: "503", Message: "Service Unavailable"}, ""},
		{"cut", gone[:30], "", wire.Failure{Code: "503", Message: "Service Unavailable"}, ""},
		{"list", "\x80", "", wire.Failure{Code: "503", Message: "Service Unavailable"}, ""},
		{"query code alone", "", "Test.Gone;Sender", wire.Failure{Code: "503", Message: "Service Unavailable", QueryCode: "Test.Gone", Fault: "Sender"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d wire.Document
			r := &wire.Response{Status: 503, Body: []byte(c.body), Header: wire.HeaderList{}}
			if c.header != "" {
				r.Header = wire.HeaderList{{Name: "X-Amzn-Query-Error", Value: c.header}}
			}
			f := Protocol.DecodeError(&d, r, operation(t, "Echo"))
			if f.Code != c.want.Code || f.Message != c.want.Message || f.QueryCode != c.want.QueryCode || f.Fault != c.want.Fault {
				t.Errorf("%+v, want %+v", f, c.want)
			}
			if got := string(d.Node().AppendJSON(nil)); got != c.doc && (c.doc != "" || got != "{}") {
				t.Errorf("document %s, want %s", got, c.doc)
			}
		})
	}
}

func TestDecodeAllocs(t *testing.T) {
	op, _, body := getMetricData(t)
	var d wire.Document
	r := &wire.Response{Status: 200, Body: body}
	testkit.WantAllocs(t, 0, func() {
		d.Reset()
		if err := Protocol.DecodeResponse(&d, r, op); err != nil {
			t.Error(err)
		}
	})
	if got := d.Node().Get("MetricDataResults", 4, "Values", -1).Float(); got != 99*1.25+4 {
		t.Errorf("the last value is %v", got)
	}
}

// FuzzDecode decodes any bytes: what is accepted takes memory in proportion to
// its length, shows as JSON, and encoded and decoded again is the same.
func FuzzDecode(f *testing.F) {
	op := operation(f, "Echo")
	for _, s := range []string{"a0", "a1" + text("int") + "01", "a1" + text("list") + "9fa0ff", "bf" + text("time") + "c1fb41d452d9ec200000ff",
		"a1" + text("sparseMap") + "a1616bf6", "a1" + text("double") + "c48221196ab3", "a1" + text("long") + "c243010000", "a1" + text("x") + "9f9f",
		"a1" + text("text") + "7f6161ff", "9bffffffffffffffff", "a2" + text("blob") + "40" + text("nested") + "a0"} {
		b, _ := hex.DecodeString(s)
		f.Add(b)
	}
	var d wire.Document
	f.Fuzz(func(t *testing.T, b []byte) {
		d.Reset()
		r := &wire.Response{Status: 200, Body: b}
		err := Protocol.DecodeResponse(&d, r, op)
		if err != nil && !errors.Is(err, wire.ErrMalformed) {
			t.Errorf("%v is no ErrMalformed", err)
		}
		if _, used := d.Size(); used > 64*len(b)+64 {
			t.Errorf("%d bytes are kept of %d", used, len(b))
		}
		if err == nil {
			again(t, op, d.Node())
		}
		r.Status = 500
		Protocol.DecodeError(&d, r, op)
	})
}

// again encodes a decoded output, where that can be done, and decodes it.
func again(t *testing.T, op models.Operation, n wire.Node) {
	want := n.AppendJSON(nil)
	if !json.Valid(want) {
		t.Errorf("no JSON: %s", want)
	}
	var e wire.Encoder
	var r wire.Request
	Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(n))
	if e.Failed() {
		return // documents, integers beyond 64 bits
	}
	var d wire.Document
	if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: r.Body}, op); err != nil {
		t.Fatalf("%x: %v", r.Body, err)
	}
	if got := d.Node().AppendJSON(nil); string(got) != string(want) && !strings.Contains(string(want), `"time"`) { // of which less than milliseconds are not sent
		t.Errorf("%s, again %s", want, got)
	}
}

// FuzzRoundTrip encodes params and reads the same values from the bytes.
func FuzzRoundTrip(f *testing.F) {
	op := operation(f, "Echo")
	f.Add("text", []byte("blob"), true, int32(-1), int64(math.MinInt64), float32(0.1), 1e300, int64(-1500), "key")
	f.Add("", []byte{}, false, int32(0), int64(1<<53+1), float32(math.Inf(1)), math.NaN(), int64(1<<42), "\x00\"")
	var d wire.Document
	var e wire.Encoder
	var r wire.Request
	f.Fuzz(func(t *testing.T, text string, blob []byte, yes bool, i int32, l int64, s float32, dbl float64, ms int64, key string) {
		e.Reset()
		r.Reset()
		ms %= 253402300800000
		when := time.UnixMilli(ms).UTC()
		if when.Year() < 1 {
			return
		}
		params := wire.Map{"text": text, "blob": blob, "yes": yes, "int": i, "long": l, "float": s, "double": dbl, "time": when,
			"map": wire.Map{key: l}, "list": wire.List{wire.Map{"text": text}}, "sparse": wire.List{nil, text}}
		Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(params))
		if err := e.Err(op); err != nil {
			return // no UTF-8
		}
		d.Reset()
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: r.Body}, op); err != nil {
			t.Fatalf("%x: %v", r.Body, err)
		}
		n := d.Node()
		same := func(a, b float64) bool { return a == b || a != a && b != b }
		switch {
		case n.Get("text").String() != text, n.Get("list", 0, "text").String() != text, n.Get("sparse", 1).String() != text, n.Get("sparse").Len() != 2:
			t.Errorf("text %q", text)
		case string(n.Get("blob").Bytes()) != string(blob):
			t.Errorf("blob %x, want %x", n.Get("blob").Bytes(), blob)
		case n.Get("yes").Bool() != yes, n.Get("int").Int() != int64(i), n.Get("long").Int() != l, n.Get("map", key).Int() != l:
			t.Errorf("%s, want %v", n.AppendJSON(nil), params)
		case !same(n.Get("float").Float(), float64(s)), !same(n.Get("double").Float(), dbl):
			t.Errorf("%v %v, want %v %v", n.Get("float").Float(), n.Get("double").Float(), s, dbl)
		case !n.Get("time").Time().Equal(when):
			t.Errorf("time %v, want %v", n.Get("time").Time(), when)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	op, _, metrics := getMetricData(b)
	echo := operation(b, "Echo")
	var e wire.Encoder
	for _, c := range []struct {
		name string
		body []byte
	}{
		{"Small", appendStructure(nil, &e, echo.Output(), wire.ValueOf(wire.Map{"text": "abc", "int": 1}))},
		{"GetMetricData", metrics},
		{"Large", appendStructure(nil, &e, echo.Output(), wire.ValueOf(wire.Map{"list": many(1000)}))},
	} {
		b.Run(c.name, func(b *testing.B) {
			op := op
			if c.name != "GetMetricData" {
				op = echo
			}
			var d wire.Document
			r := &wire.Response{Status: 200, Body: c.body}
			b.SetBytes(int64(len(c.body)))
			b.ReportAllocs()
			for b.Loop() {
				d.Reset()
				if err := Protocol.DecodeResponse(&d, r, op); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
