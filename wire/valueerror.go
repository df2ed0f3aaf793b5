package wire

import (
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
)

// ValueError reports a value in a response that is not what its shape says. It
// wraps ErrMalformed.
type ValueError struct {
	_       notCompared
	Path    string // "Contents[3].Size"
	Problem string // "\"x\" is no integer"
}

// NotA is the error for text that is no integer, timestamp and so on. A long
// text is cut, a sensitive one left out.
func NotA(want string, shape models.Shape, text string) *ValueError {
	const most = 40
	switch {
	case shape.Sensitive():
		return &ValueError{Problem: "the value is no " + want}
	case len(text) > most:
		return &ValueError{Problem: strconv.Quote(text[:most]) + "… is no " + want}
	}
	return &ValueError{Problem: strconv.Quote(text) + " is no " + want}
}

// In puts a member or map key before the path.
func (e *ValueError) In(name string) *ValueError {
	if e.Path != "" && e.Path[0] != '[' {
		name += "."
	}
	e.Path = name + e.Path
	return e
}

// At puts an index before the path.
func (e *ValueError) At(i int) *ValueError {
	index := "[" + strconv.Itoa(i) + "]"
	if e.Path != "" && e.Path[0] != '[' {
		index += "."
	}
	e.Path = index + e.Path
	return e
}

// Error names the path and the problem.
func (e *ValueError) Error() string {
	if e.Path == "" {
		return "wire: " + e.Problem
	}
	return "wire: " + e.Path + ": " + e.Problem
}

// Unwrap is ErrMalformed.
func (e *ValueError) Unwrap() error { return ErrMalformed }
