// Package xml reads and writes XML as AWS services speak it: elements,
// attributes, text, CDATA sections, character references and the five
// predefined entities (XML 1.0, fifth edition, sections 2 and 4.1).
//
// A [Scanner] is a cursor over a document's bytes. It moves from element to
// element, always below the element that is open:
//
//	if name, ok := s.Root(); ok {
//		for name, ok := s.Child(); ok; name, ok = s.Child() {
//			… s.Text(), s.Skip() or a loop over s.Child() …
//		}
//	}
//	err := s.Finish()
//
// Nothing is copied: names, attributes and text are views into the document.
// Text is raw; [AppendText] resolves references, CDATA sections and line ends.
// [Scanner.Simple] and [Scanner.Expect] are faster for elements that are where
// they were before.
//
// Comments and processing instructions are passed over. Namespaces are not
// looked at: a prefix is dropped from a name, and whatever it is bound to does
// not matter. A document type declaration is refused, so that there are no
// other entities and no expansion. Tags must match and elements nest at most
// [MaxDepth] deep.
//
// The write side ([AppendEscaped], [AppendEscapedAttribute]) escapes what a parser
// would otherwise change: carriage returns, for instance.
package xml
