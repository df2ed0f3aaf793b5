// Package restjson speaks restJson1: members are bound to the path, the query,
// headers and the status code; the others, or one payload member, are the body.
//
// Source: Smithy, "AWS restJson1 protocol".
package restjson
