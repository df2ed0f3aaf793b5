package lite_test

import (
	"bytes"
	"crypto/sha256"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
)

// slowTreeHash combines level after level.
func slowTreeHash(data []byte) [sha256.Size]byte {
	var level [][sha256.Size]byte
	for len(data) > 1<<20 {
		level = append(level, sha256.Sum256(data[:1<<20]))
		data = data[1<<20:]
	}
	level = append(level, sha256.Sum256(data))
	for len(level) > 1 {
		var up [][sha256.Size]byte
		for i := 0; i < len(level); i += 2 {
			if i+1 == len(level) {
				up = append(up, level[i])
				continue
			}
			up = append(up, sha256.Sum256(append(level[i][:], level[i+1][:]...)))
		}
		level = up
	}
	return level[0]
}

func TestTreeHash(t *testing.T) {
	data := bytes.Repeat([]byte("tucuxi!"), 8<<20/7+1)
	for _, size := range []int{0, 1, 1<<20 - 1, 1 << 20, 1<<20 + 1, 2 << 20, 3 << 20, 5 << 20, 5<<20 + 7, 7 << 20, 7<<20 + 1, 8 << 20} {
		for _, step := range []int{size, 32 << 10, 1<<20 + 3} {
			whole, tree := lite.TreeHash(data[:size], max(step, 1))
			if whole != sha256.Sum256(data[:size]) || tree != slowTreeHash(data[:size]) {
				t.Errorf("%d bytes, %d at once: not what it is level by level", size, step)
			}
		}
	}
}
