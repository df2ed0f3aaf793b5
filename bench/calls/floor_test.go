package calls

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// TestHandSigns: the floor signs as the IAM User Guide says ("Create a signed AWS API
// request"), and every header of Amazon's.
func TestHandSigns(t *testing.T) {
	get := s3Hand(answering(object1K, "", checksumHeader, crcOf(object1K)), "GET", "/"+key, "", func([]byte) bool { return true })
	get.headers, get.check = append(get.headers, [2]string{"X-Amz-Checksum-Mode", "ENABLED"}), true
	put := s3Hand(answering("", ""), "PUT", "/"+key, "", func([]byte) bool { return true })
	put.given, put.sum = []byte(object1K), true
	list := s3Hand(answering("", ""), "GET", "/", "list-type=2", func([]byte) bool { return true })
	for _, h := range []*hand{get, put, list} {
		if err := byHand("", h).Run(); err != nil {
			t.Fatal(err)
		}
		q := h.a.last
		names := []string{"host"}
		for name := range q.Header {
			if name != "Authorization" {
				names = append(names, strings.ToLower(name))
			}
		}
		slices.Sort(names)
		text := q.Method + "\n" + q.URL.Path + "\n" + q.URL.RawQuery + "\n"
		for _, name := range names {
			value := q.Header.Get(name)
			if name == "host" {
				value = q.Host
			}
			text += name + ":" + value + "\n"
		}
		text += "\n" + strings.Join(names, ";") + "\n" + h.payload
		if want := "SignedHeaders=" + strings.Join(names, ";") + ", Signature=" + signature(q, text); !strings.HasSuffix(q.Header.Get("Authorization"), want) {
			t.Errorf("%s\nnot %s", q.Header.Get("Authorization"), want)
		}
	}
}

// signature is the signature of a canonical request to S3.
func signature(q *http.Request, canonical string) string {
	date := q.Header.Get("X-Amz-Date")
	sum := sha256.Sum256([]byte(canonical))
	key := []byte("AWS4" + secret)
	for _, part := range []string{date[:8], region, "s3", "aws4_request", "AWS4-HMAC-SHA256\n" + date + "\n" + date[:8] + "/" + region + "/s3/aws4_request\n" + hex.EncodeToString(sum[:])} {
		m := hmac.New(sha256.New, key)
		m.Write([]byte(part))
		key = m.Sum(nil)
	}
	return hex.EncodeToString(key)
}

// TestHandChecks: the floor takes no object with another checksum.
func TestHandChecks(t *testing.T) {
	h := s3Hand(answering(object1K, "", checksumHeader, crcOf("other")), "GET", "/"+key, "", func([]byte) bool { return true })
	h.check = true
	if err := byHand("", h).Run(); err != errAnswer {
		t.Error(err)
	}
}
