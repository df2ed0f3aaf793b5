// Package faults tests the client against a server that misbehaves on command.
//
// Server speaks HTTP/1.1 over raw TCP or TLS on loopback, so that it can do what
// no HTTP server does: refuse, reset, fall silent, lie about lengths, send noise.
// Behind it are services that count what they execute (services.go): a call that
// is executed more often than it may be, or an object that does not come back as
// it was put, is seen there and not in the client.
//
// The tests are the fault matrix. They run in a short form with go test; with
// TUCUXI_FAULTS=full in the form that .ci/run wants, with more calls and longer
// silences.
package faults
