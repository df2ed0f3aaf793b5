// Package models reads compiled service models in place.
//
// A service model (operations, shapes, errors, endpoint rule set, paginators,
// waiters) is compiled at build time by the command in models/prune into one
// byte string, model.bin, that a service package embeds. [Open] checks its
// header and nothing else; every view — [Operation], [Shape], [Member] and the
// rest — is a position in that string. Nothing is parsed, copied or allocated,
// so a model of 800 operations costs a program no more start-up time than a
// model of one.
//
// The bits are described once, in layout.go, for this package, which reads
// them, and for models/prune/compile, which writes them.
//
// A corrupt model never makes a view panic: what cannot be read is zero (an
// empty string, a shape of kind Invalid), which callers report. [Model.Check]
// walks a whole model and names the first fault.
//
// Terms are those of the Smithy specification (service, operation, shape,
// member, target, trait), with the names of botocore's model files.
package models
