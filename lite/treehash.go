package lite

import (
	"crypto/sha256"
	"hash"
)

// treeLeaf is how many bytes a leaf of a tree hash stands for.
const treeLeaf = 1 << 20

// treeHash is the SHA-256 of what is written to it, and its SHA-256 tree hash:
// the hashes of each MiB, combined in pairs until one is left; the last of an odd
// number goes up as it is.
//
// Source: Amazon S3 Glacier Developer Guide, "Computing Checksums".
type treeHash struct {
	whole, leaf hash.Hash
	filled      int    // bytes in leaf
	leaves      uint64 // that are complete
	// roots of complete trees, the largest first: one for each bit that is set in
	// leaves.
	roots [][sha256.Size]byte
}

func newTreeHash() *treeHash { return &treeHash{whole: sha256.New(), leaf: sha256.New()} }

// Write implements io.Writer; it never fails.
func (t *treeHash) Write(p []byte) (int, error) {
	t.whole.Write(p)
	n := len(p)
	for len(p) > 0 {
		part := p[:min(len(p), treeLeaf-t.filled)]
		t.leaf.Write(part)
		t.filled += len(part)
		p = p[len(part):]
		if t.filled == treeLeaf {
			t.grow()
		}
	}
	return n, nil
}

// grow adds a complete leaf, which completes a tree for each bit that is carried.
func (t *treeHash) grow() {
	root := [sha256.Size]byte(t.leaf.Sum(nil))
	t.leaf.Reset()
	t.filled = 0
	for n := t.leaves; n&1 == 1; n >>= 1 {
		last := len(t.roots) - 1
		root = treePair(t.roots[last], root)
		t.roots = t.roots[:last]
	}
	t.roots = append(t.roots, root)
	t.leaves++
}

// sums are the hash and the tree hash of all that was written; nothing may be
// written afterwards.
func (t *treeHash) sums() (whole, tree [sha256.Size]byte) {
	whole = [sha256.Size]byte(t.whole.Sum(nil))
	roots := t.roots
	if t.filled > 0 || len(roots) == 0 {
		roots = append(roots, [sha256.Size]byte(t.leaf.Sum(nil)))
	}
	tree = roots[len(roots)-1]
	for i := len(roots) - 2; i >= 0; i-- {
		tree = treePair(roots[i], tree)
	}
	return whole, tree
}

// treePair is the hash of two hashes.
func treePair(left, right [sha256.Size]byte) [sha256.Size]byte {
	var both [2 * sha256.Size]byte
	copy(both[copy(both[:], left[:]):], right[:])
	return sha256.Sum256(both[:])
}
