package figures

import (
	"fmt"

	"github.com/tucuxi-go/tucuxi/bench/startup"
)

// TLS shows what each measure for the first TLS call brings.
func TLS(o Options) (*Section, error) {
	s := &Section{ID: "tls", Title: "First TLS call", Text: "What the preferred roots, Warm and session resumption each bring: one process, GOMAXPROCS=1, instructions counted by valgrind. " +
		"With Warm, the connection is made before main serves, in what is a Lambda function's init phase."}
	if err := s.roots(o); err != nil {
		return nil, err
	}
	return s, s.resumption(o)
}

func (s *Section) roots(o Options) error {
	rows := []struct {
		program startup.Program
		what    string
	}{
		{startup.Program{Name: oursRow, Row: "preferred"}, "the chain ends in a preferred root: the bundle is not read"},
		{startup.Program{Name: "tucuxi-warm", Row: "warm"}, "the same, connected with Warm before main serves"},
		{startup.Program{Name: oursRow, Row: "named", Roots: startup.Named}, "SSL_CERT_FILE names the bundle of 144"},
		{startup.Program{Name: oursRow, Row: "other", Roots: startup.Other}, "the chain ends elsewhere: a second handshake, with the system's bundle"},
		{startup.Program{Name: floorRow, Row: "floor"}, "the floor, which reads the system's bundle"},
	}
	var programs []startup.Program
	for _, r := range rows {
		programs = append(programs, r.program)
	}
	results, err := startup.Measure(o.Dir, programs, []startup.Scenario{
		{Name: "instructions", TLS: true, Valgrind: true, Procs: 1, Rounds: o.rounds(3)},
		{Name: "times", TLS: true, Procs: 1, Rounds: o.rounds(15)},
	})
	if err != nil {
		return err
	}
	if results[0].Missing != "" {
		s.Text += "\n\nNot measured here: " + results[0].Missing + "."
		return nil
	}
	t := Table{Title: "Roots and Warm:", Head: []string{"", "instructions, M", "CPU, ms", "main to the answer, ms", "heap, KB", "mallocs"}}
	for _, r := range rows {
		f := results[1].Figures[r.program.Row]
		t.row(r.what, fmt.Sprintf("%.2f", results[0].Figures[r.program.Row].Instructions/1e6), fmt.Sprintf("%.2f", f.CPU),
			fmt.Sprintf("%.2f", f.Answer-f.Main), kilobytes(f.Heap), Grouped(int(f.Mallocs)))
	}
	s.Tables = append(s.Tables, t)
	return nil
}

// resumption makes two calls where the server closes the connection after each:
// what the second adds is a call with its handshake.
func (s *Section) resumption(o Options) error {
	programs := []startup.Program{{Name: oursRow, Row: "one"}, {Name: oursRow, Row: "two", Again: true}}
	t := Table{Title: "A further connection to the same host, call included:", Head: []string{"", "instructions, M", "CPU, ms"}}
	var scenarios []startup.Scenario
	for _, forget := range []bool{false, true} {
		scenarios = append(scenarios,
			startup.Scenario{Name: "instructions", TLS: true, Valgrind: true, Procs: 1, Rounds: o.rounds(3), Close: true, Forget: forget},
			startup.Scenario{Name: "times", TLS: true, Procs: 1, Rounds: o.rounds(15), Close: true, Forget: forget})
	}
	results, err := startup.Measure(o.Dir, programs, scenarios)
	if err != nil || results[0].Missing != "" {
		return err
	}
	for i, what := range []string{"the session is resumed", "the server does not resume sessions"} {
		n, times := results[2*i].Figures, results[2*i+1].Figures
		t.row(what, fmt.Sprintf("%.2f", (n["two"].Instructions-n["one"].Instructions)/1e6), fmt.Sprintf("%.2f", times["two"].CPU-times["one"].CPU))
	}
	s.Tables = append(s.Tables, t)
	return nil
}
