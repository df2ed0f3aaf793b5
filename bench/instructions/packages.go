package instructions

import (
	"bytes"
	"strconv"
	"strings"
)

// packages is what the code of each package takes of a dump, calls of others left
// out. Source: Valgrind manual, "Callgrind Format Specification".
func packages(dump []byte) map[string]float64 {
	names, costs := map[string]string{}, map[string]float64{}
	var current string
	called := false // the next cost is that of a call
	for line := range bytes.Lines(dump) {
		text := strings.TrimSuffix(string(line), "\n")
		switch {
		case strings.HasPrefix(text, "fn="):
			current = name(names, text[len("fn="):])
		case strings.HasPrefix(text, "cfn="):
			name(names, text[len("cfn="):])
		case strings.HasPrefix(text, "calls="):
			called = true
		case text != "" && strings.IndexByte("0123456789+-*", text[0]) >= 0:
			_, number, _ := strings.Cut(text, " ")
			if n, err := strconv.ParseFloat(number, 64); err == nil && !called {
				costs[packageOf(current)] += n
			}
			called = false
		}
	}
	return costs
}

// name is a function's name, which only its first mention has: "(12) name", then
// "(12)".
func name(names map[string]string, text string) string {
	id, name, _ := strings.Cut(text, " ")
	if name != "" {
		names[id] = name
	}
	return names[id]
}

// packageOf is the package of a function. Assembly of package runtime has none.
func packageOf(function string) string {
	path, _, _ := strings.Cut(function, "[") // type arguments have paths too
	folder, last := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		folder, last = path[:i+1], path[i+1:]
	}
	base, _, ok := strings.Cut(last, ".")
	if !ok {
		return "runtime"
	}
	return folder + base
}
