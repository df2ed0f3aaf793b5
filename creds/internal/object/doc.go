// Package object reads and writes JSON objects (RFC 8259) in place.
//
// The answers of credential endpoints and the files of credential caches are
// small objects, mostly flat ones of strings, so this package reads just those:
// it hands out members, and checks and skips what is inside of other values.
// encoding/json would bring reflect and fmt along.
package object
