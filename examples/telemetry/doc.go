// Command telemetry traces calls with OpenTelemetry: spans in hooks.go
// is all that a program needs, ten lines. The library itself does not know of it,
// and this module is of its own so that its dependencies are nobody else's.
//
// It asks STS who it is and prints the spans:
//
//	go run ./examples/telemetry
package main
