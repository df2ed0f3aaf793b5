// Package clientcase runs the client cases of the conformance corpus (its
// README, "Client cases") against package lite: whole clients, from their
// configuration to what they send and what the caller sees.
//
//	clientcase.Run(t, clientcase.Suite{File: "s3/s3-addressing-cases.json"})
//
// A case runs in a testing/synctest bubble, whose clock stands at the case's
// date and goes on only when everything waits: signatures come out as recorded,
// and back-off takes no time.
//
// What the corpus expects and the library does not do by design or not do yet is
// an exclusion with a reason: of a whole case (exclude.go, Suite.Exclude), or of
// a part of its comparison (Suite.Loose). Run logs how many of each there were.
package clientcase
