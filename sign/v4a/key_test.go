package v4a

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/sign"
)

// slowDeriveKey is the derivation once more, with big numbers.
func slowDeriveKey(accessKeyID, secret string) (key string, counter int) {
	limit := new(big.Int).Sub(elliptic.P256().Params().N, big.NewInt(2))
	for counter = 1; counter < 255; counter++ {
		mac := hmac.New(sha256.New, []byte("AWS4A"+secret))
		fmt.Fprintf(mac, "\x00\x00\x00\x01AWS4-ECDSA-P256-SHA256\x00%s%c\x00\x00\x01\x00", accessKeyID, counter)
		candidate := new(big.Int).SetBytes(mac.Sum(nil))
		if candidate.Cmp(limit) <= 0 {
			return fmt.Sprintf("%064x", candidate.Add(candidate, big.NewInt(1))), counter
		}
	}
	return "", 0
}

func TestConformanceSigV4AKeyDerivation(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "sigv4"), "sigv4a-key-derivation.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct{ Origin, AccessKeyID, SecretAccessKey, PrivateKey, PublicX, PublicY string }
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, kc := range cases {
		t.Run(kc.Origin, func(t *testing.T) {
			wantKey(t, kc.AccessKeyID, kc.SecretAccessKey, kc.PrivateKey, kc.PublicX, kc.PublicY)
		})
	}
	t.Logf("sigv4a-key-derivation.json: %d cases", len(cases))
}

func wantKey(t *testing.T, accessKeyID, secret, private, x, y string) {
	t.Helper()
	raw, err := deriveKey(accessKeyID, secret)
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(raw[:]); got != private {
		t.Errorf("private key %s, want %s", got, private)
	}
	var kc keyCache
	k, err := kc.key(&sign.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret})
	if err != nil {
		t.Fatal(err)
	}
	public, err := k.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := hex.EncodeToString(public), "04"+x+y; got != want {
		t.Errorf("public key %s, want %s", got, want)
	}
}

// The key of a published example, so that this is tested without the corpus.
//
// Source: test vectors of the SDKs' key derivation.
func TestDeriveKey(t *testing.T) {
	wantKey(t, "AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom",
		"7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd",
		"15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb",
		"0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0")
}

func FuzzDeriveKey(f *testing.F) {
	f.Add("AKID", "secret")
	f.Add("", "")
	f.Add(strings.Repeat("A", 300), strings.Repeat("s", 100))
	f.Fuzz(func(t *testing.T, accessKeyID, secret string) {
		raw, err := deriveKey(accessKeyID, secret)
		want, _ := slowDeriveKey(accessKeyID, secret)
		if err != nil || hex.EncodeToString(raw[:]) != want {
			t.Errorf("%x, %v, want %s", raw, err, want)
		}
	})
}

// The arithmetic where no secret leads: at the limit, and carries.
func FuzzScalar(f *testing.F) {
	add := func(s string) {
		b, _ := hex.DecodeString(s)
		f.Add(b)
	}
	add("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f")
	add("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550")
	add("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254e")
	add("00000000000000000000000000000000000000000000000000000000ffffffff")
	add("0000000000000000ffffffffffffffffffffffffffffffffffffffffffffffff")
	add("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")
	add("ffffffff00000001000000000000000000000000000000000000000000000000")
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) != 32 {
			return
		}
		var s scalar
		for i, c := range b {
			s[i/8] = s[i/8]<<8 | uint64(c)
		}
		n := new(big.Int).SetBytes(b)
		limit := new(big.Int).Sub(elliptic.P256().Params().N, big.NewInt(2))
		if got, want := s.atMost(maxCandidate()), n.Cmp(limit) <= 0; got != want {
			t.Errorf("%x at most n-2: %v", b, got)
		}
		n.Add(n, big.NewInt(1)).And(n, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1)))
		if got, want := s.next().bytes(), fmt.Sprintf("%064x", n); hex.EncodeToString(got[:]) != want {
			t.Errorf("%x + 1 = %x", b, got)
		}
	})
}

func TestKeyCache(t *testing.T) {
	var kc keyCache
	keys := map[string]*ecdsa.PrivateKey{}
	for i := range 3 * keySlots {
		c := sign.Credentials{AccessKeyID: fmt.Sprintf("AKID%d", i%keySlots), SecretAccessKey: "secret"}
		k, err := kc.key(&c)
		if err != nil {
			t.Fatal(err)
		}
		if old := keys[c.AccessKeyID]; old != nil && old != k {
			t.Error("the key was derived twice")
		}
		keys[c.AccessKeyID] = k
	}
	c := sign.Credentials{AccessKeyID: "AKID0", SecretAccessKey: "another secret"}
	k, err := kc.key(&c)
	if err != nil {
		t.Fatal(err)
	}
	if k.Equal(keys["AKID0"]) {
		t.Error("the key of another secret is the same")
	}
}
