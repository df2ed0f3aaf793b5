package figures

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

const library = "github.com/tucuxi-go/tucuxi/"

var (
	// initLine is what GODEBUG=inittrace=1 prints of a package.
	initLine = regexp.MustCompile(`(?m)^init (\S+) @.* ([0-9.]+) ms clock, (\d+) bytes, (\d+) allocs$`)

	// initSymbol is a function or a task of a package's initialisation, in the
	// output of go tool nm.
	initSymbol = regexp.MustCompile(`(?m)^\s*[0-9a-f]* [a-zA-Z] (` + regexp.QuoteMeta(library) + `[^\s()]*\.(init|init\.\d+|\.inittask))$`)
)

// initialised is what a package does before main.
type initialised struct {
	clock         float64 // ms
	bytes, allocs int
}

// Init looks at what is done before main.
func Init(o Options) (*Section, error) {
	s := &Section{ID: "init", Title: "Package initialisation", Text: "What packages do before main (`GODEBUG=inittrace=1`)."}
	if runtime.GOOS != "linux" {
		s.Text += " Measured on linux only."
		return s, nil
	}
	programs := []string{"base", eightRow}
	if o.Full {
		programs = []string{"base", floorRow, oursRow, "tucuxi-s3", eightRow, "tucuxi-all", "v2-dynamodb", "v2-dynamodb-noconfig", "v2-s3", "v2-eight", "minio-s3"}
	}
	t := Table{Head: []string{"program", "packages", "of Tucuxi", "clock, ms", "bytes", "allocations"}}
	traces := map[string]map[string]initialised{}
	for _, program := range programs {
		trace, err := traced(o.Dir, program)
		if err != nil {
			return nil, err
		}
		traces[program] = trace
		var sum initialised
		for _, i := range trace {
			sum.clock, sum.bytes, sum.allocs = sum.clock+i.clock, sum.bytes+i.bytes, sum.allocs+i.allocs
		}
		t.row(program, Grouped(len(trace)), Grouped(len(ours(trace))), fmt.Sprintf("%.2f", sum.clock), Grouped(sum.bytes), Grouped(sum.allocs))
	}
	s.Tables = append(s.Tables, t)
	added := 0
	for name, i := range traces[eightRow] {
		if _, ok := traces["base"][name]; !ok && name != "main" { // which makes its clients
			added += i.bytes
		}
	}
	for _, name := range ours(traces[eightRow]) {
		fmt.Fprintln(os.Stderr, "initialised at start:", name)
	}
	linked, err := linkedInits(o.Dir, eightRow)
	if err != nil {
		return nil, err
	}
	s.add(float64(len(ours(traces[eightRow]))), "tucuxi-eight: packages of ours initialised at start")
	s.add(float64(linked), "tucuxi-eight: init functions of ours")
	s.add(float64(added), "tucuxi-eight: allocated at start by packages that base has not")
	return s, nil
}

// ours are the packages of this library in a trace.
func ours(trace map[string]initialised) []string {
	var names []string
	for name := range trace {
		if strings.HasPrefix(name, library) && !strings.HasPrefix(name, build.Module) {
			names = append(names, name)
		}
	}
	return names
}

// traced runs a program and is what each package did when it was initialised.
// The program then ends, since there is no Lambda to serve.
func traced(dir, program string) (map[string]initialised, error) {
	file, err := build.Program(dir, program, build.Options{Arch: "host"})
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(file)
	cmd.Env = []string{"GODEBUG=inittrace=1"}
	out, _ := cmd.CombinedOutput()
	trace := map[string]initialised{}
	for _, m := range initLine.FindAllStringSubmatch(string(out), -1) {
		var i initialised
		i.clock, _ = strconv.ParseFloat(m[2], 64)
		i.bytes, _ = strconv.Atoi(m[3])
		i.allocs, _ = strconv.Atoi(m[4])
		trace[m[1]] = i
	}
	if _, ok := trace["runtime"]; !ok {
		return nil, fmt.Errorf("%s traced nothing:\n%s", program, out)
	}
	return trace, nil
}

// linkedInits counts what a program has for the initialisation of our packages.
func linkedInits(dir, program string) (int, error) {
	file, err := build.Program(dir, program, build.Options{Symbols: true})
	if err != nil {
		return 0, err
	}
	symbols, err := exec.Command("go", "tool", "nm", file).Output()
	if err != nil {
		return 0, fmt.Errorf("go tool nm: %w", err)
	}
	n := 0
	for _, f := range initSymbol.FindAllSubmatch(symbols, -1) {
		if strings.HasPrefix(string(f[1]), build.Module) {
			continue
		}
		fmt.Fprintf(os.Stderr, "linked for the start: %s\n", f[1])
		n++
	}
	return n, nil
}
