// Command report measures Tucuxi beside its peers and writes what docs shows:
// tables into docs/performance.md, between the marks of each subject, and charts
// as SVG into docs/charts.
//
//	go run ./bench/report                       everything: about half an hour on two free CPUs
//	go run ./bench/report -only sizes,startup   some subjects
//	go run ./bench/report -print                to the standard output alone
//	go run ./bench/report -quick                the same, everything once
//	go run -tags ec2 ./bench/report             with aws-sdk-go-v2's EC2, which takes minutes to compile
//
// Subjects are sizes, startup, tls, init, first, calls, growth, roundtrip,
// scale, compile, modules and, made of the others, budgets.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

func main() {
	only := flag.String("only", "", "subjects, separated by commas")
	dry := flag.Bool("print", false, "write no files")
	quick := flag.Bool("quick", false, "measure once what is otherwise measured often, and write no files: to see that all works")
	flag.Parse()
	if err := run(*only, *dry || *quick, *quick); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run(only string, dry, quick bool) error {
	root, err := exec.Command("go", "list", "-f", "{{.Module.Dir}}", "github.com/tucuxi-go/tucuxi/lite").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	docs := filepath.Join(strings.TrimSpace(string(root)), "docs")
	dir, err := os.MkdirTemp("", "report")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var all []figures.Figure
	var failed []error
	p := page{file: filepath.Join(docs, "performance.md")}
	if err := p.read(); err != nil {
		return err
	}
	for _, m := range figures.Measures {
		if only != "" && !slices.Contains(strings.Split(only, ","), m.ID) {
			continue
		}
		began := time.Now()
		s, err := m.Measure(figures.Options{Dir: dir, Full: true, Quick: quick})
		fmt.Fprintf(os.Stderr, "%6.1f s  %s\n", time.Since(began).Seconds(), m.ID)
		if err != nil { // the others may still be measured
			failed = append(failed, fmt.Errorf("%s: %w", m.ID, err))
			continue
		}
		all = append(all, s.Figures...)
		fmt.Printf("## %s\n\n%s\n", s.Title, s.Markdown())
		if dry {
			continue
		}
		if err := p.write(m.ID, s.Markdown()); err != nil {
			return err
		}
		for _, c := range s.Charts {
			if err := os.WriteFile(filepath.Join(docs, "charts", c.Name+".svg"), c.SVG(), 0o644); err != nil {
				return err
			}
		}
	}
	table, err := budgets(dir, only, all)
	failed = append(failed, err)
	fmt.Print(table)
	if !dry && only == "" && err == nil {
		failed = append(failed, p.write("machine", machine()), p.write("budgets", table))
	}
	return errors.Join(failed...)
}

// budgets is what the command of that name says about the figures.
func budgets(dir, only string, all []figures.Figure) (string, error) {
	file := filepath.Join(dir, "figures.json")
	content, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(file, content, 0o644)
	}
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "run", "github.com/tucuxi-go/tucuxi/bench/budgets", "-from", file, "-only", only)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if len(out) > 0 { // exceeded limits are in the table
		err = nil
	}
	return string(out), err
}
