// Package compile turns botocore's JSON models into compiled models.
//
// A compilation has three steps, a file each: [Read] (source.go, read.go) makes
// a [Service], a plain graph of Go values, out of JSON and refuses what it does
// not know; [Service.Keep] (prune.go) drops the operations that are not wanted;
// [Service.Pack] (pack.go) drops what no operation reaches, merges equal shapes
// and writes the bits that package models describes. [Load] (load.go) makes the
// same graph out of a compiled model, so that a model can be pruned without
// botocore.
//
// The output depends on the input alone: equal models give equal bytes.
package compile
