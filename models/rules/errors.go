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

// RuleError is the answer of an error rule.
type RuleError struct {
	Message string // the rule set's own text
}

func (e *RuleError) Error() string { return e.Message }

// ParamError says that a parameter is missing or has the wrong type.
type ParamError struct {
	Name string // the parameter
	Want Type   // its type
	Set  bool   // a value of another type was given; else none was and a rule needs one
}

func (e *ParamError) Error() string {
	if e.Set {
		return "rules: endpoint parameter " + e.Name + " is not a " + e.Want.String()
	}
	return "rules: required endpoint parameter " + e.Name + " is not set"
}
