package lite

import (
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

var errTakenBack = errors.New("the attempt is over")

// lent is a stream in the hands of one attempt. A transport may read it beyond
// the attempt's end: a service may answer before it has the whole body. The next
// attempt needs it for itself, and after the call it is the caller's again.
type lent struct {
	_    notCompared
	mu   sync.Mutex // a Read is under way
	r    io.Reader
	over atomic.Bool
}

func (l *lent) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over.Load() {
		return 0, errTakenBack
	}
	return l.r.Read(p)
}

// lend puts the stream of the request into the hands of the attempt, but for
// events, which go on after it.
func (k *call) lend() {
	if k.http.Stream != nil && !k.http.TwoWay {
		k.c.service.Streams.lend(k)
	}
}

func lendStream(k *call) {
	k.lent = &lent{r: k.http.Stream}
	k.http.Stream = k.lent
}

// takeBack ends the attempt's use of the stream.
func (k *call) takeBack() {
	if k.lent != nil {
		k.c.service.Streams.takeBack(k)
	}
}

// takeBackStream waits for a Read that is under way, but not for one of a stream
// that can be read once: that may be a pipe on which nothing ever comes, and is
// needed no more.
func takeBackStream(k *call) {
	l := k.lent
	k.http.Stream, k.lent = l.r, nil
	l.over.Store(true)
	if k.request.Stream == nil || k.body.seeker != nil {
		l.mu.Lock()
		l.mu.Unlock() // no other Read comes: over is set
	}
}
