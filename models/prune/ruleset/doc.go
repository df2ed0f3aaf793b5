// Package ruleset lowers botocore's endpoint rule sets and partitions to what
// package models/rules runs. It is used at build time only.
//
// Compile works in three steps: the JSON is read with its order and its paths
// (json.go); rules are lowered to expressions in prefix order (rule.go,
// expr.go), trees with one child melt into it and what nothing can reach is
// dropped; the records are written, equal ones once (emit.go). The layout is
// described in package rules, which both sides import.
//
// Whatever the evaluator would not understand is refused with the JSON path of
// it: a new function in a rule set stops the build, not a program.
package ruleset
