// Package bench measures Tucuxi beside its peers. Every figure in the
// documentation comes from here:
//
//	go run ./bench/sizes              binary sizes, as a Markdown table
//	go test -bench . ./bench/calls    time and allocations of whole calls
//
// It is a module of its own, so that no peer shows in a user's go.sum.
package bench
