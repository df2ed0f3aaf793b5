// Package json holds what awsJson1_0, awsJson1_1 and restJson1 have in common:
// values as JSON under the guidance of a shape, documents, and errors.
//
// JSON is written compactly, non-ASCII text as UTF-8. It is read by package
// wire, which keeps the parsed text itself (wire.Document).
package json
