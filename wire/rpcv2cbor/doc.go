// Package rpcv2cbor is the protocol rpcv2Cbor: an operation is a POST to
// /service/<service>/operation/<operation>, its input and output are CBOR maps.
//
// Members go by their names; HTTP bindings of the model count for nothing, but
// for the host prefix. Source: Smithy, "Smithy RPC v2 CBOR protocol".
//
//	protocol.go  the request around the body, responses and errors
//	encode.go    params to CBOR
//	decode.go    CBOR to the JSON text of a document: structures, maps, lists
//	leaf.go      the same for numbers, strings, timestamps
//	free.go      the same for what has no shape
//	fault.go     what is wrong with a response, and where: a wire.ValueError
//
// The bytes of CBOR are in package wire/internal/cbor.
package rpcv2cbor
