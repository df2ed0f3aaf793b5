package cbor

// MaxDepth is how deep arrays, maps and tags may be nested in what is skipped.
const MaxDepth = 128

// Reader reads CBOR from the front of a byte slice. An array is read so, and a
// map with two items a round:
//
//	h, err := r.Next()
//	for {
//		more, err := r.More(&h)
//		if err != nil || !more { … }
//		element, err := r.Next()
//		…
//	}
type Reader struct {
	Rest []byte // what is not read yet
}

// Next reads a head. A break is an error: More reads those that are in place.
func (r *Reader) Next() (Head, error) {
	h, n, err := consumeHead(r.Rest)
	if err != nil {
		return h, err
	}
	if h.Major == Break {
		return h, ErrBreak
	}
	r.Rest = r.Rest[n:]
	return h, nil
}

// More reports whether the array or map whose head is h has another element or
// entry, and counts it in h. It reads the break that ends an indefinite one.
func (r *Reader) More(h *Head) (bool, error) {
	if !h.Indefinite {
		if h.Arg == 0 {
			return false, nil
		}
		h.Arg--
		return true, nil
	}
	if len(r.Rest) == 0 {
		return false, ErrTruncated
	}
	if r.Rest[0] == breakByte {
		r.Rest = r.Rest[1:]
		return false, nil
	}
	return true, nil
}

const breakByte = byte(Simple)<<5 | indefinite

// String reads the content of the byte or text string whose head is h: a view
// of the input, or for an indefinite one its chunks in a new slice.
func (r *Reader) String(h Head) ([]byte, error) {
	if !h.Indefinite {
		return r.take(h.Arg)
	}
	joined := []byte{}
	for {
		more, err := r.More(&h)
		if err != nil || !more {
			return joined, err
		}
		chunk, err := r.chunk(h.Major)
		if err != nil {
			return nil, err
		}
		joined = append(joined, chunk...)
	}
}

// chunk reads a chunk of an indefinite string: a definite string of the same
// type.
func (r *Reader) chunk(major Major) ([]byte, error) {
	h, err := r.Next()
	if err != nil {
		return nil, err
	}
	if h.Major != major || h.Indefinite {
		return nil, ErrChunk
	}
	return r.take(h.Arg)
}

func (r *Reader) take(n uint64) ([]byte, error) {
	if n > uint64(len(r.Rest)) {
		return nil, ErrTruncated
	}
	b := r.Rest[:n:n]
	r.Rest = r.Rest[n:]
	return b, nil
}

// Skip passes over what belongs to h behind it. The item may be nested depth
// levels deep, at most MaxDepth.
func (r *Reader) Skip(h Head, depth int) error {
	switch h.Major {
	case Bytes, Text:
		return r.skipString(h)
	case Array, Map:
		return r.skipElements(h, depth)
	case Tag:
		return r.skipItem(depth - 1)
	}
	return nil
}

func (r *Reader) skipItem(depth int) error {
	if depth < 0 {
		return ErrDepth
	}
	h, err := r.Next()
	if err != nil {
		return err
	}
	return r.Skip(h, depth)
}

func (r *Reader) skipElements(h Head, depth int) error {
	items := 1
	if h.Major == Map {
		items = 2
	}
	for {
		more, err := r.More(&h)
		if err != nil || !more {
			return err
		}
		for range items {
			if err := r.skipItem(depth - 1); err != nil {
				return err
			}
		}
	}
}

func (r *Reader) skipString(h Head) error {
	if !h.Indefinite {
		_, err := r.take(h.Arg)
		return err
	}
	for {
		more, err := r.More(&h)
		if err != nil || !more {
			return err
		}
		if _, err := r.chunk(h.Major); err != nil {
			return err
		}
	}
}
