//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package tokenfile

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"
)

// Whoever has the file's lock, as another process would, is waited for, but no
// longer than the context lasts.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token.json")
	if err := Replace(path, []byte("1")); err != nil {
		t.Fatal(err)
	}
	unlock, err := lock(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*retryLock)
	defer cancel()
	if _, err := Own(ctx, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("with the lock taken: %v", err)
	}
	if _, left := owners.Load(path); left {
		t.Error("an owner is left that has no lock")
	}
	time.AfterFunc(3*retryLock, func() {
		if err := Replace(path, []byte("2")); err != nil {
			t.Error(err)
		}
		unlock()
	})
	release, err := Own(t.Context(), path)
	if b, _ := Read(path); err != nil || string(b) != "2" {
		t.Errorf("owned %q, %v: before the other was done", b, err)
	}
	// The lock is that of the file which is there now.
	ctx, cancel = context.WithTimeout(t.Context(), 2*retryLock)
	defer cancel()
	if _, err := lock(ctx, path); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("locked twice: %v", err)
	}
	release()
	if release, err = Own(t.Context(), path); err != nil {
		t.Error(err)
	}
	release()
	// A file that is not there is no error here.
	release, err = Own(t.Context(), filepath.Join(path, "none", "token.json"))
	if err != nil {
		t.Fatal(err)
	}
	release()
}
