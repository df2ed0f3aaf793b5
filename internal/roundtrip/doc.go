// Package roundtrip makes a valid input and a full answer for any operation out
// of its shapes. Its test sends every operation of every service through
// encoding, endpoint rules, signing and decoding, goes through every list that has
// a paginator, and waits with every waiter.
package roundtrip
