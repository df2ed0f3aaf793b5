// Package startup measures processes that make one call and end: the programs of
// bench/programs, each with the variables of a Lambda function, against a server
// on loopback.
//
//	go run ./bench/report -only startup
//
// Over HTTP the endpoint is an address. Over TLS it is a name of AWS that leads
// to loopback, since only such names are verified with the preferred roots: the
// processes run in a mount namespace of their own, whose /etc/hosts has the
// names and whose /etc/ssl has one bundle of 144 authorities. The server's chain
// ends in one of these, and in one of the preferred roots of the programs, which
// are built with another lite/roots/amazon.der by means of go build -overlay:
// the five of Amazon and that one. Nothing of the library is changed.
//
// Instructions are those that valgrind's cachegrind counts: they are the same on
// a busy machine, and need no hardware counters. Valgrind knows no SHA
// extensions, so hashing weighs more than it does on the processor.
package startup
