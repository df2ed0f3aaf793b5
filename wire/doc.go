// Package wire turns params into requests and responses into documents.
//
// A message has two sides here. Going out, a [Value] — whatever Go value the
// caller gave — is encoded under the guidance of a shape into a [Request]; an
// [Encoder] holds what all protocols share: checking against the model, the
// order of members, the path of a fault. Coming in, a [Response] is decoded
// into a [Document], one kind of tree for every protocol, which is read in
// place.
//
// A [Protocol] does both for one AWS wire protocol. Each is a package of its
// own, wire/<protocol>, that links only when a service package imports it; what
// knows bytes (cbor, xml, form), and what the protocols of
// one format share (json, rest, xmldoc), is in wire/internal.
//
// Terms are those of the Smithy specification and its AWS protocols (label,
// query, header, prefix headers, payload, status code).
package wire
