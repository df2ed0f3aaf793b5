// Package measure times the same work done by several peers, so that the ratios
// between them can be trusted on a machine that is busy with other things.
//
// A Suite is cases; a Case is one peer's way to do one thing. There are three
// ways to run a suite:
//
//   - [Bench] makes sub-benchmarks of it, for go test -bench;
//   - [Check] runs each case a few times, for go test;
//   - [Compare] lets the peers of a thing take turns, keeps the best turn of
//     each, and says how they compare with Tucuxi and with the goals.
//
// A disturbance only ever makes a turn slower, and takes turns of all peers
// alike: the best of many short turns is what the work costs undisturbed.
package measure
