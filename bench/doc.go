// Package bench measures Tucuxi beside its peers. Every figure in the
// documentation comes from here:
//
//	go run ./bench/sizes      binary sizes, as a Markdown table
//	go run ./bench/weigh      where a program's bytes go
//	go run ./bench/compare    signing, endpoints and whole calls beside the peers
//	go run ./bench/budgets    what is achieved, kept
//
// It is a module of its own, so that no peer shows in a user's go.sum.
package bench
