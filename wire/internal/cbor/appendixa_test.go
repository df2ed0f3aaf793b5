package cbor

import (
	"encoding/hex"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"
)

// appendixA is the table "Examples of Encoded CBOR Data Items" of RFC 8949,
// appendix A: diagnostic notation and bytes.
var appendixA = []struct {
	diagnostic, hex string
}{
	{`0`, "00"}, {`1`, "01"}, {`10`, "0a"}, {`23`, "17"}, {`24`, "1818"}, {`25`, "1819"}, {`100`, "1864"},
	{`1000`, "1903e8"}, {`1000000`, "1a000f4240"}, {`1000000000000`, "1b000000e8d4a51000"},
	{`18446744073709551615`, "1bffffffffffffffff"}, {`18446744073709551616`, "c249010000000000000000"},
	{`-18446744073709551616`, "3bffffffffffffffff"}, {`-18446744073709551617`, "c349010000000000000000"},
	{`-1`, "20"}, {`-10`, "29"}, {`-100`, "3863"}, {`-1000`, "3903e7"},
	{`0.0`, "f90000"}, {`-0.0`, "f98000"}, {`1.0`, "f93c00"}, {`1.1`, "fb3ff199999999999a"}, {`1.5`, "f93e00"},
	{`65504.0`, "f97bff"}, {`100000.0`, "fa47c35000"}, {`3.4028234663852886e+38`, "fa7f7fffff"},
	{`1.0e+300`, "fb7e37e43c8800759c"}, {`5.960464477539063e-8`, "f90001"}, {`0.00006103515625`, "f90400"},
	{`-4.0`, "f9c400"}, {`-4.1`, "fbc010666666666666"},
	{`Infinity`, "f97c00"}, {`NaN`, "f97e00"}, {`-Infinity`, "f9fc00"},
	{`Infinity`, "fa7f800000"}, {`NaN`, "fa7fc00000"}, {`-Infinity`, "faff800000"},
	{`Infinity`, "fb7ff0000000000000"}, {`NaN`, "fb7ff8000000000000"}, {`-Infinity`, "fbfff0000000000000"},
	{`false`, "f4"}, {`true`, "f5"}, {`null`, "f6"}, {`undefined`, "f7"}, {`simple(16)`, "f0"}, {`simple(255)`, "f8ff"},
	{`0("2013-03-21T20:04:00Z")`, "c074323031332d30332d32315432303a30343a30305a"},
	{`1(1363896240)`, "c11a514b67b0"}, {`1(1363896240.5)`, "c1fb41d452d9ec200000"},
	{`23(h'01020304')`, "d74401020304"}, {`24(h'6449455446')`, "d818456449455446"},
	{`32("http://www.example.com")`, "d82076687474703a2f2f7777772e6578616d706c652e636f6d"},
	{`h''`, "40"}, {`h'01020304'`, "4401020304"},
	{`""`, "60"}, {`"a"`, "6161"}, {`"IETF"`, "6449455446"}, {`"\"\\"`, "62225c"}, {`"ü"`, "62c3bc"}, {`"水"`, "63e6b0b4"}, {`"𐅑"`, "64f0908591"},
	{`[]`, "80"}, {`[1, 2, 3]`, "83010203"}, {`[1, [2, 3], [4, 5]]`, "8301820203820405"},
	{`[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]`, "98190102030405060708090a0b0c0d0e0f101112131415161718181819"},
	{`{}`, "a0"}, {`{1: 2, 3: 4}`, "a201020304"}, {`{"a": 1, "b": [2, 3]}`, "a26161016162820203"}, {`["a", {"b": "c"}]`, "826161a161626163"},
	{`{"a": "A", "b": "B", "c": "C", "d": "D", "e": "E"}`, "a56161614161626142616361436164614461656145"},
	{`(_ h'0102', h'030405')`, "5f42010243030405ff"}, {`(_ "strea", "ming")`, "7f657374726561646d696e67ff"},
	{`[_ ]`, "9fff"}, {`[_ 1, [2, 3], [_ 4, 5]]`, "9f018202039f0405ffff"}, {`[_ 1, [2, 3], [4, 5]]`, "9f01820203820405ff"},
	{`[1, [2, 3], [_ 4, 5]]`, "83018202039f0405ff"}, {`[1, [_ 2, 3], [4, 5]]`, "83019f0203ff820405"},
	{`[_ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]`, "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff"},
	{`{_ "a": 1, "b": [_ 2, 3]}`, "bf61610161629f0203ffff"}, {`["a", {_ "b": "c"}]`, "826161bf61626163ff"},
	{`{_ "Fun": true, "Amt": -2}`, "bf6346756ef563416d7421ff"},
}

func TestAppendixARead(t *testing.T) {
	for _, c := range appendixA {
		b, err := hex.DecodeString(c.hex)
		if err != nil {
			t.Fatal(err)
		}
		r := Reader{Rest: b}
		if got := diagnose(t, &r); got != c.diagnostic {
			t.Errorf("%s reads as %s, want %s", c.hex, got, c.diagnostic)
		}
		if len(r.Rest) != 0 {
			t.Errorf("%s leaves %x", c.hex, r.Rest)
		}
		s := Reader{Rest: b}
		h, err := s.Next()
		if err == nil {
			err = s.Skip(h, MaxDepth)
		}
		if err != nil || len(s.Rest) != 0 {
			t.Errorf("%s is not skipped: %v, %x left", c.hex, err, s.Rest)
		}
		for n := range b { // no prefix of an item is one
			cut := Reader{Rest: b[:n]}
			h, err := cut.Next()
			if err == nil {
				err = cut.Skip(h, MaxDepth)
			}
			if err != ErrTruncated {
				t.Errorf("%x, cut: %v, want %v", b[:n], err, ErrTruncated)
			}
		}
	}
}

// TestAppendixAAppend writes the rows that hold what this package writes.
func TestAppendixAAppend(t *testing.T) {
	list := AppendArray(nil, 25)
	for i := range 25 {
		list = AppendInt(list, int64(i+1))
	}
	letters := AppendMap(nil, 5)
	for _, c := range []string{"a", "b", "c", "d", "e"} {
		letters = AppendText(AppendText(letters, c), strings.ToUpper(c))
	}
	for want, got := range map[string][]byte{
		"00": AppendInt(nil, 0), "01": AppendInt(nil, 1), "0a": AppendInt(nil, 10), "17": AppendInt(nil, 23),
		"1818": AppendInt(nil, 24), "1819": AppendInt(nil, 25), "1864": AppendInt(nil, 100), "1903e8": AppendInt(nil, 1000),
		"1a000f4240": AppendInt(nil, 1000000), "1b000000e8d4a51000": AppendInt(nil, 1000000000000),
		"1bffffffffffffffff": AppendUint(nil, math.MaxUint64), "20": AppendInt(nil, -1), "29": AppendInt(nil, -10),
		"3863": AppendInt(nil, -100), "3903e7": AppendInt(nil, -1000), "3b7fffffffffffffff": AppendInt(nil, math.MinInt64),
		"fb3ff199999999999a": AppendFloat64(nil, 1.1), "fa47c35000": AppendFloat32(nil, 100000), "fa7f7fffff": AppendFloat32(nil, math.MaxFloat32),
		"fb7e37e43c8800759c": AppendFloat64(nil, 1e300), "fbc010666666666666": AppendFloat64(nil, -4.1),
		"fa7f800000": AppendFloat32(nil, float32(math.Inf(1))), "fb7ff0000000000000": AppendFloat64(nil, math.Inf(1)),
		"faff800000": AppendFloat32(nil, float32(math.Inf(-1))), "fbfff0000000000000": AppendFloat64(nil, math.Inf(-1)),
		"f4": AppendBool(nil, false), "f5": AppendBool(nil, true), "f6": AppendNull(nil),
		"c11a514b67b0":         AppendInt(AppendTag(nil, TagEpoch), 1363896240),
		"c1fb41d452d9ec200000": AppendFloat64(AppendTag(nil, TagEpoch), 1363896240.5),
		"d74401020304":         AppendBytes(AppendTag(nil, 23), "\x01\x02\x03\x04"), "40": AppendBytes(nil, ""),
		"d82076687474703a2f2f7777772e6578616d706c652e636f6d": AppendText(AppendTag(nil, 32), "http://www.example.com"),
		"60": AppendText(nil, ""), "6449455446": AppendText(nil, "IETF"), "64f0908591": AppendText(nil, "𐅑"),
		"80": AppendArray(nil, 0), "a0": AppendMap(nil, 0), "a56161614161626142616361436164614461656145": letters,
		"98190102030405060708090a0b0c0d0e0f101112131415161718181819": list,
	} {
		if hex.EncodeToString(got) != want {
			t.Errorf("%x, want %s", got, want)
		}
	}
}

// diagnose reads an item and writes it in diagnostic notation (RFC 8949,
// section 8).
func diagnose(t *testing.T, r *Reader) string {
	t.Helper()
	h, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	switch h.Major {
	case Uint:
		return strconv.FormatUint(h.Arg, 10)
	case Negative:
		n := new(big.Int).SetUint64(h.Arg)
		return n.Not(n).String()
	case Bytes, Text:
		if !h.Indefinite {
			return diagnoseString(t, r, h)
		}
		return "(_ " + diagnoseElements(t, r, h) + ")"
	case Array:
		return bracket("[", h) + diagnoseElements(t, r, h) + "]"
	case Map:
		return bracket("{", h) + diagnoseElements(t, r, h) + "}"
	case Tag:
		return diagnoseTag(t, r, h)
	case Float:
		return diagnoseFloat(h.Float())
	}
	if names := map[uint64]string{False: "false", True: "true", Null: "null", Undefined: "undefined"}; names[h.Arg] != "" {
		return names[h.Arg]
	}
	return "simple(" + strconv.FormatUint(h.Arg, 10) + ")"
}

func bracket(b string, h Head) string {
	if h.Indefinite {
		return b + "_ "
	}
	return b
}

func diagnoseElements(t *testing.T, r *Reader, h Head) string {
	t.Helper()
	var list []string
	for {
		more, err := r.More(&h)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return strings.Join(list, ", ")
		}
		text := diagnose(t, r)
		if h.Major == Map {
			text += ": " + diagnose(t, r)
		}
		list = append(list, text)
	}
}

func diagnoseString(t *testing.T, r *Reader, h Head) string {
	t.Helper()
	b, err := r.String(h)
	if err != nil {
		t.Fatal(err)
	}
	if h.Major == Text {
		return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(string(b)) + `"`
	}
	return "h'" + hex.EncodeToString(b) + "'"
}

func diagnoseTag(t *testing.T, r *Reader, h Head) string {
	t.Helper()
	if h.Arg != TagBignum && h.Arg != TagNegativeBignum {
		return strconv.FormatUint(h.Arg, 10) + "(" + diagnose(t, r) + ")"
	}
	content, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.String(content)
	if err != nil {
		t.Fatal(err)
	}
	n := new(big.Int).SetBytes(b)
	if h.Arg == TagNegativeBignum {
		n.Not(n)
	}
	return n.String()
}

// diagnoseFloat writes floats the way the RFC's table does.
func diagnoseFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64), "+") + "inity"
	case f != 0 && (math.Abs(f) < 1e-5 || math.Abs(f) >= 1e21):
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'e', -1, 64), "e")
		if !strings.Contains(mantissa, ".") {
			mantissa += ".0"
		}
		return mantissa + "e" + strings.Replace(exponent, "-0", "-", 1)
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}
