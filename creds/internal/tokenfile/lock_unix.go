//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tokenfile

import (
	"context"
	"os"
	"syscall"
	"time"
)

// retryLock is how often a lock that somebody else has is tried again.
const retryLock = 20 * time.Millisecond

// lock makes the caller the only process that renews the file, among those that
// use this package, until it calls unlock. It locks the file itself, so that none
// is left behind, and the system unlocks it for a process that dies. Where the
// file cannot be locked, as on some network file systems, there is no lock. It
// waits for others, but no longer than ctx.
func lock(ctx context.Context, path string) (unlock func(), err error) {
	for {
		f, err := os.Open(path)
		if err != nil {
			return func() {}, nil // who reads it next will say so
		}
		switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
		case err == syscall.EWOULDBLOCK || err == syscall.EINTR:
		case err != nil || isAt(f, path):
			return func() { f.Close() }, nil
		}
		f.Close() // another process has the lock, or replaced the file meanwhile
		select {
		case <-time.After(retryLock):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// isAt reports whether the file is still the one at the path.
func isAt(f *os.File, path string) bool {
	here, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(path)
	return err == nil && os.SameFile(here, there)
}
