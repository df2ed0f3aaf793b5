package main

import "github.com/tucuxi-go/tucuxi/bench/build"

// sizes weighs programs over base.
func sizes(dir string) ([]row, error) {
	base, err := build.Size(dir, "base", build.Options{})
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, limit := range sizeLimits {
		size, err := build.Size(dir, limit.program, build.Options{})
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{limit.program + " over base", size - base, withRoom(limit.today), limit.goal, "B"})
	}
	return rows, nil
}

// rpc weighs programs with net/rpc linked: what a client adds is the same, for
// operations are no methods.
func rpc(dir string) ([]row, error) {
	var bases [2]int
	for i, with := range []bool{false, true} {
		var err error
		if bases[i], err = build.Size(dir, "base", build.Options{RPC: with}); err != nil {
			return nil, err
		}
	}
	var rows []row
	for _, program := range []string{"tucuxi-dynamodb", "tucuxi-eight"} {
		var added [2]int
		for i, with := range []bool{false, true} {
			size, err := build.Size(dir, program, build.Options{RPC: with})
			if err != nil {
				return nil, err
			}
			added[i] = size - bases[i]
		}
		rows = append(rows, row{program + ": more or less with net/rpc", max(added[1]-added[0], added[0]-added[1]), withRoom(rpcToday), rpcGoal, "B"})
	}
	return rows, nil
}

// withRoom is 3 % more: what a change may cost without being noticed.
func withRoom(today int) int { return today * 103 / 100 }
