package rules

// Version is the first byte of a program. It changes with the layout and with
// any change to the shared strings other than appending.
const Version = 2

// The header's fields and the sizes of records.
const (
	HeaderVersion = 0 // u8
	HeaderParams  = 1 // u8, number of parameters
	HeaderSlots   = 2 // u8, number of slots, parameters included
	HeaderStrings = 3 // u16, number of own strings
	HeaderIndex   = 5 // u16, offset of the string index
	HeaderSize    = 7

	ParamName    = 0 // u16
	ParamBuiltIn = 2 // u16
	ParamFlags   = 4 // u8
	ParamDefault = 5 // u16
	ParamSize    = 7
)

// Limits of the layout. A program beyond them is not written and not run.
const (
	MaxProgram = 1<<16 - 1 // bytes
	MaxSlots   = 64        // parameters and variables together
	MaxLists   = 4         // stringArray parameters
	MaxTexts   = 24        // of all records of an endpoint; s3 has 16
)

// String ids.
const (
	FirstOwn    = 64     // the program's own string 0
	SharedNames = 0xFF00 // the shared name 0
	NoString    = 0xFFFF
	Empty       = FirstOwn - 1 // ""
)

// Flags of a parameter. The low two bits are its Type.
const (
	ParamTypeMask    = 0x03
	ParamRequired    = 0x04
	ParamHasDefault  = 0x08
	ParamDefaultTrue = 0x10 // the default of a boolean
	ParamUnread      = 0x20 // no rule reads it
)

// Items of templates and records: a text, or what the text before leads to.
const (
	ItemSlot   = 0x00 // 0x00 to 0x3F: the text of a slot
	ItemString = 0x40 // 0x40 to 0xBC: the string with id item - ItemString
	ItemLong   = 0xBD // id u16: that string

	ItemPath = 0xBE // templates only: here the path begins
	ItemHost = 0xBF // templates only: here the authority begins

	ItemTrusted = 0xC0 // 0xC0 to 0xFF: the text of a slot, safe in a URL
)

// Op is an instruction. All but the last four are 4 bytes and operands:
//
//	op u8, slot u8, otherwise u16, operands
//
// If what the instruction asks is so, the next one follows, otherwise the one
// that lies otherwise bytes behind its first 4. OpNot turns this round.
type Op = byte

const (
	OpJump  Op = iota // never so
	OpIsSet           // the parameter in the slot is set
	OpIsTrue
	OpHostLabel  // isValidHostLabel
	OpHostLabels // the same with allowSubDomains
	OpBucket     // aws.isVirtualHostableS3Bucket
	OpBuckets    // the same with allowSubDomains
	OpEqual      // item: the same text
	OpConcat     // template: puts it into the slot

	// These have 4 bytes of operands, of which the first is mostly a slot. They
	// put into the slot, and those after it, what they make of that one's text, if
	// they do.

	OpPartition // from: name, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion
	OpURL       // from: scheme, authority, path, normalizedPath
	OpARN       // from: partition, service, region, accountId, resourceId
	OpEncode    // from: uriEncode
	OpSubstring // from, start, stop, reverse
	OpPart      // from, index i8, most parts, delimiter item: ':' and '/' if it is empty
	OpElement   // parameter, index i8: element of a stringArray

	// The last ones.

	OpEndpoint // flags u8, then by flags u16 offsets of records; template
	OpError    // template
	OpMistyped // parameter u8, or NoParam
	OpNoRule

	OpNot Op = 0x80
)

// NoParam is the operand of OpMistyped where no parameter is to blame.
const NoParam = 0xFF

// Flags of OpEndpoint: which records it has, and how its template begins. A record
// is n u8, n × item.
const (
	EndpointHasAuth       = 1 << Auth
	EndpointHasProperties = 1 << Properties
	EndpointHasHeaders    = 1 << Headers
	EndpointHTTPS         = 1 << Records // with https://, which is left out
)

// Records of an endpoint.
const (
	Auth       = iota // of each auth scheme AuthItems items
	Properties        // of each other property its path and its value
	Headers           // name, value, name …
	Records
)

// Items of an auth scheme. What it does not say is empty.
const (
	AuthName = iota
	AuthSigningName
	AuthSigningRegion
	AuthSigningRegionSet      // with commas between the regions
	AuthDisableDoubleEncoding // "true"
	AuthItems
)

// Slots that an instruction fills. The texts come first; the flags of booleans
// belong to the first slots.
const (
	PartitionName      = iota // and supportsFIPS
	PartitionDNSSuffix        // and supportsDualStack
	PartitionDualStackDNSSuffix
	PartitionImplicitGlobalRegion
	PartitionSlots
)

const (
	URLScheme = iota // and isIp
	URLAuthority
	URLPath
	URLNormalizedPath
	URLSlots
)

const (
	ARNPartition = iota
	ARNService
	ARNRegion
	ARNAccountID
	ARNResourceID
	ARNSlots
)

// u16 stays a call, which saves half a KB: endpoints are kept.
//
//go:noinline
func u16(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 }
