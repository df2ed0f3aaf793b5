// Command sizes builds a Lambda handler with and without clients, and prints
// what each adds, as Markdown tables.
//
//	go run ./bench/sizes
//
// It is the report's subject of that name, see bench/report.
package main

import (
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/figures"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "sizes:", err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "sizes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s, err := figures.Sizes(figures.Options{Dir: dir, Full: true})
	if err != nil {
		return err
	}
	fmt.Println(s.Markdown())
	return nil
}
