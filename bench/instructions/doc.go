// Package instructions counts the instructions of each case of a suite, per run.
//
//	go run ./bench/report -only calls
//
// One process runs all cases under valgrind's callgrind, which it asks to count
// from and up to the calls themselves. Counts hardly vary from run to run,
// whatever else the machine does. The garbage collector is off, which favours
// those who allocate; valgrind knows no SHA extensions, so hashing weighs more
// than it does on the processor.
package instructions
