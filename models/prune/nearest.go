package main

import (
	"cmp"
	"slices"
	"strings"
)

// nearest is the clause of an error message that offers the up to three names
// closest to the wanted one; empty if nothing is close.
func nearest(want string, names []string) string {
	type scored struct {
		name     string
		distance int
	}
	var near []scored
	for _, name := range names {
		d := editDistance(strings.ToLower(want), strings.ToLower(name))
		if strings.Contains(strings.ToLower(name), strings.ToLower(want)) {
			d = min(d, 1)
		}
		if d <= max(1, len(want)/3) {
			near = append(near, scored{name, d})
		}
	}
	if len(near) == 0 {
		return ""
	}
	slices.SortFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(len(a.name), len(b.name)), strings.Compare(a.name, b.name))
	})
	list := make([]string, 0, 3)
	for _, s := range near[:min(3, len(near))] {
		list = append(list, s.name)
	}
	return " (near it: " + strings.Join(list, ", ") + ")"
}

// editDistance is the Levenshtein distance of two strings, in bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
