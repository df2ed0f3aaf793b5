package sign

// few is how many headers or parameters are sorted by insertion, which is best
// for those that are few or sorted already. More are sorted by heap.
const few = 32

// heapSort sorts n elements in n log n steps at worst. It does not keep the order
// of equal ones. Package slices would be quicker, and 10 KB of code for the two
// types that are sorted here (Go 1.26).
func heapSort(n int, less func(i, j int) bool, swap func(i, j int)) {
	sift := func(root, n int) {
		for child := 2*root + 1; child < n; child = 2*root + 1 {
			if child+1 < n && less(child, child+1) {
				child++
			}
			if !less(root, child) {
				return
			}
			swap(root, child)
			root = child
		}
	}
	for root := n/2 - 1; root >= 0; root-- {
		sift(root, n)
	}
	for n--; n > 0; n-- {
		swap(0, n)
		sift(0, n)
	}
}
