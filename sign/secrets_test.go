package sign

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

// What keeps secrets hides them from all verbs, also in unexported fields.
func TestSignerAndChainHideSecrets(t *testing.T) {
	var s Signer
	c := testCreds
	c.SessionToken = "TOKENTOKEN"
	for range 2 { // the second time the key keeps the token
		if err := s.Sign(testRequest(), c, testScope); err != nil {
			t.Fatal(err)
		}
	}
	ch, err := s.Chain(testSeed, c, testScope)
	if err != nil {
		t.Fatal(err)
	}
	form := Chunked{Payload: StreamingSigned}
	r, err := form.Reader(strings.NewReader("body"), -1, ch)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	key := s.keys.find(&c, testScope.Region, testScope.Service, testTime.Unix()).key
	secrets := []string{c.SecretAccessKey, c.SessionToken, string(key[:])}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d", "%s", "%x", "%q", "%t"} {
		for _, v := range []any{&s, ch, r, struct{ s *Signer }{&s}, struct{ ch *Chain }{ch}, struct{ r *ChunkReader }{r}} {
			text := fmt.Sprintf(verb, v)
			for _, secret := range secrets {
				numbers := strings.Trim(fmt.Sprint([]byte(secret)), "[]")
				if strings.Contains(text, secret) || strings.Contains(text, hex.EncodeToString([]byte(secret))) || strings.Contains(text, numbers) {
					t.Errorf("%s of %T prints a secret: %s", verb, v, text)
				}
			}
		}
	}
}
