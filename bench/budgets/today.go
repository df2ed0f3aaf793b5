package main

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

// today is what figures were when they were last recorded, a line each: the
// value, a tab, the name.
//
//go:embed today.txt
var today string

// room is how much more than today a figure may be: what a change may cost
// without being noticed.
const room = 1.03

// recorded is the figures of today by name, and their order.
func recorded() (values map[string]float64, names []string, err error) {
	values = map[string]float64{}
	for line := range strings.Lines(today) {
		number, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		value, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil {
			return nil, nil, fmt.Errorf("today.txt: %q", line)
		}
		values[name] = value
		names = append(names, name)
	}
	return values, names, nil
}

// record writes the figures of today, and keeps those that were not measured.
func record(file string, measured []figures.Figure) error {
	values, names, err := recorded()
	if err != nil {
		return err
	}
	for _, f := range measured {
		if g := goalOf(f.Name); g != nil && g.noisy {
			continue
		}
		if _, ok := values[f.Name]; !ok {
			names = append(names, f.Name)
		}
		values[f.Name] = f.Value
	}
	var text strings.Builder
	for _, name := range names {
		fmt.Fprintf(&text, "%s\t%s\n", strconv.FormatFloat(math.Round(values[name]*1000)/1000, 'f', -1, 64), name)
	}
	today = text.String()
	return os.WriteFile(file, []byte(today), 0o644)
}
