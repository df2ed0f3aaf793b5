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
	// changes its host ('/', '@', '?', '#', '\\', '%' in the authority), or a
	// blank or control character; or a line break into a header; or a
	// configured endpoint has user information, a fragment or no host.
	ErrUnsafe = errors.New("rules: parameter is not safe in an endpoint's URL or headers")

	errType = errors.New("rules: function called with a value of the wrong type")
)

// RuleError says why parameters have no endpoint: in the words of an error rule,
// or because one of them is missing or has the wrong type.
type RuleError struct {
	Param   string // the parameter that is missing or mistyped; else ""
	Message string

	_ [0]func()
}

func (e *RuleError) Error() string { return e.Message }

// paramError is the error about parameter i.
//
//go:noinline
func (p *Program) paramError(i int) error {
	name := p.name(HeaderSize + i*ParamSize + ParamName)
	return &RuleError{Param: name, Message: "rules: endpoint parameter is missing or has the wrong type: " + name}
}
