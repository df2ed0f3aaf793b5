// Package path evaluates compiled JMESPath expressions.
//
// Models carry JMESPath in paginators (tokens, result keys), waiters (acceptor
// arguments) and operation context parameters. models/prune/jmespath lowers the
// part of the language that they use to a Program, a string of a few bytes;
// this package runs it where it lies, over any tree of nodes.
//
//	var e path.Evaluator[doc.Node]
//	v, err := e.Search(p, root)
//
// # Layout
//
// A program is a sequence of steps. Each step turns the current value into the
// next; the first one gets the root, the last one gives the result. The empty
// program is the identity.
//
//	n, name          n from 1 to 127: the field called name
//	OpField n name   the same for n from 0 to 255
//	OpIndex i        the element i (zigzag varint), from the end below zero
//	OpProject        the elements of a list …
//	OpValues         the values of an object …
//	OpFlatten        the elements of a list, those of lists among them instead …
//	OpFilter sub     the elements of a list for which sub is true …
//	OpSub sub        sub as a whole: ends its projections
//	OpOr sub sub     the first, or the second if the first is false
//	OpAnd sub sub    the second, or the first if the first is false
//	OpNot sub        true if sub is false
//	OpEqual …        six comparisons, each with two subs
//	OpLength sub     functions of one argument
//	OpKeys sub
//	OpList n subs    a list of the values of n subs, null if the value is null
//	OpString n text  literals; n is a varint
//	OpInt n          zigzag varint
//	OpFloat          8 bytes, IEEE 754, little-endian
//	OpTrue OpFalse OpNull
//
// … is a projection: the steps that follow, up to the next OpFlatten or the end
// of the sequence, run for each of the values; results that are null are left
// out, the others make a list. sub is a sequence of steps, its length before it
// as a varint.
//
// Terms and meaning are those of the JMESPath specification (jmespath.org).
package path
