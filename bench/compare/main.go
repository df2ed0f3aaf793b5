// Command compare measures Tucuxi beside its peers and prints Markdown tables.
//
//	go run ./bench/compare [-rounds 60] [-turn 3ms] [-strict [-slack 0.1]] [signing] [endpoints] [codecs] [calls]
//
// The peers of every row take turns, and the best turn of each counts, so the
// ratios hold on a machine that does other things as well; the nanoseconds are
// that machine's.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/calls"
	"github.com/tucuxi-go/tucuxi/bench/codecs"
	"github.com/tucuxi-go/tucuxi/bench/endpoints"
	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/bench/signing"
)

func main() {
	rounds := flag.Int("rounds", 60, "how often everybody has a turn")
	turn := flag.Duration("turn", 3*time.Millisecond, "how long a turn is, roughly")
	strict := flag.Bool("strict", false, "exit with status 1 if a goal is not met")
	slack := flag.Float64("slack", 0, "by how much a goal may be missed before that counts: 0.1 is a tenth")
	flag.Parse()
	met, err := run(flag.Args(), *rounds, *turn, *slack)
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
	if *strict && !met {
		os.Exit(1)
	}
}

func run(names []string, rounds int, turn time.Duration, slack float64) (met bool, err error) {
	fmt.Printf("%s, %s/%s, %d CPUs; best of %d turns of %v\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), rounds, turn)
	met = true
	for _, suite := range []func() (measure.Suite, error){signing.Suite, endpoints.Suite, codecs.Suite, calls.Suite} {
		s, err := suite()
		if err != nil {
			return false, err
		}
		if len(names) > 0 && !slices.Contains(names, s.Name) {
			continue
		}
		ok, err := measure.Compare(os.Stdout, s, rounds, turn, slack)
		if err != nil {
			return false, err
		}
		met = met && ok
	}
	return met, nil
}
