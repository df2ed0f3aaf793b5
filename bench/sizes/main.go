// Command sizes builds a Lambda handler with and without clients, and prints
// what each adds, as a Markdown table.
//
//	go run ./bench/sizes [-arch amd64,arm64]
//
// Programs are built as for deployment, see package build.
package main

import (
	"bytes"
	"compress/flate"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// programs are folders of bench/programs; the first is what the others are
// compared with.
var programs = []string{
	"base", "tucuxi-sqs", "tucuxi-dynamodb", "tucuxi-s3", "tucuxi-eight",
	"v2-dynamodb", "v2-s3", "v2-eight", "minio-s3",
}

func main() {
	arch := flag.String("arch", "amd64,arm64", "GOARCH values, separated by commas")
	flag.Parse()
	if err := run(strings.Split(*arch, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "sizes:", err)
		os.Exit(1)
	}
}

func run(arches []string) error {
	dir, err := os.MkdirTemp("", "sizes")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Println("| program | GOARCH | bytes | over base | deflated |")
	fmt.Println("| --- | --- | --: | --: | --: |")
	for _, arch := range arches {
		base := 0
		for _, program := range programs {
			size, deflated, err := weigh(dir, program, arch)
			if err != nil {
				return err
			}
			if base == 0 {
				base = size
			}
			fmt.Printf("| %s | %s | %d | %+d | %d |\n", program, arch, size, size-base, deflated)
		}
	}
	return nil
}

// weigh builds a program and is its size, plain and deflated.
func weigh(dir, program, arch string) (size, deflated int, err error) {
	file, err := build.Program(dir, program, build.Options{Arch: arch})
	if err != nil {
		return 0, 0, err
	}
	binary, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, err
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return 0, 0, err
	}
	if _, err := w.Write(binary); err != nil {
		return 0, 0, err
	}
	if err := w.Close(); err != nil {
		return 0, 0, err
	}
	return len(binary), packed.Len(), nil
}
