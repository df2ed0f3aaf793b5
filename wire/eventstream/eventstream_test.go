package eventstream

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// event is a message as services send it.
func event(t testing.TB) []byte {
	var h Headers
	for _, x := range []struct{ name, value string }{{":message-type", "event"}, {":event-type", "chunk"}, {":content-type", "application/json"}} {
		var err error
		if h, err = h.Append(x.name, StringValue(x.value)); err != nil {
			t.Fatal(err)
		}
	}
	frame, err := Append(nil, h, []byte(`{"bytes":"eyJ4IjoxfQ=="}`))
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

// frame is a frame with right checksums around whatever is given.
func frame(headersLen int, content []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(minFrame+len(content)))
	b = binary.BigEndian.AppendUint32(b, uint32(headersLen))
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
	b = append(b, content...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

func TestValues(t *testing.T) {
	at := time.UnixMilli(1700000000123).UTC()
	var h Headers
	for name, v := range map[string]Value{
		"t": BoolValue(true), "f": BoolValue(false), "1": Int8Value(-128), "2": Int16Value(-32768), "4": Int32Value(-1 << 31), "8": Int64Value(-1 << 63),
		"b": BytesValue([]byte{0, 255}), "s": StringValue("ü"), "at": TimestampValue(at), "u": UUIDValue([16]byte{15: 1}),
	} {
		var err error
		if h, err = h.Append(name, v); err != nil {
			t.Fatal(err)
		}
	}
	b, err := Append(nil, h, nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	get := func(name string) Value { v, _ := m.Headers.Get(name); return v }
	switch {
	case !get("t").Bool(), get("f").Bool(), get("1").Int() != -128, get("2").Int() != -32768, get("4").Int() != -1<<31, get("8").Int() != -1<<63,
		get("b").Str() != "\x00\xff", m.Headers.Text("s") != "ü", !get("at").Time().Equal(at), get("u").Bytes()[15] != 1:
		t.Errorf("%+v", m)
	case m.Headers.Text("b") != "", m.Headers.Text("no") != "":
		t.Error("bytes, and what is absent, are no text")
	}
}

func TestRefusedHeaders(t *testing.T) {
	long := strings.Repeat("x", 256)
	for name, x := range map[string]struct {
		name string
		v    Value
		want error
	}{
		"no name": {"", BoolValue(true), ErrHeader}, "a long name": {long, BoolValue(true), ErrHeader}, "a name that is no UTF-8": {"\xff", BoolValue(true), ErrHeader},
		"a long value": {"x", BytesValue(make([]byte, 1<<16)), ErrHeader}, "a text that is no UTF-8": {"x", StringValue("\xff"), ErrHeader},
		"an unknown type": {"x", Value{Type: 10}, ErrHeaderType}, "a second one": {"a", BoolValue(true), ErrHeaderTwice},
	} {
		h, _ := Headers(nil).Append("a", BoolValue(true))
		if got, err := h.Append(x.name, x.v); err != x.want || !bytes.Equal(got, h) {
			t.Errorf("%s: %v, %d bytes", name, err, len(got))
		}
	}
	var h Headers
	var err error
	for c := byte('a'); err == nil; c++ {
		h, err = h.Append(string(c), BytesValue(make([]byte, 60<<10)))
	}
	if err != ErrLength || len(h) > MaxHeaders {
		t.Errorf("too many bytes of headers: %v, %d", err, len(h))
	}
	if _, err := Append(nil, nil, make([]byte, MaxPayload+1)); err != ErrLength {
		t.Errorf("too large a payload: %v", err)
	}
	if _, err := Append(nil, make(Headers, MaxHeaders+1), nil); err != ErrLength {
		t.Errorf("too many headers: %v", err)
	}
}

// TestManyHeaders has more headers than are compared each with each.
func TestManyHeaders(t *testing.T) {
	var h []byte
	for i := range 30000 {
		h = append(h, 2, byte(i>>7)&0x7f, byte(i)&0x7f, byte(True))
		if i>>7 > 127 {
			break
		}
	}
	h = h[:4*128*100]
	if err := Headers(h).check(); err != nil {
		t.Error(err)
	}
	if err := Headers(append(h, h[4*5000:4*5001]...)).check(); err != ErrHeaderTwice {
		t.Errorf("two of one name: %v", err)
	}
	if err := Headers(append(h[:4*128*100:4*128*100], h[:4]...)).check(); err != ErrHeaderTwice {
		t.Errorf("two of one name, the first one early: %v", err)
	}
}

func TestParseRefuses(t *testing.T) {
	good := event(t)
	for name, x := range map[string]struct {
		frame []byte
		want  error
	}{
		"nothing": {nil, ErrLength}, "a part": {good[:len(good)-1], ErrLength}, "more": {append(good[:len(good):len(good)], 0), ErrLength},
		"headers beyond the frame":    {frame(5, []byte{1, 'a', 0}), ErrLength},
		"a name that is cut":          {frame(2, []byte{2, 'a'}), ErrHeader},
		"a header without a value":    {frame(2, []byte{1, 'a'}), ErrHeader},
		"a number that is cut":        {frame(4, []byte{1, 'a', byte(Int32), 0}), ErrHeader},
		"a string without a length":   {frame(4, []byte{1, 'a', byte(String), 0}), ErrHeader},
		"a string that is no UTF-8":   {frame(6, []byte{1, 'a', byte(String), 0, 1, 0xff}), ErrHeader},
		"the first type that is none": {frame(3, []byte{1, 'a', 10}), ErrHeaderType},
	} {
		if _, err := Parse(x.frame); err != x.want {
			t.Errorf("%s: %v, want %v", name, err, x.want)
		}
	}
}

func TestReader(t *testing.T) {
	one := event(t)
	stream := append(append([]byte{}, one...), one...)
	for cut := range len(stream) {
		r := NewReader(iotest.HalfReader(bytes.NewReader(stream[:cut])))
		n := 0
		var err error
		for buf := []byte(nil); err == nil; n++ {
			_, buf, err = r.Next(buf)
		}
		want, messages := io.ErrUnexpectedEOF, cut/len(one)
		if cut%len(one) == 0 {
			want = io.EOF
		}
		if err != want || n-1 != messages {
			t.Fatalf("cut at %d: %d messages, %v", cut, n-1, err)
		}
		if _, _, again := r.Next(nil); again != want {
			t.Fatalf("cut at %d: after the error %v", cut, again)
		}
	}
	broken := errors.New("broken")
	if _, _, err := NewReader(io.MultiReader(bytes.NewReader(one[:20]), iotest.ErrReader(broken))).Next(nil); err != broken {
		t.Errorf("a broken connection is %v", err)
	}
}

// TestReaderReadsNoFurther wants a message as soon as it is there.
func TestReaderReadsNoFurther(t *testing.T) {
	one := event(t)
	source := bytes.NewReader(append(append([]byte{}, one...), one...))
	if _, _, err := NewReader(source).Next(nil); err != nil || source.Len() != len(one) {
		t.Errorf("%v, %d bytes left, want %d", err, source.Len(), len(one))
	}
}

// TestReaderGrowsWithTheStream promises 24 MiB and sends little.
func TestReaderGrowsWithTheStream(t *testing.T) {
	b, err := Append(nil, nil, make([]byte, MaxPayload))
	if err != nil {
		t.Fatal(err)
	}
	_, got, err := NewReader(bytes.NewReader(b[:100])).Next(nil)
	if err != io.ErrUnexpectedEOF || cap(got) > 2*step {
		t.Errorf("%v, %d bytes", err, cap(got))
	}
	m, _, err := NewReader(bytes.NewReader(b)).Next(nil)
	if err != nil || len(m.Payload) != MaxPayload {
		t.Errorf("%v, %d bytes", err, len(m.Payload))
	}
}

func TestAllocs(t *testing.T) {
	one := event(t)
	source := bytes.NewReader(nil)
	r := NewReader(source)
	buf := make([]byte, 0, 512)
	testkit.WantAllocs(t, 0, func() {
		source.Reset(one)
		m, b, err := r.Next(buf)
		if buf = b; err != nil || m.Headers.Text(":event-type") != "chunk" {
			t.Fatal(err)
		}
	})
	var h Headers
	dst := make([]byte, 0, 512)
	testkit.WantAllocs(t, 0, func() {
		h, _ = h[:0].Append(":event-type", StringValue("chunk"))
		dst, _ = Append(dst[:0], h, one)
	})
}

// FuzzParse wants what is parsed to give the same frame when it is written
// again, and the reader to see what Parse sees, however the bytes come.
func FuzzParse(f *testing.F) {
	f.Add(event(f), uint8(1))
	f.Add(frame(3, []byte{1, 'a', 0}), uint8(5))
	f.Add(frame(0, nil), uint8(200))
	f.Fuzz(func(t *testing.T, b []byte, seed uint8) {
		if seed&1 != 0 && len(b) <= 1<<16 { // else no mutation gets past the checksums
			b = frame(int(seed)>>1, b)
		}
		m, err := Parse(b)
		got, _, readErr := NewReader(iotest.OneByteReader(bytes.NewReader(b))).Next(nil)
		if err == nil && (readErr != nil || !bytes.Equal(got.Headers, m.Headers) || !bytes.Equal(got.Payload, m.Payload)) {
			t.Fatalf("read %v, %v, parsed %v", got, readErr, m)
		}
		if err != nil {
			return
		}
		var h Headers
		for name, v := range m.Headers.All {
			if h, err = h.Append(name, v); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			if got, ok := m.Headers.Get(name); !ok || !sameValue(got, v) {
				t.Fatalf("%q: %v, %v", name, got, v)
			}
		}
		if again, err := Append(nil, h, m.Payload); err != nil || !bytes.Equal(again, b) {
			t.Fatalf("%x, %v, want %x", again, err, b)
		}
	})
}

// FuzzRoundTrip writes a message and reads it.
func FuzzRoundTrip(f *testing.F) {
	f.Add("name", "text", int64(-1), []byte("payload"))
	f.Fuzz(func(t *testing.T, name, text string, n int64, payload []byte) {
		values := []Value{StringValue(text), BytesValue([]byte(text)), Int64Value(n), Int8Value(int8(n)), Int16Value(int16(n)), Int32Value(int32(n)), BoolValue(n < 0), {Type: Timestamp, num: n}, UUIDValue([16]byte{3: byte(n)})}
		var h Headers
		var written []Value
		for i, v := range values {
			longer, err := h.Append(name+string(rune('a'+i)), v)
			if err == nil {
				h, written = longer, append(written, v)
			}
		}
		b, err := Append(nil, h, payload)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := NewReader(bytes.NewReader(b)).Next(nil)
		if err != nil || !bytes.Equal(m.Payload, payload) {
			t.Fatalf("%v, %v", m, err)
		}
		i := 0
		for _, v := range m.Headers.All {
			if !sameValue(v, written[i]) {
				t.Fatalf("%v, want %v", v, written[i])
			}
			i++
		}
		if i != len(written) {
			t.Fatalf("%d headers, want %d", i, len(written))
		}
	})
}

func BenchmarkReader(b *testing.B) {
	for name, size := range map[string]int{"token": 60, "records": 128 << 10} {
		b.Run(name, func(b *testing.B) {
			h, _ := Headers(nil).Append(":event-type", StringValue("chunk"))
			one, _ := Append(nil, h, make([]byte, size))
			source := bytes.NewReader(nil)
			r := NewReader(source)
			var buf []byte
			b.ReportAllocs()
			b.SetBytes(int64(len(one)))
			for b.Loop() {
				source.Reset(one)
				_, buf, _ = r.Next(buf)
			}
		})
	}
}
