package figures

import (
	"fmt"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// Compile measures the CPU of compiling what a program has and base has not.
func Compile(o Options) (*Section, error) {
	s := &Section{ID: "compile", Title: "Compile", Text: "CPU of go build for a program whose packages are all compiled anew but those that base has too, minus the same for base: what a client adds to a cold build."}
	programs := []string{oursRow}
	if o.Full {
		programs = []string{oursRow, "tucuxi-s3", eightRow, "tucuxi-all", "v2-dynamodb", "v2-s3", "v2-eight", "minio-s3"}
	}
	base, err := build.Packages("base")
	if err != nil {
		return nil, err
	}
	shared := map[string]bool{}
	for _, p := range base {
		shared[p] = true
	}
	link, err := build.CPU(o.Dir, "base", []string{build.Module + "/programs/base"})
	if err != nil {
		return nil, err
	}
	t := Table{Head: []string{"program", "packages", "CPU over base, s"}}
	for _, program := range programs {
		all, err := build.Packages(program)
		if err != nil {
			return nil, err
		}
		var fresh []string
		for _, p := range all {
			if !shared[p] {
				fresh = append(fresh, p)
			}
		}
		took, err := build.CPU(o.Dir, program, fresh)
		if err != nil {
			return nil, err
		}
		over := took - link
		t.row(program, Grouped(len(fresh)), fmt.Sprintf("%.1f", over.Seconds()))
		s.add(over.Seconds(), "%s: CPU of a cold build over base, s", program)
	}
	s.Tables = append(s.Tables, t)
	return s, nil
}
