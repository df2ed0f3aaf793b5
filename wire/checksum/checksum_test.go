package checksum

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

var algorithms = []string{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "SHA512", "XXHASH64", "XXHASH3", "XXHASH128"}

// TestCheckValues has the sums of "123456789" that the algorithms' specifications give.
func TestCheckValues(t *testing.T) {
	for name, want := range map[string]string{
		"CRC32": "cbf43926", "CRC32C": "e3069283", "CRC64NVME": "ae8b14860a799888",
		"SHA1":   "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
		"SHA256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
	} {
		h := New(name)
		h.Write([]byte("123456789"))
		if got := hex.EncodeToString(h.Sum(nil)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if New("MD5") != nil || New("crc32") != nil || New("") != nil {
		t.Error("a hash for what is no algorithm")
	}
}

func TestXXHash(t *testing.T) {
	f, err := os.Open("testdata/xxhash.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Fields(s.Text())
		if fields[0] == "#" {
			continue
		}
		lines++
		n, _ := strconv.Atoi(fields[0])
		input := make([]byte, n)
		for k := range input {
			input[k] = byte((k*167 + n) % 251)
		}
		for i, name := range []string{"XXHASH64", "XXHASH3", "XXHASH128"} {
			for _, step := range []int{n + 1, 1, 7, 64, 255, 256, 257} { // however the input comes
				h := New(name)
				for rest := input; len(rest) > 0; {
					c, _ := h.Write(rest[:min(step, len(rest))])
					rest = rest[c:]
					if step == 7 {
						h.Sum(nil) // changes nothing
					}
				}
				if got := hex.EncodeToString(h.Sum(nil)); got != fields[i+1] {
					t.Fatalf("%s of %d bytes, %d at a time: %s, want %s", name, n, step, got, fields[i+1])
				}
				h.Reset()
				h.Write(input)
				if got := hex.EncodeToString(h.Sum([]byte{1})); got != "01"+fields[i+1] {
					t.Fatalf("%s of %d bytes after Reset: %s", name, n, got)
				}
			}
		}
	}
	if lines < 280 {
		t.Errorf("only %d lines", lines)
	}
}

// TestConformanceDigests runs the bodies of shared/conformance/checksums/digests.json.
func TestConformanceDigests(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "checksums"), "digests.json"))
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		Bodies []struct {
			BodyText, Repeat string
			Times            int
			Headers          map[string]string
		}
	}
	if err := json.Unmarshal(text, &corpus); err != nil {
		t.Fatal(err)
	}
	sums := 0
	for i, b := range corpus.Bodies {
		body := b.BodyText + strings.Repeat(b.Repeat, b.Times)
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			for _, name := range algorithms {
				h := New(name)
				h.Write([]byte(body))
				if got, want := base64.StdEncoding.EncodeToString(h.Sum(nil)), b.Headers["x-amz-checksum-"+strings.ToLower(name)]; got != want {
					t.Errorf("%s of %.20q: %s, want %s", name, body, got, want)
				}
				sums++
			}
		})
	}
	if len(corpus.Bodies) < 13 {
		t.Errorf("%d bodies", len(corpus.Bodies))
	}
	t.Logf("%d bodies, %d sums; the Content-MD5 of each is left out, no model asks for one", len(corpus.Bodies), sums)
}

// FuzzChunks wants the same sum however the input is cut.
func FuzzChunks(f *testing.F) {
	f.Add([]byte("hello world"), 3)
	f.Add(bytes.Repeat([]byte("x"), 1100), 300)
	f.Fuzz(func(t *testing.T, input []byte, cut int) {
		cut = int(uint(cut) % uint(len(input)+1))
		for _, name := range algorithms {
			whole, parts := New(name), New(name)
			whole.Write(input)
			parts.Write(input[:cut])
			parts.Write(input[cut:])
			if !bytes.Equal(whole.Sum(nil), parts.Sum(nil)) {
				t.Errorf("%s of %d bytes differs when cut at %d", name, len(input), cut)
			}
			if len(whole.Sum(nil)) != whole.Size() {
				t.Errorf("%s: %d bytes", name, len(whole.Sum(nil)))
			}
		}
	})
}

func BenchmarkSum(b *testing.B) {
	input := make([]byte, 1<<20)
	for _, name := range algorithms {
		b.Run(name, func(b *testing.B) {
			h := New(name)
			b.SetBytes(int64(len(input)))
			for b.Loop() {
				h.Reset()
				h.Write(input)
			}
		})
	}
}
