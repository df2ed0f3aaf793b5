package lite_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// TestExpectHeader: only large streams wait, and the header is not signed.
func TestExpectHeader(t *testing.T) {
	large := strings.Repeat("x", 2<<20)
	for name, tt := range map[string]struct {
		op   lite.Operation
		body any
		want string
	}{
		"large stream": {s3.PutObject, strings.NewReader(large), "100-continue"},
		"large part":   {s3.UploadPart, strings.NewReader(large), "100-continue"},
		"small stream": {s3.PutObject, strings.NewReader(large[1:]), ""},
		"bytes":        {s3.PutObject, large, ""},
		"no length":    {s3.PutObject, io.MultiReader(strings.NewReader(large)), ""}, // read whole, to have one
	} {
		c, s := client(t, s3.Service, answer{status: 200})
		params := lite.Map{"Bucket": "orders", "Key": "k", "Body": tt.body}
		if tt.op == s3.UploadPart {
			params["PartNumber"], params["UploadId"] = 1, "u"
		}
		if _, err := c.Call(t.Context(), tt.op, params); err != nil {
			t.Fatal(err)
		}
		if h := s.sent[0].header; h["expect"] != tt.want || strings.Contains(h["authorization"], "expect") {
			t.Errorf("%s: %v", name, h)
		}
	}
}

// TestExpectContinue: a server that refuses gets no byte of the body, one that
// says to continue gets all of it.
func TestExpectContinue(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	bytes := make(chan int64, 2)
	go func() {
		for _, refuse := range []bool{true, false} {
			c, err := l.Accept()
			if err != nil {
				return
			}
			r, err := http.ReadRequest(bufio.NewReader(c))
			if err != nil {
				bytes <- -1
				continue
			}
			if refuse {
				io.WriteString(c, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				c.(*net.TCPConn).CloseWrite()
				n, _ := io.Copy(io.Discard, c)
				bytes <- n
			} else {
				io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n")
				n, _ := io.Copy(io.Discard, r.Body)
				io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
				bytes <- n
			}
			c.Close()
		}
	}()
	cfg := config(nil)
	cfg.Transport, cfg.Endpoint = nil, "http://"+l.Addr().String()
	c := lite.New(s3.Service, cfg)
	body := strings.NewReader(strings.Repeat("x", 3<<20))
	_, err = c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": body})
	if e, ok := errors.AsType[*lite.Error](err); !ok || e.Status != 403 {
		t.Fatal(err)
	}
	if n := <-bytes; n != 0 {
		t.Errorf("%d bytes of the body were sent to a server that refused", n)
	}
	body.Seek(0, io.SeekStart)
	if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "orders", "Key": "k", "Body": body}); err != nil {
		t.Fatal(err)
	}
	if n := <-bytes; n != 3<<20 {
		t.Errorf("%d bytes of the body were sent", n)
	}
}
