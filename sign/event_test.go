package sign

import (
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// A signed message decodes, by plain code, to what went in, and its signature is
// the slow twin's, also past midnight.
func FuzzEventMessage(f *testing.F) {
	f.Add([]byte(""), int64(0), byte(1))
	f.Add([]byte("message"), int64(86400), byte(2))
	f.Add([]byte(strings.Repeat("m", 300)), int64(-3), byte(3))
	f.Fuzz(func(t *testing.T, payload []byte, later int64, n byte) {
		ch := testChain(t)
		previous := testSeed
		for range n%4 + 1 {
			at := testTime.Add(time.Duration(later%1e6) * time.Second)
			out, err := ch.AppendEventMessage([]byte("before"), payload, at)
			if err != nil {
				t.Fatal(err)
			}
			m := out[len("before"):]
			body, sum := m[:len(m)-4], m[len(m)-4:]
			if int(binary.BigEndian.Uint32(m)) != len(m) || crc32.ChecksumIEEE(m[:8]) != binary.BigEndian.Uint32(m[8:]) || crc32.ChecksumIEEE(body) != binary.BigEndian.Uint32(sum) {
				t.Fatalf("frame %x", m)
			}
			headers := body[12 : 12+binary.BigEndian.Uint32(m[4:])]
			if got := body[12+len(headers):]; string(got) != string(payload) {
				t.Fatalf("payload %q, want %q", got, payload)
			}
			signature, date, ok := strings.Cut(string(headers), "\x05:date\x08")
			if !ok || len(date) != 8 || int64(binary.BigEndian.Uint64([]byte(date))) != at.UnixMilli() {
				t.Fatalf("headers %q", headers)
			}
			previous = slowEvent(previous, "\x05:date\x08"+date, string(payload), at)
			if want := "\x10:chunk-signature\x06\x00\x20" + string(unhexString(t, previous)); signature != want {
				t.Fatalf("signature header %x, want %x", signature, want)
			}
			later += 50000
		}
	})
}

func slowEvent(previous, headers, payload string, at time.Time) string {
	date := at.UTC().Format("20060102T150405Z")
	scope := strings.Join([]string{date[:8], testScope.Region, testScope.Service, "aws4_request"}, "/")
	key := slowMAC([]byte("AWS4"+testCreds.SecretAccessKey), date[:8])
	key = slowMAC(slowMAC(slowMAC(key, testScope.Region), testScope.Service), "aws4_request")
	return hex.EncodeToString(slowMAC(key, strings.Join([]string{"AWS4-HMAC-SHA256-PAYLOAD", date, scope, previous, slowHash(headers), slowHash(payload)}, "\n")))
}

func TestEventBadInput(t *testing.T) {
	ch := testChain(t)
	_, err := ch.AppendEventMessage(nil, make([]byte, 24<<20+1), testTime)
	wantError(t, err, "event", testCreds)
	_, err = ch.AppendEventMessage(nil, nil, time.Time{})
	wantError(t, err, ErrNoTime.Error(), testCreds)
	_, err = ch.AppendEvent(nil, nil, nil, time.Time{})
	wantError(t, err, ErrNoTime.Error(), testCreds)
	if string(ch.previous) != testSeed {
		t.Error("refused events are in the chain")
	}
}

func TestSeedSignature(t *testing.T) {
	var s Signer
	r := testRequest()
	if got := SeedSignature(r); got != "" {
		t.Errorf("unsigned: %q", got)
	}
	if err := s.Presign(r, testCreds, testScope, time.Minute); err != nil {
		t.Fatal(err)
	}
	if got := SeedSignature(r); len(got) != 64 || !strings.HasSuffix(r.Query, got) {
		t.Errorf("presigned: %q", got)
	}
	if err := s.Sign(r, testCreds, testScope); err != nil {
		t.Fatal(err)
	}
	if got := SeedSignature(r); len(got) != 64 || !strings.HasSuffix(header(r.Headers, headerAuthorization), got) {
		t.Errorf("signed: %q", got)
	}
}

func TestEventAllocs(t *testing.T) {
	ch, dst, payload := testChain(t), make([]byte, 0, 1024), make([]byte, 100)
	testkit.WantAllocs(t, 0, func() {
		var err error
		if dst, err = ch.AppendEventMessage(dst[:0], payload, testTime); err != nil {
			t.Fatal(err)
		}
	})
}
