package tokenfile

import (
	"context"
	"sync"
)

// owners are the files that this process renews now: from path to a chan struct{}
// that is closed when the owner is done.
var owners sync.Map

// Own makes the caller the only one that renews a file, in this process and, where
// lock can, among processes that use this package, until it calls release. It waits
// for others, but no longer than ctx. Clients have a cache each, and a refresh
// token may be good for one use: read the file again after the wait.
func Own(ctx context.Context, path string) (release func(), err error) {
	mine := make(chan struct{})
	for {
		other, taken := owners.LoadOrStore(path, mine)
		if !taken {
			unlock, err := lock(ctx, path)
			release = func() {
				if err == nil {
					unlock()
				}
				owners.Delete(path)
				close(mine)
			}
			if err != nil {
				release()
				return nil, err
			}
			return release, nil
		}
		select {
		case <-other.(chan struct{}):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
