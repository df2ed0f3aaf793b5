package sign

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

type badReader struct{ n int }

func (b badReader) Read(p []byte) (int, error) { return b.n, nil }

func TestChunkedBodyErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, payload := range []string{StreamingUnsignedTrailer, StreamingSigned} {
		var ch *Chain
		if payload == StreamingSigned {
			ch = testChain(t)
		}
		for _, tt := range []struct {
			name    string
			body    io.Reader
			decoded int64
			want    error
		}{
			{"short", strings.NewReader("abc"), 4, io.ErrUnexpectedEOF},
			{"short with data", iotest.DataErrReader(strings.NewReader("abc")), 4, io.ErrUnexpectedEOF},
			{"long", strings.NewReader("abcde"), 4, ErrBodyLength},
			{"not empty", strings.NewReader("a"), 0, ErrBodyLength},
			{"broken", io.MultiReader(strings.NewReader("ab"), iotest.ErrReader(broken)), 4, broken},
			{"broken, length unknown", io.MultiReader(strings.NewReader("ab"), iotest.ErrReader(broken)), -1, broken},
			{"broken at the end", io.MultiReader(strings.NewReader("abcd"), iotest.ErrReader(broken)), 4, broken},
			{"no progress", badReader{0}, 4, io.ErrNoProgress},
			{"negative count", badReader{-1}, 4, errBodyCount},
			{"impossible count", badReader{1 << 20}, 4, errBodyCount},
		} {
			form := Chunked{Payload: payload, Size: 2}
			r, err := form.Reader(tt.body, tt.decoded, ch)
			if err != nil {
				t.Fatal(err)
			}
			_, err = io.ReadAll(r)
			if err != tt.want {
				t.Errorf("%s, %s: %v, want %v", payload, tt.name, err, tt.want)
			}
			if n, err := r.Read(make([]byte, 9)); n != 0 || err != tt.want {
				t.Errorf("%s, %s, again: %d, %v", payload, tt.name, n, err)
			}
		}
	}
}

func TestChunkReaderClose(t *testing.T) {
	form := Chunked{Payload: StreamingSigned}
	r, err := form.Reader(strings.NewReader(strings.Repeat("x", 200000)), 200000, testChain(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	r.Close()
	r.Close()
	if n, err := r.Read(make([]byte, 100)); n != 0 || err != errChunkClosed {
		t.Errorf("after Close: %d, %v", n, err)
	}

	var wg sync.WaitGroup // as a transport does: close while another goroutine reads
	for range 20 {
		r, err := form.Reader(strings.NewReader(strings.Repeat("x", 200000)), -1, testChain(t))
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { io.Copy(io.Discard, r) })
		wg.Go(func() { r.Close() })
	}
	wg.Wait()
}

func TestChunkAllocs(t *testing.T) {
	ch, dst, data := testChain(t), make([]byte, 0, 64), make([]byte, 100)
	testkit.WantAllocs(t, 0, func() {
		var err error
		if dst, err = ch.AppendChunk(dst[:0], data); err != nil {
			t.Fatal(err)
		}
	})
	payload := bytes.NewReader(make([]byte, 1<<20))
	form := Chunked{Payload: StreamingSigned}
	p := make([]byte, 32<<10)
	testkit.WantAllocs(t, 6, func() { // the reader, its buffer's box, the end's text, the probe; none a chunk
		payload.Seek(0, io.SeekStart)
		r, err := form.Reader(payload, 1<<20, ch)
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = r.Read(p)
		}
		if err != io.EOF {
			t.Fatal(err)
		}
	})
}

func BenchmarkChunked(b *testing.B) {
	body := bytes.NewReader(make([]byte, 1<<20))
	p := make([]byte, 32<<10)
	for _, payload := range []string{StreamingUnsignedTrailer, StreamingSigned} {
		b.Run(payload, func(b *testing.B) {
			form := Chunked{Payload: payload}
			var ch *Chain
			if payload == StreamingSigned {
				ch = testChain(b)
			}
			b.SetBytes(1 << 20)
			b.ReportAllocs()
			for b.Loop() {
				body.Seek(0, io.SeekStart)
				r, err := form.Reader(body, 1<<20, ch)
				for err == nil {
					_, err = r.Read(p)
				}
				if err != io.EOF {
					b.Fatal(err)
				}
			}
		})
	}
}
