// Command inside runs processes for package startup: it reads a task on its
// standard input and writes results. With the argument namespace it is in a
// mount namespace of its own and may change /etc there.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/tucuxi-go/tucuxi/bench/startup"
)

func main() {
	if err := run(len(os.Args) > 1); err != nil {
		fmt.Fprintln(os.Stderr, "inside:", err)
		os.Exit(1)
	}
}

func run(namespace bool) error {
	var task startup.Task
	if err := json.NewDecoder(os.Stdin).Decode(&task); err != nil {
		return err
	}
	missing := "a mount namespace, which gives AWS's names another address, cannot be made here"
	if namespace {
		if err := furnish(task.Bundle); err != nil {
			missing += ": " + err.Error()
		} else {
			missing = ""
		}
	}
	var results []startup.Result
	for _, s := range task.Scenarios {
		r := startup.Result{Scenario: s}
		if s.TLS && missing != "" {
			r.Missing = missing
		} else if err := measure(&task, &r); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		results = append(results, r)
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

// measure lets the programs take turns.
func measure(task *startup.Task, r *startup.Result) error {
	s, err := serve(task, &r.Scenario)
	if err != nil {
		return err
	}
	defer s.Close()
	q, err := newQuota(r.Scenario.Quota)
	if err != nil {
		r.Missing = err.Error()
		return nil
	}
	defer q.close()
	if r.Scenario.Valgrind && !hasValgrind() {
		r.Missing = "valgrind is not installed"
		return nil
	}
	all := map[string][]startup.Figures{}
	for round := range r.Scenario.Rounds {
		for i := range task.Programs {
			p := &task.Programs[(i+round)%len(task.Programs)]
			f, err := once(p, &r.Scenario, s, q)
			if err != nil {
				return fmt.Errorf("%s: %w", p.Row, err)
			}
			all[p.Row] = append(all[p.Row], f)
		}
	}
	if r.Missing = q.effect(); r.Missing != "" {
		return nil
	}
	r.Figures = map[string]startup.Figures{}
	for row, list := range all {
		r.Figures[row] = medians(list)
	}
	return nil
}

// medians is the median of each figure, but the least of the instructions.
func medians(list []startup.Figures) startup.Figures {
	of := func(figure func(*startup.Figures) *float64) float64 {
		values := make([]float64, len(list))
		for i := range list {
			values[i] = *figure(&list[i])
		}
		slices.Sort(values)
		return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
	}
	var m startup.Figures
	for _, figure := range []func(*startup.Figures) *float64{
		func(f *startup.Figures) *float64 { return &f.Main },
		func(f *startup.Figures) *float64 { return &f.Request },
		func(f *startup.Figures) *float64 { return &f.Answer },
		func(f *startup.Figures) *float64 { return &f.CPU },
		func(f *startup.Figures) *float64 { return &f.Faults },
		func(f *startup.Figures) *float64 { return &f.Peak },
		func(f *startup.Figures) *float64 { return &f.Heap },
		func(f *startup.Figures) *float64 { return &f.Allocated },
		func(f *startup.Figures) *float64 { return &f.Mallocs },
		func(f *startup.Figures) *float64 { return &f.Instructions },
	} {
		*figure(&m) = of(figure)
	}
	for i := range list { // waiting only ever adds instructions: the least is what the program takes
		m.Instructions = min(m.Instructions, list[i].Instructions)
	}
	return m
}
