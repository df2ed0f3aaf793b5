// Package tape holds a decoded message as one flat list of items: the values in
// the order in which they came, each container before what it holds.
//
// An item is 16 bytes without a pointer: what kind of value it is, where its
// text stands, how many items it takes with all below it, and of which member
// of the structure around it it is the value. Text stays where it came, in the
// body, unless it was spelled with escapes or references: then it stands in a
// side buffer. So reading a message allocates a handful of blocks, however many
// values it has, and what it keeps is in proportion to its length.
package tape
