package litetest

import (
	"io"
	"sync"
)

// pipe is a connection's one direction: unlike an io.Pipe it holds what is
// written until it is read, as buffers of networks do.
type pipe struct {
	mu    sync.Mutex
	more  sync.Cond
	bytes []byte
	err   error // of reads, when nothing is left
}

func newPipe() *pipe {
	p := new(pipe)
	p.more.L = &p.mu
	return p
}

// Write never waits. It fails when the pipe is closed.
func (p *pipe) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil {
		return 0, io.ErrClosedPipe
	}
	p.bytes = append(p.bytes, b...)
	p.more.Broadcast()
	return len(b), nil
}

func (p *pipe) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.bytes) == 0 && p.err == nil {
		p.more.Wait()
	}
	if len(p.bytes) == 0 {
		return 0, p.err
	}
	n := copy(b, p.bytes)
	p.bytes = p.bytes[n:]
	return n, nil
}

// end lets reads end with an error, io.EOF if it is nil, after what was written.
func (p *pipe) end(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil {
		err = io.EOF
	}
	if p.err == nil {
		p.err = err
	}
	p.more.Broadcast()
}

// Close is the reader's: what was written is dropped.
func (p *pipe) Close() error {
	p.end(io.ErrClosedPipe)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.bytes = nil
	return nil
}
