package rules

import "errors"

var (
	// ErrCorrupt: the program is no program of this version, or is damaged.
	ErrCorrupt = errors.New("rules: corrupt endpoint rule program")

	// ErrNoRule: the rule set has no answer for these parameters.
	ErrNoRule = errors.New("rules: no endpoint rule matches the parameters")

	// ErrTooLong: the texts of one evaluation exceed 64 KiB.
	ErrTooLong = errors.New("rules: endpoint exceeds 64 KiB")

	// ErrUnsafe: a parameter would have put a character into the URL that
	// changes its host ('/', '@', '?', '#', '\\', '%', '[', ']' in the authority), or a
	// blank or control character; or a line break into a header; or a
	// configured endpoint has user information, a fragment or no host.
	ErrUnsafe = errors.New("rules: parameter is not safe in an endpoint's URL or headers")
)

// RuleError says why parameters have no endpoint: in the words of an error rule,
// or because one of them, or what a rule makes of them, is missing or has the
// wrong type.
type RuleError struct {
	Message string
	_       [0]func() // saves a function that compares them
}

func (e *RuleError) Error() string { return e.Message }

const mistyped = "rules: function called with a value of the wrong type"

// paramError is the error about parameter i, if there is one to blame.
func (p *Program) paramError(i int) error {
	if i >= p.params {
		return &RuleError{Message: mistyped}
	}
	return &RuleError{Message: "rules: endpoint parameter is missing or has the wrong type: " + p.str(u16(p.text, HeaderSize+i*ParamSize+ParamName))}
}
