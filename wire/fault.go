package wire

import "strings"

// Fault is one thing wrong with params.
type Fault struct {
	Path    string // "Key.id.S", "Tags[0].Value"; empty for the params as a whole
	Problem string // "unknown member; the nearest is \"id\""
}

// ParamError reports every fault of one call's params. Nothing was sent.
type ParamError struct {
	Service, Operation string
	Faults             []Fault
	More               int // faults beyond those listed
}

// maxFaults bounds the faults that one error lists.
const maxFaults = 32

// Error lists the faults, one a line.
func (e *ParamError) Error() string {
	var b strings.Builder
	b.WriteString(e.Service + "." + e.Operation + ": the params do not fit the model")
	for _, f := range e.Faults {
		b.WriteString("\n\t")
		if f.Path != "" {
			b.WriteString(f.Path + ": ")
		}
		b.WriteString(f.Problem)
	}
	if e.More > 0 {
		b.WriteString("\n\tand more")
	}
	return b.String()
}
