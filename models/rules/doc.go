// Package rules evaluates compiled endpoint rule sets.
//
// A rule set is AWS's description of where a service lives: from a few
// parameters (Region, UseFIPS, Bucket …) it derives a URL, headers and
// properties such as the auth schemes (Smithy, "Endpoint rules engine").
// models/prune/ruleset lowers botocore's endpoint-rule-set-1.json to a Program;
// this package runs the program where it lies, out of the embedded string:
// nothing is parsed, nothing is built, nothing is allocated but the result.
//
//	var p rules.Program
//	err := p.Open(section)
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
//	header    7 bytes    version u8, parameters u8, slots u8, strings u16,
//	                     string index u16 (offset)
//	params    7 bytes    each: name u16 (string id), built-in u16 (string id or
//	                     NoString), flags u8, default u16 (string id)
//	code      …          instructions (see Op); the first one is the beginning
//	records   …          each: n u8, n × item
//	index     2 bytes    each own string: where it starts, counted from the end
//	                     of the index; and where the last one ends
//	strings   …          the bytes of the program's own strings
//
// A string id below FirstOwn names a string that every program shares (shared.go),
// one from there on the program's own string number id - FirstOwn, and ids from
// SharedNames on the shared names of parameters and built-ins.
//
//	item      a slot, or a string id, in one byte or three (see ItemSlot)
//	template  n u8, n × item: their texts put together, or a mark between them
//
// A rule set is a graph here: each condition is an instruction that leads on in
// two ways, both forward, and each answer an instruction that ends. Rules that
// agree from some point on share what follows, and what is known on a way, because
// it was asked before, is not asked again. What a function gives may be null; that
// too is one of the two ways.
//
// Slots hold the parameters in their order, then what functions give: texts, and
// flags of booleans. A structure takes several, one for each of its texts. They
// are filled on every way to where they are read, and filled anew once they are
// not needed.
package rules
