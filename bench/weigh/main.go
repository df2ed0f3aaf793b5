// Command weigh says where the bytes go that a program has over another one.
//
//	go run ./bench/weigh [-over base] [-functions 40] [-rpc] [-tag rooms_sign] tucuxi-dynamodb
//
// It prints Markdown tables: sections, packages, and the largest functions.
// A function's cost is its machine code and its metadata in .gopclntab: name,
// line tables, stack maps. Metadata that functions share counts for the first
// of them, those of the smaller program first.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

func main() {
	over := flag.String("over", "base", "the program to compare with")
	functions := flag.Int("functions", 40, "how many functions to list")
	rpc := flag.Bool("rpc", false, "build both with net/rpc, as without the tag lambda.norpc")
	tag := flag.String("tag", "", "a build tag of the program, such as those of tucuxi-rooms and tucuxi-source")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *over, *functions, build.Options{Symbols: true, RPC: *rpc, Tag: *tag}); err != nil {
		fmt.Fprintln(os.Stderr, "weigh:", err)
		os.Exit(1)
	}
}

func run(program, over string, functions int, o build.Options) error {
	dir, err := os.MkdirTemp("", "weigh")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var images [2]*image
	for i, name := range []string{over, program} {
		file, err := build.Program(dir, name, o)
		if err != nil {
			return err
		}
		if images[i], err = open(file); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	from, to := images[0], images[1]
	if err := from.weighMetadata(nil); err != nil {
		return err
	}
	if err := to.weighMetadata(from.functions); err != nil {
		return err
	}
	printSections(from, to)
	added := difference(from, to)
	printPackages(added)
	printFunctions(added, functions)
	return nil
}
