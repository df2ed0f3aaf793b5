package roundtrip

import (
	"testing"
)

// TestRun makes some calls as every peer.
func TestRun(t *testing.T) {
	b, err := Start(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, peer := range []string{"tucuxi", "floor", "v2", "tucuxi-s3", "floor-s3", "v2-s3", "minio-s3"} {
		r, err := b.Run(Load{Peer: peer, Goroutines: 4, Calls: 400, Samples: 2})
		if err != nil {
			t.Error(err)
			continue
		}
		t.Logf("%s: %d calls, %.0f µs, %.1f allocs, %.0f B, %v, %v, heap %v, goroutines %v", peer, r.Calls, r.Micros(), r.Allocs, r.Bytes, r.P50, r.P999, r.Heap, r.Goroutines)
		if r.Calls != 400 || r.CPU <= 0 || r.P50 <= 0 || r.P50 > r.P999 || len(r.Heap) != 2 {
			t.Errorf("%s: %+v", peer, r)
		}
	}
	if _, err := b.Run(Load{Peer: "nobody", Goroutines: 1, Calls: 1}); err == nil {
		t.Error("nobody made a call")
	}
}
