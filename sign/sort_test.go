package sign

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"
)

// Many headers and parameters are sorted like few; headers of one name keep
// their order.
func TestSortMany(t *testing.T) {
	for _, n := range []int{few - 1, few, few + 1, 2 * few, 5 * few} {
		var headers, want []Header
		var pairs []string
		for i := range n {
			name := fmt.Sprintf("x-amz-meta-%d", i*7%(n/3+1)) // each name about three times
			headers = append(headers, Header{name, fmt.Sprint(i)})
			pairs = append(pairs, fmt.Sprintf("%s=%d", name, i%5))
		}
		want = append(slices.Clone(headers), Header{headerHost, "h"})
		sort.SliceStable(want, func(i, j int) bool { return want[i].Name < want[j].Name })
		w := new(scratch)
		if err := w.collectHeaders(headers, 0); err != nil {
			t.Fatal(err)
		}
		w.sortHeaders()
		for i := range want {
			got := Header{headerHost, "h"}
			if at := w.headers[i].value; at >= 0 {
				got = headers[at]
			}
			if got != want[i] || got.Name != w.headers[i].name {
				t.Fatalf("%d headers: %v is %d., want %v", n, got, i, want[i])
			}
		}
		got := string(w.appendCanonicalQuery(nil, strings.Join(pairs, "&")))
		sort.Slice(pairs, func(i, j int) bool {
			a, x, _ := strings.Cut(pairs[i], "=")
			b, y, _ := strings.Cut(pairs[j], "=")
			return a < b || a == b && x < y
		})
		if want := strings.Join(pairs, "&"); got != want {
			t.Errorf("%d parameters: %s, want %s", n, got, want)
		}
	}
}

// Sorting takes n log n steps whatever the order.
func TestHeapSortSteps(t *testing.T) {
	const n = 1 << 14
	for name, value := range map[string]func(int) int{
		"up": func(i int) int { return i }, "down": func(i int) int { return -i },
		"same": func(int) int { return 0 }, "mixed": func(i int) int { return i * 7919 % n },
	} {
		var values []int
		for i := range n {
			values = append(values, value(i))
		}
		steps := 0
		heapSort(n, func(i, j int) bool { steps++; return values[i] < values[j] },
			func(i, j int) { values[i], values[j] = values[j], values[i] })
		if !slices.IsSorted(values) || steps > 3*n*14 {
			t.Errorf("%s: %d steps", name, steps)
		}
	}
}
