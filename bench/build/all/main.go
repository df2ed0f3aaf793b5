// Command all writes services.go of bench/programs/tucuxi-all, which names the
// services of models/embed:
//
//	go generate ./bench/programs/tucuxi-all
package main

import (
	"fmt"
	"os"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

func main() {
	source, err := build.AllServices()
	if err == nil {
		err = os.WriteFile("services.go", source, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "all:", err)
		os.Exit(1)
	}
}
