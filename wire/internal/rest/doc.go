// Package rest binds members to the parts of an HTTP message other than its
// body: what restJson1 and restXml have in common.
//
// Going out, [Bind] fills the URI template's labels and writes query
// parameters and headers. Coming in, [DecodeBound] reads headers and the
// status code. Both follow the Smithy specification, "HTTP bindings"; terms
// are its own (label, greedy label, query, query params, header, prefix
// headers, response code).
//
// What is a string in params becomes part of a URL or a header here, so this
// is where injection is refused: everything in a URL is percent-encoded, and a
// header value with a line break is a fault.
package rest
