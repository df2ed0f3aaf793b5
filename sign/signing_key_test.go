package sign

import (
	"strings"
	"sync"
	"testing"
)

// Many goroutines, more scopes and secrets than the cache has slots, and the
// strings of the scope changing after the call.
func TestSignerConcurrent(t *testing.T) {
	var s Signer
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				c, sc := testCreds, testScope
				c.SecretAccessKey += string(rune('a' + i%3))
				sc.Region = "region-" + string(rune('a'+(i+g)%5))
				sc.Time = testTime.AddDate(0, 0, i%2)
				region := []byte(sc.Region)
				sc.Region = view(region)
				r := testRequest()
				if err := s.Sign(r, c, sc); err != nil {
					t.Error(err)
					return
				}
				clean := testRequest()
				want := authorization(c, sc, slowSign(clean, c, sc))
				if got := header(r.Headers, headerAuthorization); got != want {
					t.Errorf("authorization\n%s\nwant\n%s", got, want)
					return
				}
				copy(region, "region-a") // must not turn the cached key into that region's
			}
		})
	}
	wg.Wait()
}

func TestKeyCache(t *testing.T) {
	testDay, nextDay := testTime.Unix(), testTime.AddDate(0, 0, 1).Unix()
	var kc keyCache
	k := kc.signingKey(&testCreds, "r", "s", testDay)
	if kc.signingKey(&testCreds, "r", "s", testDay) != k {
		t.Error("the key was derived twice")
	}
	next := kc.signingKey(&testCreds, "r", "s", nextDay)
	if next == k || next.key == k.key {
		t.Error("the key of another day is the same")
	}
	if kc.slots[1].Load() != nil {
		t.Error("the next day's key took another slot")
	}
	other := testCreds
	other.SecretAccessKey = "other"
	if kc.signingKey(&other, "r", "s", nextDay).key == next.key {
		t.Error("the key of another secret is the same")
	}
	for i := range 3 * keySlots { // constant memory, and old keys make room
		kc.signingKey(&testCreds, "region-"+string(rune('a'+i)), "s", nextDay)
	}
	last := "region-" + string(rune('a'+3*keySlots-1))
	if k := kc.signingKey(&testCreds, last, "s", nextDay); kc.signingKey(&testCreds, last, "s", nextDay) != k {
		t.Error("the last key is not cached")
	}
}

// What goes back to the pool holds no value of a header that may be a secret, and
// nothing of a presigned query, which has the token.
func TestScratchIsCleared(t *testing.T) {
	const secret = "SECRETSECRET"
	c := testCreds
	c.SessionToken = "TOKEN" // which the key has, too
	for _, presign := range []bool{false, true} {
		r := testRequest(Header{"x-amz-server-side-encryption-customer-key", secret}, Header{"x-foo", " a  " + secret}, Header{"proxy-authorization", secret})
		if presign {
			r.Query = "b=%2f&a=" + secret
		}
		by := testSigner(c, testScope)
		w := newScratch(by.key)
		var err error
		if presign {
			err = w.signQuery(r, by, 60, EmptyPayloadHash)
		} else {
			err = w.signHeaders(r, by, EmptyPayloadHash, by.kind())
		}
		if err != nil {
			t.Fatal(err)
		}
		w.release(by.key)
		for _, b := range append(w.stencils.memory(), w.head, w.wire, w.query, w.lastQuery, w.lastCanonical, w.host, w.toSign) {
			if s := string(b[:cap(b)]); strings.Contains(s, secret) {
				t.Errorf("left behind: %q", s)
			}
		}
		for _, h := range w.headers[:cap(w.headers)] {
			if h.name != "" || h.order != 0 || h.value != 0 {
				t.Errorf("left behind: %+v", h)
			}
		}
	}
}

// memory is all bytes that stencils have.
func (s *stencils) memory() (all [][]byte) {
	for i := range s.all {
		all = append(all, s.all[i].nameText, s.all[i].buf, s.all[i].folded, s.all[i].signed)
	}
	return all
}
