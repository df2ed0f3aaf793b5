package lite

import (
	"bytes"
	"io"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/checksum"
)

// A body that is encoded at once is the one that is encoded while it is read.
func TestAppendBehind(t *testing.T) {
	for _, algorithm := range []string{"CRC32", "CRC64NVME", "SHA512", "XXHASH128"} {
		for _, n := range []int{0, 1, 15, 16, 17, 255, 256, 4000} {
			body := bytes.Repeat([]byte("x"), n)
			form := chunksWith(algorithm, checksum.New(algorithm))
			r, err := form.Reader(bytes.NewReader(body), int64(n), nil)
			if err != nil {
				t.Fatal(err)
			}
			want, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			got := appendBehind([]byte("before"), body, algorithm, checksum.New(algorithm))
			if string(got) != "before"+string(want) || int64(len(want)) != form.EncodedLen(int64(n)) {
				t.Errorf("%s, %d bytes:\n%q\nwant\n%q", algorithm, n, got, want)
			}
		}
	}
}
