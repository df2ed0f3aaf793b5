package calls

import (
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

func suite(t testing.TB) measure.Suite {
	s, err := Suite()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuite(t *testing.T)      { measure.Check(t, suite(t)) }
func BenchmarkCalls(b *testing.B) { measure.Bench(b, suite(b)) }

// TestHandURL: the floor of presigning signs as Tucuxi does. Its parameters are in
// another order, which changes no signature.
func TestHandURL(t *testing.T) {
	client, floor := answering("", "").tucuxi(s3.Service), newHandURL("orders.s3."+region+".amazonaws.com", "/"+key)
	const last, dated = "&X-Amz-Signature=", "&X-Amz-Date="
	for range 5 {
		p, err := client.Presign(t.Context(), s3.GetObject, lite.Map{"Bucket": bucket, "Key": key}, 15*time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		by := floor.url(time.Now())
		_, want, _ := strings.Cut(p.URL, last)
		_, got, _ := strings.Cut(by, last)
		at, _ := between([]byte(p.URL), dated, "&")
		if now, _ := between([]byte(by), dated, "&"); now != at {
			continue // in another second
		}
		if got != want || len(by) != len(p.URL) {
			t.Errorf("%s\n%s", by, p.URL)
		}
		return
	}
	t.Error("no two URLs in the same second")
}
