// Command prune compiles service models, and cuts packages of a few operations
// out of compiled ones.
//
// A package of your own with just the operations that you call, made from the
// models inside this module:
//
//	go run github.com/tucuxi-go/tucuxi/models/prune -service s3 -ops GetObject,PutObject -out internal/s3lite
//
// What there is, and what an operation takes and gives:
//
//	go run github.com/tucuxi-go/tucuxi/models/prune -list
//	go run github.com/tucuxi-go/tucuxi/models/prune -list s3
//	go run github.com/tucuxi-go/tucuxi/models/prune -describe s3.PutObject
//	go run github.com/tucuxi-go/tucuxi/models/prune -sizes
//
// All packages anew, from botocore's data folder (see models/README.md):
//
//	go run ./models/prune -botocore botocore/data -release "botocore 1.44.5" -out models/embed
//
// The exit code is 0, 1 for bad input (nothing is written then) and 2 for wrong
// flags.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
