// Package bench measures Tucuxi beside its peers. Every figure in the
// documentation comes from here. Two commands do it all:
//
//	go run ./bench/report     measures everything, rewrites the tables and charts of docs
//	go run ./bench/budgets    checks what is achieved against what it may cost; CI runs it
//
// What they measure with can also be run alone:
//
//	go run ./bench/sizes      binary sizes, as Markdown tables
//	go run ./bench/weigh      where a program's bytes go, function by function
//	go run ./bench/sources    what each source of credentials adds
//	go run ./bench/compare    signing, endpoints and whole calls beside the peers
//
// The rooms: programs are what is weighed and started; once lets them run as
// processes of one call, which startup measures; calls, signing, endpoints and
// growth are suites of cases, which measure times and instructions counts;
// roundtrip is calls over loopback; figures makes tables, charts and figures of
// all that, and budgets has goals for the figures.
//
// It is a module of its own, so that no peer shows in a user's go.sum.
package bench
