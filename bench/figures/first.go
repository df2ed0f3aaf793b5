package figures

import (
	"fmt"
	"math"
	"os/exec"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// First measures lite.New and the first call of a process, up to the transport.
func First(o Options) (*Section, error) {
	n := 10
	if o.Full {
		n = 50
	}
	s := &Section{ID: "first", Title: "lite.New and the first call", Text: fmt.Sprintf("From before lite.New until Send gets the signed request, in a process that has done nothing else; the best of %d processes.", n)}
	file, err := build.Program(o.Dir, "tucuxi-first", build.Options{Arch: "host"})
	if err != nil {
		return nil, err
	}
	took, allocs := math.Inf(1), math.Inf(1)
	for range n {
		cmd := exec.Command(file)
		cmd.Env = []string{"AWS_REGION=us-east-1", "AWS_ACCESS_KEY_ID=AKIDEXAMPLEAKIDEXAMP", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=" + strings.Repeat("IQoJb3JpZ2luX2VjEKz/", 50)}
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("tucuxi-first: %w", err)
		}
		var nanos, mallocs float64
		if _, err := fmt.Sscan(string(out), &nanos, &mallocs); err != nil {
			return nil, fmt.Errorf("tucuxi-first: %w", err)
		}
		took, allocs = min(took, nanos/1e3), min(allocs, mallocs)
	}
	t := Table{Head: []string{"", "µs", "allocations"}}
	t.row("lite.New and GetItem up to the transport", fmt.Sprintf("%.0f", took), fmt.Sprintf("%.0f", allocs))
	s.Tables = append(s.Tables, t)
	s.add(took, "lite.New and the first call up to the transport: µs")
	s.add(allocs, "lite.New and the first call up to the transport: allocations")
	return s, nil
}
