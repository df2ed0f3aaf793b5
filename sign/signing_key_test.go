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

// What goes back to the pool holds no token and no header.
func TestScratchIsCleared(t *testing.T) {
	w := newScratch(nil)
	c := testCreds
	c.SessionToken = "TOKENTOKENTOKEN"
	r := testRequest(Header{"x-foo", "1"})
	r.Query = "b=%2f&a=1"
	by := testSigner(c, testScope)
	if err := w.collect(r, by, Header{headerToken, c.SessionToken}); err != nil {
		t.Fatal(err)
	}
	w.wire = append(w.wire, c.SessionToken...)
	w.canon = w.appendCanonicalRequest(w.canon, r, w.canonicalQuery(r.Query, false), EmptyPayloadHash, &by.rules)
	w.release(nil)
	for _, b := range [][]byte{w.canon, w.wire, w.query, w.spare, w.memory.canonicalQuery} {
		if s := string(b[:cap(b)]); strings.Trim(s, "\x00") != "" {
			t.Errorf("left behind: %q", s)
		}
	}
	for _, h := range w.own[:cap(w.own)] {
		if h != (Header{}) || w.given != nil {
			t.Errorf("left behind: %q", h.Name)
		}
	}
}
