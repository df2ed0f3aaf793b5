// Package ruleset lowers botocore's endpoint rule sets and partitions to what
// package models/rules runs. It is used at build time only.
//
// Compile works in four steps: the JSON is read with its order and its paths
// (json.go); its expressions are checked and its rules become a graph of
// conditions (expr.go, rule.go); the graph is lowered to instructions, anew for all
// that may be known where a condition is reached (facts.go, lower.go, values.go);
// these are put in order, what they compute gets slots, and they are written
// (order.go, emit.go). The layout is described in package rules, which both sides
// import.
//
// Whatever the evaluator would not understand is refused with the JSON path of
// it: a new function in a rule set stops the build, not a program.
package ruleset
