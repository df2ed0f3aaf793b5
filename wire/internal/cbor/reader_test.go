package cbor

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor/cbortest"
)

// skip reads one item of b with the Reader and gives its length.
func skip(b []byte) (n int, err error) {
	r := Reader{Rest: b}
	h, err := r.Next()
	if err == nil {
		err = r.Skip(h, MaxDepth)
	}
	return len(b) - len(r.Rest), err
}

func TestMalformed(t *testing.T) {
	for _, c := range []struct {
		hex  string
		want error
	}{
		{"", ErrTruncated},
		{"1c", ErrReserved}, {"3d", ErrReserved}, {"5e", ErrReserved}, {"fc", ErrReserved},
		{"1f", ErrReserved}, {"3f", ErrReserved}, {"df00", ErrReserved},
		{"f800", ErrReserved}, {"f81f", ErrReserved}, // simple values below 32 in two bytes
		{"ff", ErrBreak}, {"81ff", ErrBreak}, {"a1ff", ErrBreak}, {"a100ff", ErrBreak}, {"c1ff", ErrBreak},
		{"bf00ff", ErrBreak}, // a key without value
		{"5f00ff", ErrChunk}, {"5f6161ff", ErrChunk}, {"7f4161ff", ErrChunk}, {"5f5f4100ffff", ErrChunk},
		{"5bffffffffffffffff", ErrTruncated}, {"7b7fffffffffffffff61", ErrTruncated}, // longer than memory
		{"9bffffffffffffffff00", ErrTruncated}, {"bbffffffffffffffff0000", ErrTruncated},
		{"9f", ErrTruncated}, {"5f4100", ErrTruncated}, {"c2", ErrTruncated},
	} {
		b, _ := hex.DecodeString(c.hex)
		if _, err := skip(b); err != c.want {
			t.Errorf("%s: %v, want %v", c.hex, err, c.want)
		}
	}
}

func TestSkipDepth(t *testing.T) {
	for _, open := range []string{"\x81", "\x9f", "\xa1\x00", "\xc1", "\xbf\x00"} {
		item := func(levels int) []byte { return []byte(strings.Repeat(open, levels) + "\x00") }
		end := bytes.Repeat([]byte{0xff}, MaxDepth)
		if _, err := skip(append(item(MaxDepth), end...)); err != nil {
			t.Errorf("%x × %d: %v", open, MaxDepth, err)
		}
		if _, err := skip(item(MaxDepth + 1)); !errors.Is(err, ErrDepth) {
			t.Errorf("%x × %d: %v, want %v", open, MaxDepth+1, err, ErrDepth)
		}
		if _, err := skip(item(1 << 20)); !errors.Is(err, ErrDepth) {
			t.Errorf("%x × 2^20: %v, want %v", open, err, ErrDepth)
		}
	}
}

func TestStringView(t *testing.T) {
	b := []byte("\x43abc\x00")
	r := Reader{Rest: b}
	h, _ := r.Next()
	s, err := r.String(h)
	if err != nil || string(s) != "abc" {
		t.Fatalf("%q, %v", s, err)
	}
	if cap(s) != 3 {
		t.Error("the view reaches behind the string: an append would write into the input")
	}
}

// TestHalf checks all half floats against another way of reading them.
func TestHalf(t *testing.T) {
	for bits := range 1 << 16 {
		b := []byte{0xf9, byte(bits >> 8), byte(bits)}
		item, _, err := cbortest.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		h, _, err := consumeHead(b)
		if err != nil || h.Major != Float {
			t.Fatalf("%x: %v, %v", b, h, err)
		}
		want, _, _ := cbortest.Decode(AppendFloat64(nil, h.Float()))
		if item != want {
			t.Fatalf("%x is %v, want %v", b, want, item)
		}
	}
}

func TestReaderAllocs(t *testing.T) {
	b := AppendMap(nil, 3)
	b = AppendArray(AppendText(b, "list"), 2)
	b = AppendFloat64(AppendInt(b, 1<<40), 1.5)
	b = AppendBytes(AppendText(b, "bytes"), "content")
	b = AppendInt(AppendTag(AppendText(b, "time"), TagEpoch), 1)
	testkit.WantAllocs(t, 0, func() {
		if _, err := skip(b); err != nil {
			t.Error(err)
		}
	})
	dst := make([]byte, 0, 64)
	testkit.WantAllocs(t, 0, func() { dst = AppendText(AppendInt(dst[:0], math.MinInt64), "text") })
}

// FuzzSkip compares the Reader with the slow decoder: the same bytes are
// well-formed, and the items are of the same length.
func FuzzSkip(f *testing.F) {
	for _, c := range appendixA {
		b, _ := hex.DecodeString(c.hex)
		f.Add(b)
	}
	f.Add([]byte("\x9f\xff\x00"))
	f.Add([]byte("\x5f\x41\x00\x61a\xff"))
	f.Add([]byte("\xbf\x00\xff"))
	f.Add(bytes.Repeat([]byte{0x81}, 200))
	f.Add([]byte("\x9b\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := skip(b)
		_, want, slowErr := cbortest.Decode(b)
		if (err == nil) != (slowErr == nil) {
			t.Fatalf("%x: %v, the slow decoder says %v", b, err, slowErr)
		}
		if err == nil && n != want {
			t.Fatalf("%x: %d bytes, want %d", b, n, want)
		}
	})
}

// FuzzAppend writes an item of every kind and reads it back.
func FuzzAppend(f *testing.F) {
	f.Add(int64(-1), uint64(1<<63), 1.5, float32(0.1), "text", []byte{0}, true)
	f.Add(int64(math.MinInt64), uint64(255), math.NaN(), float32(math.Inf(1)), "", []byte(nil), false)
	f.Fuzz(func(t *testing.T, i int64, u uint64, d float64, s float32, text string, blob []byte, yes bool) {
		b := AppendFloat32(AppendFloat64(AppendUint(AppendInt(nil, i), u), d), s)
		b = AppendBool(AppendBytes(AppendText(b, text), string(blob)), yes)
		r := Reader{Rest: b}
		next := func() Head {
			h, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			return h
		}
		if h := next(); h.Major == Uint && h.Arg != uint64(i) || h.Major == Negative && ^h.Arg != uint64(i) || h.Major > Negative {
			t.Errorf("%v, want %d", h, i)
		}
		if h := next(); h.Major != Uint || h.Arg != u {
			t.Errorf("%v, want %d", h, u)
		}
		if h := next(); h.Major != Float || h.Arg != math.Float64bits(d) {
			t.Errorf("%v, want %v", h.Float(), d)
		}
		if h := next(); h.Major != Float || float32(h.Float()) != s && s == s {
			t.Errorf("%v, want %v", h.Float(), s)
		}
		h := next()
		if got, err := r.String(h); err != nil || h.Major != Text || string(got) != text {
			t.Errorf("%q, %v, want %q", got, err, text)
		}
		h = next()
		if got, err := r.String(h); err != nil || h.Major != Bytes || !bytes.Equal(got, blob) {
			t.Errorf("%q, %v, want %q", got, err, blob)
		}
		if h := next(); h.Major != Simple || (h.Arg == True) != yes || len(r.Rest) != 0 {
			t.Errorf("%v, want %v", h, yes)
		}
	})
}

func BenchmarkSkip(b *testing.B) {
	item := AppendArray(nil, 1000)
	for i := range 1000 {
		item = AppendFloat64(AppendText(AppendMap(item, 1), "value"), float64(i))
	}
	b.SetBytes(int64(len(item)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := skip(item); err != nil {
			b.Fatal(err)
		}
	}
}
