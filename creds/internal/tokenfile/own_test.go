package tokenfile

import (
	"context"
	"sync"
	"testing"
)

func TestOwn(t *testing.T) {
	n, most := 0, 0
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			release, err := Own(t.Context(), "a")
			if err != nil {
				t.Error(err)
				return
			}
			n++ // the race detector sees two owners
			most = max(most, n)
			n--
			release()
		})
	}
	group.Wait()
	if _, left := owners.Load("a"); most != 1 || left {
		t.Errorf("%d owners at once; one is left: %v", most, left)
	}
}

func TestOwnWaitsNoLongerThanItsContext(t *testing.T) {
	release, err := Own(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	other, err := Own(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	other()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Own(ctx, "a"); err != context.Canceled {
		t.Error(err)
	}
}
