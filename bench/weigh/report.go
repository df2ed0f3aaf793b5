package main

import (
	"fmt"
	"sort"
)

// addition is what a symbol adds.
type addition struct {
	name, pkg            string
	code, metadata, data int
	grown                bool // it is in the smaller program too
}

func (a *addition) total() int { return a.code + a.metadata + a.data }

// difference is what is in one program over another, the largest first.
func difference(from, to *image) []addition {
	var list []addition
	for name, fn := range to.functions {
		a := addition{name: name, pkg: packageOf(name), code: fn.code, metadata: fn.metadata}
		if old, ok := from.functions[name]; ok {
			a.code, a.metadata, a.grown = a.code-old.code, a.metadata-old.metadata, true
			if -16 < a.code && a.code < 16 { // padding: something else comes after it
				a.code = 0
			}
			if a.code == 0 { // it may share other tables now
				continue
			}
		}
		list = append(list, a)
	}
	for name, size := range to.data {
		if added := size - from.data[name]; added != 0 {
			list = append(list, addition{name: name, pkg: packageOf(name), data: added, grown: from.data[name] != 0})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if a, b := list[i].total(), list[j].total(); a != b {
			return a > b
		}
		return list[i].name < list[j].name
	})
	return list
}

func printSections(from, to *image) {
	fmt.Printf("| section | bytes | over |\n| --- | --: | --: |\n")
	old := map[string]int{}
	for _, s := range from.sections {
		old[s.name] = s.size
	}
	size, added := 0, 0
	for _, s := range to.sections {
		size += s.size
		added += s.size - old[s.name]
		if s.size != old[s.name] {
			fmt.Printf("| %s | %d | %+d |\n", s.name, s.size, s.size-old[s.name])
		}
	}
	fmt.Printf("| all | %d | %+d |\n\n", size, added)
}

func printPackages(list []addition) {
	sums := map[string]*addition{}
	counts := map[string]int{}
	for _, a := range list {
		sum := sums[a.pkg]
		if sum == nil {
			sum = &addition{pkg: a.pkg}
			sums[a.pkg] = sum
		}
		sum.code += a.code
		sum.metadata += a.metadata
		sum.data += a.data
		if a.code > 0 {
			counts[a.pkg]++
		}
	}
	var rows []*addition
	total := addition{pkg: "all"}
	functions := 0
	for _, sum := range sums {
		rows = append(rows, sum)
		total.code += sum.code
		total.metadata += sum.metadata
		total.data += sum.data
		functions += counts[sum.pkg]
	}
	counts["all"] = functions
	sort.Slice(rows, func(i, j int) bool { return rows[i].total() > rows[j].total() })
	fmt.Printf("| package | functions | code | metadata | named data | sum |\n| --- | --: | --: | --: | --: | --: |\n")
	for _, r := range append(rows, &total) {
		fmt.Printf("| %s | %d | %d | %d | %d | %d |\n", r.pkg, counts[r.pkg], r.code, r.metadata, r.data, r.total())
	}
	fmt.Println()
}

func printFunctions(list []addition, n int) {
	fmt.Printf("| symbol | code | metadata | data | sum |\n| --- | --: | --: | --: | --: |\n")
	for _, a := range list[:min(n, len(list))] {
		note := ""
		if a.grown {
			note = " (grown)"
		}
		fmt.Printf("| %s%s | %d | %d | %d | %d |\n", a.name, note, a.code, a.metadata, a.data, a.total())
	}
}
