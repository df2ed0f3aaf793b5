package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

const library = "github.com/tucuxi-go/tucuxi/"

var (
	// initLine is what GODEBUG=inittrace=1 prints of a package.
	initLine = regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, (\d+) allocs$`)

	// initSymbol is a function or a task of a package's initialisation, in the
	// output of go tool nm.
	initSymbol = regexp.MustCompile(`(?m)^\s*[0-9a-f]* [a-zA-Z] (` + regexp.QuoteMeta(library) + `[^\s()]*\.(init|init\.\d+|\.inittask))$`)
)

// startup counts what is done before main.
func startup(dir string) ([]row, error) {
	traces := map[string]map[string]int{}
	for _, program := range []string{"base", "tucuxi-eight"} {
		trace, err := traced(dir, program)
		if err != nil {
			return nil, err
		}
		traces[program] = trace
	}
	ours, added := 0, 0
	for name, bytes := range traces["tucuxi-eight"] {
		if len(name) > len(library) && name[:len(library)] == library {
			ours++
			fmt.Fprintln(os.Stderr, "initialised at start:", name)
		}
		if _, ok := traces["base"][name]; !ok {
			added += bytes
		}
	}
	file, err := build.Program(dir, "tucuxi-eight", build.Options{Symbols: true})
	if err != nil {
		return nil, err
	}
	symbols, err := exec.Command("go", "tool", "nm", file).Output()
	if err != nil {
		return nil, fmt.Errorf("go tool nm: %w", err)
	}
	found := initSymbol.FindAllSubmatch(symbols, -1)
	for _, f := range found {
		fmt.Fprintf(os.Stderr, "linked for the start: %s\n", f[1])
	}
	return []row{
		{"tucuxi-eight: packages of ours initialised at start", ours, 0, 0, ""},
		{"tucuxi-eight: init functions of ours", len(found), 0, 0, ""},
		{"tucuxi-eight: allocated at start by packages that base has not", added, initLimit, 0, "B"},
	}, nil
}

// traced runs a program and is what each package allocated when it was
// initialised. The program then ends, since there is no Lambda to serve.
func traced(dir, program string) (map[string]int, error) {
	if runtime.GOOS != "linux" {
		return nil, fmt.Errorf("start-up can only be measured on linux")
	}
	file, err := build.Program(dir, program, build.Options{Arch: runtime.GOARCH})
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(file)
	cmd.Env = []string{"GODEBUG=inittrace=1"}
	out, _ := cmd.CombinedOutput()
	trace := map[string]int{}
	for _, m := range initLine.FindAllSubmatch(out, -1) {
		if trace[string(m[1])], err = strconv.Atoi(string(m[2])); err != nil {
			return nil, err
		}
	}
	if _, ok := trace["runtime"]; !ok {
		return nil, fmt.Errorf("%s traced nothing:\n%s", program, out)
	}
	return trace, nil
}
