// Command budgets checks what Tucuxi costs against what it may cost, prints a
// table, and exits with status 1 if a limit is exceeded.
//
//	go run ./bench/budgets             what CI checks, in a minute or so
//	go run ./bench/budgets -full       everything, with the peers
//	go run ./bench/budgets -record     what is measured becomes today's
//
// A limit is what was recorded in today.txt and 3 % more: it keeps what is
// there, and whoever makes something cheaper records it. A goal is what the
// project wants, see limits.go; one that is not reached (🔴) is no failure, a
// limit that is exceeded (⛔) is one. What could not be measured is named (⚪).
//
// What has a limit does not depend on how fast or busy the machine is: bytes,
// counts, and instructions as valgrind counts them. All of it depends on the Go
// release; sizes are those of programs for linux/amd64.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

func main() {
	full := flag.Bool("full", false, "measure everything")
	only := flag.String("only", "", "subjects, separated by commas")
	from := flag.String("from", "", "a file of figures that the report has written: nothing is measured")
	keep := flag.Bool("record", false, "write today.txt")
	flag.Parse()
	list, err := measured(*from, *only, *full)
	if err == nil && *keep {
		err = save(list)
	}
	exceeded := 0
	if err == nil {
		exceeded, err = show(list, *only == "")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
	if exceeded > 0 && !*keep {
		fmt.Fprintf(os.Stderr, "budgets: %d exceeded\n", exceeded)
		os.Exit(1)
	}
}

// measured measures, or reads what the report has measured.
func measured(from, only string, full bool) ([]figures.Figure, error) {
	var list []figures.Figure
	if from != "" {
		content, err := os.ReadFile(from)
		if err == nil {
			err = json.Unmarshal(content, &list)
		}
		return list, err
	}
	if _, err := exec.LookPath("valgrind"); err != nil {
		return nil, errors.New("valgrind, which counts instructions, is not installed")
	}
	dir, err := os.MkdirTemp("", "budgets")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for _, m := range figures.Measures {
		if m.Full && !full || only != "" && !slices.Contains(strings.Split(only, ","), m.ID) {
			continue
		}
		began := time.Now()
		s, err := m.Measure(figures.Options{Dir: dir, Full: full})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.ID, err)
		}
		fmt.Fprintf(os.Stderr, "%5.1f s  %s\n", time.Since(began).Seconds(), m.ID)
		list = append(list, s.Figures...)
	}
	return list, nil
}

// save writes today.txt beside the source of this command.
func save(list []figures.Figure) error {
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/tucuxi-go/tucuxi/bench/budgets").Output()
	if err != nil {
		return fmt.Errorf("go list: %w", err)
	}
	return record(filepath.Join(strings.TrimSpace(string(dir)), "today.txt"), list)
}

// show prints the table and counts what exceeds its limit. If all was to be
// measured, it names what was not.
func show(list []figures.Figure, whole bool) (exceeded int, err error) {
	all, err := rows(list)
	if err != nil {
		return 0, err
	}
	missing, err := unmeasured(list)
	if err != nil {
		return 0, err
	}
	fmt.Printf("%s\n\n%s", runtime.Version(), header)
	for i := range all {
		fmt.Println(all[i].text())
		if all[i].exceeded() {
			exceeded++
		}
	}
	if whole {
		for _, name := range missing {
			fmt.Printf("| ⚪ | %s | | | | | not measured here |\n", name)
		}
	}
	fmt.Println()
	return exceeded, nil
}
