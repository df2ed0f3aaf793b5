// Package rules evaluates compiled endpoint rule sets.
//
// A rule set is AWS's description of where a service lives: from a few
// parameters (Region, UseFIPS, Bucket …) it derives a URL, headers and
// properties such as the auth schemes (Smithy, "Endpoint rules engine").
// models/prune/ruleset lowers botocore's endpoint-rule-set-1.json to a Program;
// this package runs the program where it lies, out of the embedded string:
// nothing is parsed, nothing is built, nothing is allocated but the result.
//
//	p, err := rules.Open(section)
//	var args rules.Args
//	args.SetString(p.ParamIndex("Region"), "eu-west-1")
//	var out rules.Endpoint
//	err = p.Resolve(&args, &out)
//
// # Layout
//
// All numbers are little-endian. Offsets count from the start of the program,
// which is at most 65,535 bytes long and stands for itself.
//
//	header    9 bytes    version u8, parameters u8, slots u8, strings u16,
//	                     string index u16 (offset), root list u16 (offset)
//	params    7 bytes    each: name u16 (string id), built-in u16 (string id or
//	                     NoString), flags u8, default u16 (string id, or the
//	                     offset of a string list)
//	code      …          lists, rules, endpoints, property records, string lists
//	index     2 bytes    each own string: where it starts, counted from the end
//	                     of the index
//	strings   …          the bytes of the program's own strings
//
// A string id below SharedNames names a string every program shares (shared.go)
// if it is below FirstOwn, else the program's own string number id - FirstOwn.
// Ids from SharedNames on name the shared parameter and built-in names.
//
//	list      n u8, n × rule u16
//	rule      head u8 (kind in the low two bits, number of conditions above),
//	          conditions (expressions), then by kind
//	          tree: list u16; endpoint: endpoint u16; error: expression
//	endpoint  flags u8, [properties u16], [headers: n u8, n × name, expression],
//	          url expression
//	property  an expression, or OpObject n u8, n × (name, property), or
//	          OpList n u8, n × property
//	strings   n u8, n × string id u16 (the default of a stringArray)
//
// A rule matches when all its conditions give neither null nor false; a list
// gives the result of its first rule that gives one. Equal lists, rules and
// records are stored once, so the tree of the source is a graph without cycles
// here: whatever is referred to lies below the referring record.
//
// Expressions are in prefix order, each operation a byte (see Op). Bytes below
// OpString are the two commonest expressions: a slot, or a string id.
// Slots hold the parameters in their order, then the variables that conditions
// assign. A variable is assigned on every way to where it is read, therefore
// leaving a tree clears nothing.
package rules
