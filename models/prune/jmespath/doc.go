// Package jmespath lowers JMESPath expressions of models to what package
// models/path runs. It is used at build time only.
//
// Compile scans (scan.go), parses by binding powers (parse.go) and lowers the
// tree to steps (lower.go). The part of the language that models use is
// supported: fields, indexes, the projections [*], [], .* and [?…], multi-select
// lists, ||, &&, !, comparisons, pipes, the functions length and keys, and
// literals that are no lists or objects. All else is refused by name, so that a
// new construct in a model stops the build, not a program.
package jmespath
