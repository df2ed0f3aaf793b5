// Package calls compares whole calls of Tucuxi with those of its peers over a
// transport that answers at once: params to signed request, answer to values.
//
//	go run ./bench/compare calls
//	go run -tags ec2 ./bench/compare calls   # with v2's EC2, which takes minutes to compile
//	go test -bench . ./bench/calls
//
// Everybody gets the same answer, over net/http's types, and reads the same of
// it: an item's attribute, or two members of each entry of a list. Params are
// made once, but for bodies that are read.
package calls
