// Package cbor reads and writes the bytes of CBOR (RFC 8949).
//
// A data item begins with a [Head]: a major type and an argument, which is the
// value of an integer, the length of a string, the number of elements of an
// array or entries of a map, the number of a tag, or the bits of a float.
// Append functions write heads and leaves. A [Reader] reads head after head and
// never behind the end of its input; what it returns are views of that input.
//
// Shapes are unknown here; package rpcv2cbor knows them.
package cbor
