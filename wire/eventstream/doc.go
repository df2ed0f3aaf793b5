// Package eventstream speaks the messages of event streams: as bytes (Append,
// Parse, Reader), and as the events of an operation (Encode, Decode), for which a
// protocol of package wire reads and writes the payload.
//
// A message is a frame of, all big-endian,
//
//	total length   4 bytes  \
//	headers length 4 bytes   } the prelude
//	its CRC-32     4 bytes  /
//	headers
//	payload
//	CRC-32         4 bytes, of everything before
//
// and a header is
//
//	length of the name 1 byte, the name, the value's type 1 byte, the value
//
// Source: Smithy, "Amazon Event Stream Specification".
package eventstream
