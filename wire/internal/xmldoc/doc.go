// Package xmldoc reads the XML bodies of awsQuery, ec2Query and restXml into
// documents.
//
// A [Reader] walks a body and a shape side by side and writes JSON, members
// under their names, which the document then parses: one tree for every
// protocol, and XML takes no form of its own in memory. What JSON says of the
// kinds is in wire.Document: blobs are base64, timestamps seconds since 1970,
// NaN and the infinities words.
//
// The rules of the format (AWS restXml protocol, "XML shape serialization"; the
// other two read alike):
//
//   - Members are found by their wire names. Unknown elements are passed over,
//     absent ones stay absent, empty ones are empty strings, lists, maps and
//     structures, and null where a number, boolean or time is wanted.
//   - A list wraps its elements, named member or as the model says. A flattened
//     one does not: its elements stand among the other members, in any order.
//   - A map wraps entries of key and value; flattened, the entries stand among
//     the members.
//   - Members may be attributes.
package xmldoc
