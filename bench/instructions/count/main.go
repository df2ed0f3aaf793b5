// Command count runs the cases of the suites calls, signing, endpoints and growth for package
// instructions. Its argument is a peer, or "" for all.
package main

import (
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/calls"
	"github.com/tucuxi-go/tucuxi/bench/endpoints"
	"github.com/tucuxi-go/tucuxi/bench/growth"
	"github.com/tucuxi-go/tucuxi/bench/instructions"
	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/bench/signing"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "count:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	for _, suite := range []func() (measure.Suite, error){calls.Suite, signing.Suite, endpoints.Suite, growth.Suite} {
		s, err := suite()
		if err != nil {
			return err
		}
		for _, c := range s.Cases {
			if len(args) > 0 && args[0] != "" && args[0] != c.Peer {
				continue
			}
			if err := count(&c); err != nil {
				return fmt.Errorf("%s: %s: %w", c.Thing, c.Peer, err)
			}
		}
	}
	return nil
}

// count counts a case, after runs that fill caches and pools.
func count(c *measure.Case) error {
	for range 3 {
		if err := c.Run(); err != nil {
			return err
		}
	}
	start()
	defer stop()
	if err := c.Run(); err != nil {
		return err
	}
	for range instructions.Blocks {
		zero()
		for range instructions.Runs {
			if err := c.Run(); err != nil {
				return err
			}
		}
		dump(c.Thing + instructions.Separator + c.Peer)
	}
	return nil
}
