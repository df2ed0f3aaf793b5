// Package calls compares whole calls of Tucuxi with those of its peers over a
// transport that answers at once: params to signed request, answer to values.
//
//	go test -bench . -benchmem ./bench/calls
package calls
