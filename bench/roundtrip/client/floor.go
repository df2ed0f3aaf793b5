package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// The floor is a request written down once, signed by hand over net/http: the
// signing key is kept, only the date changes, and of the answer nothing is read
// but what is wanted.
type hand struct {
	client  *http.Transport
	url     *url.URL
	method  string
	body    string
	headers http.Header // that every request has
	before  string      // the canonical request up to the date
	after   string      // and behind it
	names   string
	service string

	mu   sync.Mutex
	day  string
	macs *sync.Pool // of hash.Hash with the day's signing key
}

// transport keeps as many connections as goroutines may need.
func transport() *http.Transport {
	return &http.Transport{MaxIdleConnsPerHost: 512, DisableCompression: true}
}

func newHand(endpoint, method, path, service, body string, headers ...string) (*hand, error) {
	u, err := url.Parse(endpoint + path)
	if err != nil {
		return nil, err
	}
	h := &hand{client: transport(), url: u, method: method, body: body, service: service, headers: http.Header{"X-Amz-Security-Token": {token}}}
	sum := sha256.Sum256([]byte(body))
	payload := hex.EncodeToString(sum[:])
	h.before = method + "\n" + path + "\n\n"
	var last string
	for i := 0; i < len(headers); i += 2 {
		name, value := headers[i], headers[i+1]
		if value == "" {
			value = payload
		}
		h.headers.Set(name, value)
		if name < "host" {
			h.before += name + ":" + value + "\n"
		} else if name < "x-amz-date" {
			last += name + ":" + value + "\n"
		}
	}
	h.before += "host:" + u.Host + "\n" + last + "x-amz-date:"
	h.after = "\nx-amz-security-token:" + token + "\n"
	for i := 0; i < len(headers); i += 2 {
		if headers[i] > "x-amz-security-token" {
			h.after += headers[i] + ":" + headers[i+1] + "\n"
		}
	}
	switch service {
	case "dynamodb":
		h.names = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
	default:
		h.names = "host;x-amz-content-sha256;x-amz-date;x-amz-security-token"
	}
	h.after += "\n" + h.names + "\n" + payload
	return h, nil
}

// mac is one with the signing key of a day.
func (h *hand) mac(day string) (hash.Hash, *sync.Pool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.day != day {
		key := []byte("AWS4" + secret)
		for _, part := range []string{day, region, h.service, "aws4_request"} {
			m := hmac.New(sha256.New, key)
			m.Write([]byte(part))
			key = m.Sum(nil)
		}
		h.day, h.macs = strings.Clone(day), &sync.Pool{New: func() any { return hmac.New(sha256.New, key) }}
	}
	return h.macs.Get().(hash.Hash), h.macs
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// do makes the call and gives the answer's body to check.
func (h *hand) do(check func([]byte) bool) error {
	date := time.Now().UTC().Format("20060102T150405Z")
	canonical := make([]byte, 0, 2048)
	canonical = append(append(append(canonical, h.before...), date...), h.after...)
	sum := sha256.Sum256(canonical)
	scope := date[:8] + "/" + region + "/" + h.service + "/aws4_request"
	mac, macs := h.mac(date[:8])
	mac.Reset()
	mac.Write(hex.AppendEncode(append(canonical[:0], "AWS4-HMAC-SHA256\n"+date+"\n"+scope+"\n"...), sum[:]))
	signature := mac.Sum(canonical[:0])
	macs.Put(mac)
	header := make(http.Header, 8)
	for name, values := range h.headers {
		header[name] = values
	}
	header["X-Amz-Date"] = []string{date}
	header["Authorization"] = []string{"AWS4-HMAC-SHA256 Credential=" + access + "/" + scope + ", SignedHeaders=" + h.names + ", Signature=" + hex.EncodeToString(signature)}
	r := (&http.Request{Method: h.method, URL: h.url, Host: h.url.Host, Header: header, ContentLength: int64(len(h.body))}).WithContext(ctx)
	if h.body != "" {
		r.Body = io.NopCloser(strings.NewReader(h.body))
	}
	answer, err := h.client.RoundTrip(r)
	if err != nil {
		return err
	}
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	_, err = b.ReadFrom(answer.Body)
	answer.Body.Close()
	if err == nil {
		err = right(answer.StatusCode == http.StatusOK && check(b.Bytes()))
	}
	return err
}

func byHand(endpoint string) (func() error, error) {
	h, err := newHand(endpoint, "POST", "/", "dynamodb", `{"TableName":"users","Key":{"id":{"S":"user-1"}}}`,
		"content-type", "application/x-amz-json-1.0", "x-amz-target", "DynamoDB_20120810.GetItem")
	return func() error {
		return h.do(func(text []byte) bool {
			_, got, ok := bytes.Cut(text, []byte(`"name":{"S":"`))
			return ok && bytes.HasPrefix(got, []byte(name+`"`))
		})
	}, err
}

func byHandS3(endpoint string) (func() error, error) {
	h, err := newHand(endpoint, "GET", "/"+bucket+"/"+key, "s3", "", "x-amz-content-sha256", "")
	return func() error {
		return h.do(func(text []byte) bool { return len(text) == size })
	}, err
}
