package lite

import (
	"crypto/tls"
	"sync"
)

// sessions keeps the TLS sessions of the hosts that were connected to last, so
// that the next handshake with one of them is a short one. It does what
// tls.NewLRUClientSessionCache does, without its list and map: 4 KB (Go 1.26).
type sessions struct {
	mu  sync.Mutex
	all []session // the newest first; never written, a handshake can pay for a copy
}

type session struct {
	_     notCompared
	host  string
	state *tls.ClientSessionState
}

const maxResumed = 32

// Get implements tls.ClientSessionCache.
func (s *sessions) Get(host string) (*tls.ClientSessionState, bool) {
	s.mu.Lock()
	all := s.all
	s.mu.Unlock()
	for i := range all {
		if all[i].host == host {
			return all[i].state, true
		}
	}
	return nil, false
}

// Put implements tls.ClientSessionCache: no state removes the session. A host
// that goes on being used stays, as each handshake puts a new session.
func (s *sessions) Put(host string, state *tls.ClientSessionState) {
	all := make([]session, 0, maxResumed)
	if state != nil {
		all = append(all, session{host: host, state: state})
	}
	s.mu.Lock()
	for i := range s.all {
		if s.all[i].host != host && len(all) < maxResumed {
			all = append(all, s.all[i])
		}
	}
	s.all = all
	s.mu.Unlock()
}
