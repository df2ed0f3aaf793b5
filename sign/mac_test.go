package sign

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// FuzzMAC: the HMAC is that of crypto/hmac.
func FuzzMAC(f *testing.F) {
	for _, n := range []int{0, 1, 31, 32, 44, 63, 64, 65, 127, 128, 129, 200} {
		text := bytes.Repeat([]byte{'k'}, n)
		f.Add(text, "20150830")
		f.Add([]byte("AWS4secret"), string(text))
	}
	f.Fuzz(func(t *testing.T, key []byte, data string) {
		h := hmac.New(sha256.New, key)
		h.Write([]byte(data))
		if got, want := appendMAC([]byte("before"), key, data), h.Sum([]byte("before")); !bytes.Equal(got, want) {
			t.Errorf("%x, want %x", got, want)
		}
	})
}

func TestDeriveSigningKeyAllocs(t *testing.T) {
	testkit.WantAllocs(t, 0, func() {
		deriveSigningKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "service")
	})
}
