package wire

import "github.com/tucuxi-go/tucuxi/models"

// nearest is the member of shape whose name is closest to name by edit
// distance; empty if none is close: at most a letter in four is wrong, and not
// all of a short name.
func nearest(shape models.Shape, name string) string {
	best, limit := "", max(1, min(len(name), 2+len(name)/4, 5))
	for i := range shape.NumMembers() {
		member := shape.Member(i).Name()
		if d := distance(member, name, limit); d < limit {
			best, limit = member, d
		}
	}
	return best
}

// distance is the Levenshtein distance of two names without regard to ASCII
// case, or limit if it is not below it.
func distance(a, b string, limit int) int {
	if len(a) > 64 || len(b) > 64 || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	var row [65]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if lower(a[i]) != lower(b[j]) {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return min(row[len(b)], limit)
}
