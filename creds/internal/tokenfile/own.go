package tokenfile

import (
	"context"
	"sync"
)

// owners are the files that this process renews now: from path to a chan struct{}
// that is closed when the owner is done.
var owners sync.Map

// Own makes the caller the only one in this process that renews a file, until it
// calls release. It waits for others, but no longer than ctx. Clients have a cache
// each, and a refresh token may be good for one use: read the file again after
// the wait.
func Own(ctx context.Context, path string) (release func(), err error) {
	mine := make(chan struct{})
	for {
		other, taken := owners.LoadOrStore(path, mine)
		if !taken {
			return func() {
				owners.Delete(path)
				close(mine)
			}, nil
		}
		select {
		case <-other.(chan struct{}):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
