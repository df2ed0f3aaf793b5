// Package roundtrip measures calls over loopback with keep-alive: the CPU of a
// request, throughput and latency as goroutines become more, and whether heap
// and goroutines stay flat over many calls.
//
//	go run ./bench/report -only roundtrip,scale
//
// The client is a process of its own that begins on CPU 0, the server one on
// CPU 1, where the system lets processes choose. The server does little else
// than read and write, so that it is the client that is measured. CPU is what
// the system has counted for the client's process.
package roundtrip
