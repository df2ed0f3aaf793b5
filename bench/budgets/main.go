// Command budgets checks what Tucuxi costs against what it may cost, prints a
// table, and exits with status 1 if a budget is exceeded.
//
//	go run ./bench/budgets
//
// A limit is what is achieved today, with little room: it keeps what is there.
// A goal is what the project wants; a goal that is not met is no failure.
// Whoever makes something cheaper lowers its limit in limits.go.
//
// Nothing here depends on how fast or busy the machine is. Sizes are those of
// programs for linux/amd64, and depend on the Go release.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// row is a figure and what it may be.
type row struct {
	what  string
	got   int
	limit int
	goal  int // 0: the limit is the goal
	unit  string
}

// checks make the rows; dir is for what they build.
var checks = []func(dir string) ([]row, error){calls, sizes, rpc, startup, sums}

func main() {
	exceeded, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "budgets:", err)
		os.Exit(1)
	}
	if exceeded > 0 {
		fmt.Fprintf(os.Stderr, "budgets: %d exceeded\n", exceeded)
		os.Exit(1)
	}
}

func run() (exceeded int, err error) {
	dir, err := os.MkdirTemp("", "budgets")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%s\n\n| what | is | limit | | goal | |\n| --- | --: | --: | --- | --: | --- |\n", runtime.Version())
	for _, check := range checks {
		rows, err := check(dir)
		if err != nil {
			return exceeded, err
		}
		for _, r := range rows {
			fmt.Println(r.text())
			if r.got > r.limit {
				exceeded++
			}
		}
	}
	fmt.Println()
	return exceeded, nil
}

// text is a row of the table.
func (r *row) text() string {
	state, goal, met := "🟢", "", ""
	if r.got > r.limit {
		state = "🔴 exceeded"
	}
	if r.goal > 0 {
		goal, met = grouped(r.goal), "met"
		if r.got > r.goal {
			met = fmt.Sprintf("%s to go", grouped(r.got-r.goal))
		}
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |", r.what, strings.TrimSpace(grouped(r.got)+" "+r.unit), grouped(r.limit), state, goal, met)
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
