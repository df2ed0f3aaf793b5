package main

import (
	"errors"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

var valgrindArgs = []string{"--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"}

func hasValgrind() bool {
	_, err := exec.LookPath("valgrind")
	return err == nil
}

// refs is the line of cachegrind with the number of instructions.
var refs = regexp.MustCompile(`(?m)^==\d+== I\s+refs:\s+([0-9,]+)$`)

var errRefs = errors.New("valgrind counted nothing")

func counted(output []byte) (float64, error) {
	found := refs.FindSubmatch(output)
	if found == nil {
		return 0, errRefs
	}
	return strconv.ParseFloat(strings.ReplaceAll(string(found[1]), ",", ""), 64)
}
