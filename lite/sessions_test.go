package lite

import (
	"crypto/tls"
	"strconv"
	"testing"
)

func TestSessions(t *testing.T) {
	var s sessions
	first, second := new(tls.ClientSessionState), new(tls.ClientSessionState)
	if _, ok := s.Get("a"); ok {
		t.Error("an empty cache has a session")
	}
	s.Put("a", first)
	s.Put("b", first)
	s.Put("a", second)
	if got, ok := s.Get("a"); !ok || got != second || len(s.all) != 2 {
		t.Errorf("got %p, %v of %d sessions; want the second", got, ok, len(s.all))
	}
	s.Put("a", nil)
	if _, ok := s.Get("a"); ok || len(s.all) != 1 {
		t.Errorf("a session that was removed is there, of %d", len(s.all))
	}
	for i := range 2 * maxResumed {
		s.Put(strconv.Itoa(i), first)
		s.Put("used", second)
	}
	if got, ok := s.Get("used"); !ok || got != second || len(s.all) != maxResumed {
		t.Errorf("the session in use is %p, %v, of %d", got, ok, len(s.all))
	}
	if _, ok := s.Get("b"); ok {
		t.Error("the oldest session is kept")
	}
}
