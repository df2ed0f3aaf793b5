package sign

// stencils are the stencils that were used last. The one behind them is for
// requests with so many headers that they are not remembered.
type stencils struct {
	all        [slots + 1]stencil
	last, next int
}

const (
	slots       = 6
	maxRemember = 24 // headers
)

// find is the stencil for a request with these headers, made if need be.
func (s *stencils) find(w *scratch, headers []Header, k kind) (*stencil, error) {
	if st := &s.all[s.last]; st.fits(headers, k) {
		return st, nil
	}
	for i := range slots {
		if st := &s.all[i]; st.fits(headers, k) {
			s.last = i
			return st, nil
		}
	}
	i := slots
	if len(headers) <= maxRemember {
		i = s.next
	}
	st := &s.all[i]
	st.kind = 0
	if err := w.collectHeaders(headers, k); err != nil {
		return nil, err
	}
	w.sortHeaders()
	st.make(w, headers, k)
	clear(w.headers)
	if i != slots {
		st.kind = k | known
		s.last, s.next = i, (i+1)%slots
	}
	return st, nil
}
