package calls

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

// hand is the floor: a call of one operation written by hand over net/http's
// types. Whatever is the same in all calls is made once, the signing key too;
// the body is written, hashed and signed, and of JSON nothing is read or checked but
// what the others read and check. Listings in XML are read in one pass, with all that
// is in them, into structures that may be kept: see [markup].
type hand struct {
	a       *answer
	method  string
	url     *url.URL
	service string
	headers [][2]string // signed besides those of signing, in net/http's spelling
	body    func(dst []byte) []byte
	given   []byte // a body that is not written but given, and not hashed
	sum     bool   // with its CRC-32 in a header
	check   bool   // the answer's CRC-32, which is in a header
	payload string // hash of the payload; empty: of the body
	read    func(body []byte) bool

	first                string // of the canonical request: up to the checksum
	before, after, names string // … and around date and token
	day                  string
	mac                  hash.Hash
	memory               sync.Pool // of *[]byte
}

// checksumHeader sorts before x-amz-date.
const checksumHeader = "X-Amz-Checksum-Crc32"

// byHand makes the case of a hand-written call.
func byHand(thing string, h *hand) measure.Case {
	h.prepare()
	return measure.Case{Thing: thing, Peer: "floor", Run: h.call}
}

// prepare writes what is the same in all calls. Headers are sorted, those that
// sort before x-amz-date first.
func (h *hand) prepare() {
	h.before = h.method + "\n" + h.url.EscapedPath() + "\n" + h.url.RawQuery + "\n"
	all := append([][2]string{{"Host", h.url.Host}}, h.headers...)
	if h.sum {
		all = append(all, [2]string{checksumHeader, ""})
	}
	slices.SortFunc(all, func(a, b [2]string) int { return bytes.Compare([]byte(lower(a[0])), []byte(lower(b[0]))) })
	names, dated := "", false
	date := func() {
		h.before, names, dated = h.before+"x-amz-date:", names+"x-amz-date;x-amz-security-token;", true
		h.after = "\nx-amz-security-token:" + token + "\n"
	}
	for _, header := range all {
		name := lower(header[0])
		if !dated && name > "x-amz-date" {
			date()
		}
		if names += name + ";"; header[0] == checksumHeader {
			h.first, h.before = h.before+name+":", "\n"
		} else if dated {
			h.after += name + ":" + header[1] + "\n"
		} else {
			h.before += name + ":" + header[1] + "\n"
		}
	}
	if !dated {
		date()
	}
	h.names = names[:len(names)-1]
	h.after += "\n" + h.names + "\n"
}

func lower(s string) string { return string(bytes.ToLower([]byte(s))) }

// key makes the MAC of a day. Calls of a case do not run at the same time.
func (h *hand) key(day string) {
	if h.day == day {
		return
	}
	key := []byte("AWS4" + secret)
	for _, part := range []string{day, region, h.service, "aws4_request"} {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(part))
		key = m.Sum(nil)
	}
	h.day, h.mac = day, hmac.New(sha256.New, key)
}

func (h *hand) call() error {
	date := time.Now().UTC().Format("20060102T150405Z")
	h.key(date[:8])
	memory, _ := h.memory.Get().(*[]byte)
	if memory == nil {
		memory = new([]byte)
	}
	defer h.memory.Put(memory)

	payload, body := h.payload, h.given
	if h.body != nil {
		body = h.body(make([]byte, 0, 256)) // net/http may read it after the call
		sum := sha256.Sum256(body)
		payload = hex.EncodeToString(sum[:])
	}
	header := make(http.Header, 8)
	b := append((*memory)[:0], h.first...)
	if h.sum {
		sum := base64CRC(body)
		header[checksumHeader] = []string{sum}
		b = append(b, sum...)
	}
	b = append(append(append(b, h.before...), date...), h.after...)
	for _, pair := range h.headers {
		header[pair[0]] = []string{pair[1]}
	}
	b = append(b, payload...)
	sum := sha256.Sum256(b)
	scope := date[:8] + "/" + region + "/" + h.service + "/aws4_request"
	b = append(append(append(b[:0], "AWS4-HMAC-SHA256\n"...), date...), '\n')
	b = hex.AppendEncode(append(append(b, scope...), '\n'), sum[:])
	h.mac.Reset()
	h.mac.Write(b)
	b = h.mac.Sum(b[:0])
	header["X-Amz-Date"], header["X-Amz-Security-Token"] = []string{date}, []string{token}
	header["Authorization"] = []string{"AWS4-HMAC-SHA256 Credential=" + accessKeyID + "/" + scope + ", SignedHeaders=" + h.names + ", Signature=" + hex.EncodeToString(b)}
	q := (&http.Request{Method: h.method, URL: h.url, Host: h.url.Host, Header: header, ContentLength: int64(len(body))}).WithContext(ctx)
	if body != nil {
		q.Body = io.NopCloser(bytes.NewReader(body))
	}
	response, err := h.a.RoundTrip(q)
	if err != nil {
		return err
	}
	b = b[:0]
	if n := int(response.ContentLength) + 1; cap(b) < n {
		b = make([]byte, 0, n)
	}
	for err == nil {
		var n int
		n, err = response.Body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
	}
	response.Body.Close()
	*memory = b
	if err != io.EOF {
		return err
	}
	if response.StatusCode != 200 || h.check && response.Header.Get(checksumHeader) != base64CRC(b) || !h.read(b) {
		return errAnswer
	}
	return nil
}

// jsonHand is a call of a JSON protocol.
func jsonHand(a *answer, service, contentType, target, body string, read func([]byte) bool) *hand {
	return &hand{
		a: a, method: "POST", url: &url.URL{Scheme: "https", Host: service + "." + region + ".amazonaws.com", Path: "/"}, service: service,
		headers: [][2]string{{"Content-Type", contentType}, {"X-Amz-Target", target}},
		body:    func(dst []byte) []byte { return append(dst, body...) }, read: read,
	}
}

// between is what stands in text between the first before and the after that
// follows it.
func between(text []byte, before, after string) (string, bool) {
	_, rest, ok := bytes.Cut(text, []byte(before))
	if !ok {
		return "", false
	}
	found, _, ok := bytes.Cut(rest, []byte(after))
	return string(found), ok
}
