package signing

import (
	"net/url"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

func suite(t testing.TB) measure.Suite {
	s, err := Suite()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuite(t *testing.T)        { measure.Check(t, suite(t)) }
func BenchmarkSigning(b *testing.B) { measure.Bench(b, suite(b)) }

// TestSameSignature: everybody signs the same bytes, else there is nothing to
// compare. minio-go signs for the time that it is.
func TestSameSignature(t *testing.T) {
	for _, token := range []string{"", token} {
		for _, r := range append(mixed(), getItem, listObjects) {
			want, err := floor(token)(r)()
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range peers {
				f := p.make(token)(r)
				for range 2 {
					got, err := f()
					if err != nil || p.name != "minio" && !strings.HasSuffix(got, want) {
						t.Errorf("%s %s, token %t: %s gives %s, %v; the signature is %s", r.service, r.path, token != "", p.name, got, err, want)
					}
				}
			}
		}
	}
}

// TestMix: mixed requests are signed as each is alone.
func TestMix(t *testing.T) {
	for _, p := range peers {
		f := mix(mixed(), token, p.make)
		for i := range 25 {
			got, err := f()
			if err != nil {
				t.Fatal(err)
			}
			want, _ := p.make(token)(mixed()[i%len(mixed())])()
			if got != want && p.name != "minio" {
				t.Errorf("%s, request %d: %s, alone %s", p.name, i, got, want)
			}
		}
	}
}

// TestSamePresigned: the presigned URLs have the same signature.
func TestSamePresigned(t *testing.T) {
	for _, token := range []string{"", token} {
		var want string
		for _, p := range presigners {
			text, err := p.make(token)(getObject)()
			if err != nil {
				t.Fatal(err)
			}
			u, err := url.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			got := u.Query().Get("X-Amz-Signature")
			if p.name == measure.Ours {
				want = got
			}
			if len(got) != 64 || p.name != "minio" && got != want {
				t.Errorf("token %t: %s signs %s, tucuxi %s", token != "", p.name, got, want)
			}
		}
	}
}
