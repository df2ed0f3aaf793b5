package lite_test

import (
	"context"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// A long listing allocates few times even where every pool is empty, whether its
// keys are escaped or not: buffers grow, and nothing is made for a key.
func TestListingAllocs(t *testing.T) {
	const n = 4000
	for name, key := range map[string]string{"plain": "orders/of/2026/11/in/eu-west-1/", "escaped": "orders+of%2F2026%2F11%2Fin%2Feu-west-1%2F"} {
		var b strings.Builder
		b.WriteString(`<ListBucketResult><Name>orders</Name><EncodingType>url</EncodingType>`)
		for i := range n {
			fmt.Fprintf(&b, `<Contents><Key>%s%06d</Key><ETag>&quot;9b2cf535f27731c9&quot;</ETag><Size>%d</Size></Contents>`, key, i, i)
		}
		b.WriteString(`</ListBucketResult>`)
		store, _ := client(t, s3.Service, answer{status: 200, body: b.String()})
		testkit.WantAllocs(t, 150, func() {
			runtime.GC() // twice: a pool keeps what it has for one
			runtime.GC()
			out, err := store.Call(context.Background(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"})
			if err != nil || out.Get("Contents").Len() != n {
				t.Fatal(name, err)
			}
			out.Release()
		})
	}
}

// TestUnescapeNoText: bytes that are no UTF-8 stay as they came, also where a
// character that XML writes otherwise stands between them.
func TestUnescapeNoText(t *testing.T) {
	for _, text := range []string{"%C3%A9", "%C3%28", "%C3%00%A9", "%C3%3C%A9", "%E2%26%82%AC"} {
		plain, _ := url.PathUnescape(text)
		want := text
		if utf8.ValidString(plain) {
			want = plain
		}
		if got := string(lite.UnescapeListing([]byte("<Key>" + text + "</Key>"))); got != "<Key>"+want+"</Key>" {
			t.Errorf("%s became %q", text, got)
		}
	}
}
