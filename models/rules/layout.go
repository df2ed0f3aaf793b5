package rules

// Version is the first byte of a program. It changes with the layout and with
// any change to the shared strings other than appending.
const Version = 1

// The header's fields and the sizes of records.
const (
	HeaderVersion = 0 // u8
	HeaderParams  = 1 // u8, number of parameters
	HeaderSlots   = 2 // u8, number of slots, parameters included
	HeaderStrings = 3 // u16, number of own strings
	HeaderIndex   = 5 // u16, offset of the string index
	HeaderRoot    = 7 // u16, offset of the root list
	HeaderSize    = 9

	ParamName    = 0 // u16
	ParamBuiltIn = 2 // u16
	ParamFlags   = 4 // u8
	ParamDefault = 5 // u16
	ParamSize    = 7
)

// Limits of the layout. A program beyond them is not written and not run.
const (
	MaxProgram    = 1<<16 - 1 // bytes
	MaxSlots      = 48        // parameters and variables together
	MaxConditions = 63        // in one rule
	MaxLists      = 4         // stringArray parameters
	MaxDepth      = 64        // trees inside trees, calls inside calls
)

// String ids.
const (
	FirstOwn    = 64     // the program's own string 0
	SharedNames = 0xFF00 // SharedName(0)
	NoString    = 0xFFFF
)

// Flags of a parameter. The low two bits are its Type.
const (
	ParamTypeMask    = 0x03
	ParamRequired    = 0x04
	ParamHasDefault  = 0x08
	ParamDefaultTrue = 0x10 // the default of a boolean
	ParamUnread      = 0x20 // no rule reads it
)

// Flags of an endpoint record.
const (
	EndpointHasProperties = 0x01
	EndpointHasHeaders    = 0x02
)

// Kinds of rules, the low two bits of a rule's head.
const (
	KindTree     = 0
	KindEndpoint = 1
	KindError    = 2

	KindBits = 2
)

// Op is an operation of an expression. Names are those of the functions of the
// rules engine ("Rules engine standard library" in Smithy's specification).
type Op = byte

const (
	OpSlot   Op = 0x00 // 0x00 to 0x2F: the value of slot op
	OpInline Op = 0x30 // 0x30 to 0x9F: the string with id op - OpInline

	OpString Op = 0xA0 + iota - 2 // id u16
	OpFalse
	OpTrue
	OpInt    // u16
	OpConcat // n u8, n expressions: their texts one after the other
	OpAssign // slot u8, expression: its value, kept in the slot
	OpAttr   // attribute u8, expression: getAttr with a name
	OpIndex  // index i8, expression: getAttr with an index; below zero from the end

	OpIsSet
	OpNot
	OpIsTrue  // booleanEquals(x, true)
	OpIsFalse // booleanEquals(x, false)
	OpBooleanEquals
	OpStringEquals
	OpSubstring // value, start, stop, reverse
	OpURIEncode
	OpParseURL
	OpIsValidHostLabel // value, allowSubDomains
	OpPartition
	OpParseARN
	OpIsVirtualHostableS3Bucket // value, allowSubDomains
	OpCoalesce                  // n u8, n expressions
	OpITE                       // condition, then, else
	OpSplit                     // value, delimiter, limit

	OpObject // properties only: n u8, n × (name, property)
	OpList   // properties only: n u8, n × property
)

// Attributes, the operand of OpAttr.
const (
	AttrName = iota // of a partition
	AttrDNSSuffix
	AttrDualStackDNSSuffix
	AttrImplicitGlobalRegion
	AttrSupportsFIPS
	AttrSupportsDualStack

	AttrScheme // of a URL
	AttrAuthority
	AttrPath
	AttrNormalizedPath
	AttrIsIP

	AttrPartition // of an ARN
	AttrService
	AttrRegion
	AttrAccountID
	AttrResourceID
)

func u16(s string, at int) int { return int(s[at]) | int(s[at+1])<<8 }
