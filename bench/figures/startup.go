package figures

import (
	"fmt"

	"github.com/tucuxi-go/tucuxi/bench/chart"
	"github.com/tucuxi-go/tucuxi/bench/startup"
)

const (
	floorRow = "floor-dynamodb"
	oursRow  = "tucuxi-dynamodb"
	eightRow = "tucuxi-eight"
)

// started are the programs of the tables, in their order.
var started = []struct {
	startup.Program
	brief bool
	kind  chart.Kind
}{
	{startup.Program{Name: "base"}, false, chart.Floor},
	{startup.Program{Name: floorRow}, true, chart.Floor},
	{startup.Program{Name: oursRow}, true, chart.Ours},
	{startup.Program{Name: "tucuxi-s3"}, false, chart.Ours},
	{startup.Program{Name: eightRow}, true, chart.Ours},
	{startup.Program{Name: "v2-dynamodb"}, false, chart.V2},
	{startup.Program{Name: "v2-dynamodb-noconfig"}, false, chart.V2},
	{startup.Program{Name: "v2-s3"}, false, chart.V2},
	{startup.Program{Name: "v2-eight"}, false, chart.V2},
	{startup.Program{Name: "minio-s3"}, false, chart.Minio},
}

// Names of scenarios whose figures are budgets.
const (
	plain             = "HTTP"
	plainInstructions = "HTTP, instructions"
	tlsInstructions   = "TLS, instructions"
)

// Startup runs one-shot processes.
func Startup(o Options) (*Section, error) {
	s := &Section{ID: "startup", Title: "Start-up", Text: "One process, one call: from exec to the first signed request on the wire and to its answer, against a server on loopback; " +
		"medians of rounds in which all take turns. *-eight* makes eight clients and one call. Over TLS the system has one bundle of 144 authorities, and the server's chain ends in one of the preferred roots of Tucuxi and in one of the bundle."}
	var programs []startup.Program
	for _, p := range started {
		if p.brief || o.Full {
			programs = append(programs, p.Program)
		}
	}
	scenarios := []startup.Scenario{
		{Name: plainInstructions, Valgrind: true, Procs: 1, Rounds: 5},
		{Name: tlsInstructions, TLS: true, Valgrind: true, Procs: 1, Rounds: 3},
		{Name: plain, Rounds: 9},
	}
	if o.Full {
		n := o.rounds(25)
		scenarios = []startup.Scenario{
			{Name: plainInstructions, Valgrind: true, Procs: 1, Rounds: o.rounds(3)},
			{Name: tlsInstructions, TLS: true, Valgrind: true, Procs: 1, Rounds: o.rounds(3)},
			{Name: plain, Rounds: n},
			{Name: "TLS", TLS: true, Rounds: n},
			{Name: "HTTP, GOMAXPROCS=1", Procs: 1, Rounds: n},
			{Name: "TLS, GOMAXPROCS=1", TLS: true, Procs: 1, Rounds: n},
			{Name: "HTTP, 8 % of a CPU", Quota: 0.08, Rounds: n},
			{Name: "TLS, 8 % of a CPU", TLS: true, Quota: 0.08, Rounds: n},
		}
	}
	results, err := startup.Measure(o.Dir, programs, scenarios)
	if err != nil {
		return nil, err
	}
	s.instructions(results)
	for i := range results {
		if !results[i].Scenario.Valgrind {
			s.started(&results[i])
		}
	}
	return s, nil
}

// instructions adds the table of instructions.
func (s *Section) instructions(results []startup.Result) {
	t := Table{Title: "Instructions of the whole process, in millions (valgrind, GOMAXPROCS=1; hashing in software):", Head: []string{"program", "HTTP", "× floor", "TLS", "× floor"}}
	c := chart.Chart{Name: "startup", Title: "Instructions from exec to the first answer", Note: "millions, whole process, plain HTTP on loopback"}
	by := map[string]*startup.Result{}
	for i := range results {
		by[results[i].Scenario.Name] = &results[i]
	}
	cells := func(scenario, row string) (text, ratio string) {
		r := by[scenario]
		if r.Missing != "" {
			return "–", "–"
		}
		n, floor := r.Figures[row].Instructions, r.Figures[floorRow].Instructions
		return fmt.Sprintf("%.2f", n/1e6), fmt.Sprintf("%.2f", n/floor)
	}
	for _, p := range started {
		row := p.Name
		if _, ok := by[plainInstructions].Figures[row]; !ok {
			continue
		}
		n, r := cells(plainInstructions, row)
		m, q := cells(tlsInstructions, row)
		t.row(row, n, r, m, q)
		c.Bars = append(c.Bars, chart.Bar{Label: row, Text: n + " M", Value: by[plainInstructions].Figures[row].Instructions, Kind: p.kind})
	}
	for name, of := range map[string]string{plainInstructions: "HTTP", tlsInstructions: "TLS"} {
		r := by[name]
		if r.Missing != "" {
			s.Text += fmt.Sprintf(" Instructions over %s are not counted here: %s.", of, r.Missing)
			continue
		}
		for _, row := range []string{oursRow, eightRow} {
			s.add(r.Figures[row].Instructions/r.Figures[floorRow].Instructions, "start-up over %s: instructions of %s ÷ floor", of, row)
		}
	}
	s.Tables, s.Charts = append(s.Tables, t), append(s.Charts, c)
}

// started adds the table of a scenario.
func (s *Section) started(r *startup.Result) {
	if r.Missing != "" {
		s.Text += fmt.Sprintf("\n\n%s: not measured here, %s.", r.Scenario.Name, r.Missing)
		return
	}
	t := Table{
		Title: fmt.Sprintf("%s (medians of %d):", r.Scenario.Name, r.Scenario.Rounds),
		Head:  []string{"program", "to main, ms", "to the request, ms", "to the answer, ms", "CPU, ms", "× floor", "page faults", "peak, KB", "heap, KB", "allocated, KB", "mallocs"},
	}
	floor := r.Figures[floorRow]
	for _, p := range started {
		f, ok := r.Figures[p.Name]
		if !ok {
			continue
		}
		request := "–"
		if f.Request > 0 {
			request = fmt.Sprintf("%.2f", f.Request)
		}
		t.row(p.Name, fmt.Sprintf("%.2f", f.Main), request, fmt.Sprintf("%.2f", f.Answer), fmt.Sprintf("%.2f", f.CPU), fmt.Sprintf("%.2f", f.CPU/floor.CPU),
			fmt.Sprintf("%.0f", f.Faults), kilobytes(f.Peak), kilobytes(f.Heap), kilobytes(f.Allocated), Grouped(int(f.Mallocs)))
	}
	s.Tables = append(s.Tables, t)
	if r.Scenario.Name == plain {
		ours := r.Figures[oursRow]
		s.add(ours.Heap/floor.Heap, "heap at the first answer ÷ floor")
		s.add(ours.Peak-floor.Peak, "peak memory over the floor")
	}
}
