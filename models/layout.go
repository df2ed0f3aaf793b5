package models

// Version is the layout's version. A reader refuses every other one.
const Version = 2

// Magic opens every compiled model.
const Magic = "tcxm"

// The file:
//
//	header    HeaderSize bytes
//	sections  in the order of the Section constants, without gaps
//
// Numbers are little-endian. A string reference (u24) is an offset into
// SectionStrings, where a string stands as a uvarint length and its bytes;
// reference 0 is the empty string. A shape reference (u16) is an index into
// SectionShapes; 0 is "none", so the first record there is unused.
//
// Header:
//
//	0   magic         4 bytes, "tcxm"
//	4   version       u16
//	6   tag           u16, see Tag
//	8   sections      (NumSections+1) × u32, file offsets; the last is the file's length
const (
	HeaderTag      = 6
	HeaderSections = 8
	HeaderSize     = HeaderSections + 4*(NumSections+1)
)

// Section numbers.
const (
	SectionService     = iota // one record, see Service* below
	SectionOperations         // OperationSize each, sorted by name
	SectionShapes             // ShapeSize each
	SectionMembers            // MemberSize each
	SectionTraits             // TraitSize each: what members carry beyond name and target
	SectionExtensions         // ExtensionSize each: rarer traits of members
	SectionShapeTraits        // ShapeTraitSize each, sorted by shape
	SectionErrors             // ErrorSize each, sorted by code
	SectionLists              // error lists of operations, extra traits of operations and shapes
	SectionRules              // endpoint rule set, see package rules
	SectionPaginators         // PaginatorSize each, sorted by operation
	SectionWaiters            // WaiterSize each, sorted by name
	SectionBodies             // bodies of paginators and waiters
	SectionStrings
	NumSections
)

// Service record: string references, then bytes.
const (
	ServiceID             = 0  // "DynamoDB"
	ServiceEndpointPrefix = 3  // "dynamodb"
	ServiceSigningName    = 6  // "dynamodb"; the endpoint prefix where the model names none
	ServiceAPIVersion     = 9  // "2012-08-10"
	ServiceTargetPrefix   = 12 // "DynamoDB_20120810"
	ServiceJSONVersion    = 15 // "1.0"
	ServiceName           = 18 // client name, "dynamodb"
	ServiceXMLNamespace   = 21 // uri
	ServiceSource         = 24 // "botocore 1.44.5"
	ServiceProtocol       = 27 // u8, Protocol: the one chosen
	ServiceProtocols      = 28 // u8, a bit a Protocol that the service offers
	ServiceAuth           = 29 // 4 × u8, AuthScheme in the model's order
	ServiceSignature      = 33 // u8, AuthScheme by the model's signatureVersion
	ServiceFlags          = 34 // u8, Service flags
	ServiceContext        = 35 // u24, offset in SectionLists of the client context params; 0 none
	ServiceFullName       = 38 // "Amazon DynamoDB"
	ServiceSize           = 41
)

// Service flags.
const (
	ServiceQueryCompatible = 1 << iota // awsQueryCompatible
	ServiceHTTP2                       // protocolSettings h2
)

// Operation record.
const (
	OperationName   = 0  // string
	OperationMethod = 3  // u8, index into methods
	OperationInput  = 4  // shape
	OperationOutput = 6  // shape
	OperationURI    = 8  // string, the URI template
	OperationErrors = 11 // u24, offset in SectionLists of a uvarint count and uvarint error indexes; 0 none
	OperationExtra  = 14 // u24, offset in SectionLists of an extra list; 0 none
	OperationFlags  = 17 // u16, Op flags
	OperationSize   = 19
)

// Operation flags.
const (
	OpNoAuth            = 1 << iota // auth noAuth, authtype none
	OpUnsignedPayload               // unsignedPayload, authtype v4-unsigned-body
	OpChecksumRequired              // httpChecksumRequired
	OpEndpointOperation             // endpointoperation
	OpDiscovery                     // endpointdiscovery
	OpDiscoveryRequired             // endpointdiscovery required
	OpGzip                          // requestcompression gzip
	OpResultWrapper                 // resultWrapper is the operation's name and "Result"
	OpInputEventStream              // a member of the input is an event stream
	OpOutputEventStream             // a member of the output is an event stream
	OpReadOnly                      // readonly
	OpIdempotent                    // idempotent
	OpDeprecated                    // deprecated
	OpStreamingInput                // the input's payload member is a blob
	OpStreamingOutput               // the output's payload member is a blob
)

// Extra lists: u8 kind, then what the kind says; kind 0 ends the list.
// "string" is a string reference, "count" a u8.
const (
	ExtraEnd              = iota
	ExtraHostPrefix       // string: endpoint.hostPrefix
	ExtraInputName        // string: locationName of the input, the XML root
	ExtraInputNamespace   // string: xmlNamespace uri of the input
	ExtraInputPrefix      // string: xmlNamespace prefix of the input
	ExtraResultWrapper    // string
	ExtraChecksum         // u8 flags (1: requestChecksumRequired), string requestAlgorithmMember, string requestValidationModeMember, count, strings responseAlgorithms
	ExtraStaticContext    // string name, u8 type (ContextString, ContextBool, ContextStrings), then string, u8 or count and strings
	ExtraOperationContext // string name, expression
	ExtraClientContext    // string name, u8 type
	ExtraMemberName       // string: locationName of a list's member
	ExtraKeyName          // string: locationName of a map's key
	ExtraValueName        // string: locationName of a map's value
	ExtraShapeName        // string: locationName of the shape
	ExtraNamespace        // string: xmlNamespace uri of the shape
	ExtraNamespacePrefix  // string
	ExtraMemberNamespace  // string: xmlNamespace uri of a list's member
	ExtraKeyNamespace     // string: xmlNamespace uri of a map's key
	ExtraValueNamespace   // string: xmlNamespace uri of a map's value
	ExtraMin              // string: a min that does not fit the record, decimal
)

// Types of context parameters.
const (
	ContextString = iota + 1
	ContextBool
	ContextStrings
)

// Shape record.
//
//	structure: A member count, B first member index
//	list:      A member's shape, B min
//	map:       A key's shape, B value's shape
//	timestamp: A TimestampFormat
//	others:    A lower half of min (int32), B upper half
const (
	ShapeKind  = 0 // u8, Kind
	ShapeFlags = 1 // u8
	ShapeA     = 2 // u16
	ShapeB     = 4 // u16
	ShapeSize  = 6
)

// Flags of structures.
const (
	StructureUnion       = 1 << iota
	StructureException   // exception
	StructureEventStream // eventstream
	StructureEvent       // event
	StructureTraits      // has an entry in SectionShapeTraits
	StructureRequired    // at least one member is required
	StructureBindings    // at least one member has a location or is the payload
	StructureSensitive   // sensitive
)

// Flags of the other shapes.
const (
	ShapeFlattened      = 1 << iota
	ShapeSparse         // sparse
	ShapeStreaming      // streaming
	ShapeRequiresLength // requiresLength
	ShapeTraits         // has an entry in SectionShapeTraits
	ShapeMin            // min is set
	ShapeSensitive      // sensitive
)

// Member record: a string of 20 bits, flags, a shape of 14 bits and a trait of 14
// bits, which is an index into SectionTraits + 1, 0 for none. There are more
// members than anything else, 200,000 in all services together, so a byte counts.
const (
	MemberName  = 0 // u24: string; upper 4 bits: upper bits of the trait
	MemberFlags = 3 // u8
	MemberLinks = 4 // u24: shape; upper 10 bits: lower bits of the trait
	MemberSize  = 7

	MemberNameBits  = 20
	MemberShapeBits = 14
	MemberTraitBits = 14

	memberTraitLow = 24 - MemberShapeBits // bits of the trait in MemberLinks
)

// Member flags; bits 1 to 3 hold the Location.
const (
	MemberRequired         = 1
	MemberLocationShift    = 1
	MemberLocationMask     = 7
	MemberIdempotencyToken = 1 << 4
	MemberEventPayload     = 1 << 5
	MemberEventHeader      = 1 << 6
	MemberPayload          = 1 << 7 // the structure's payload

	MemberLocated = MemberLocationMask << MemberLocationShift // any location but the body
)

// Trait record.
const (
	TraitWireName  = 0 // string: locationName; 0 as the member's name
	TraitFlags     = 3 // u8
	TraitExtension = 4 // u16, index into SectionExtensions + 1; 0 none
	TraitSize      = 6
)

// Trait flags.
const (
	TraitFlattened = 1 << iota
	TraitXMLAttribute
	TraitJSONValue
	TraitHostLabel
	TraitStreaming
	TraitEndpointDiscoveryID
	TraitResourceID // a Route 53 id, whose path prefix is cut
	TraitPolicy     // an IAM policy document
)

// Extension record.
const (
	ExtensionQueryName       = 0 // string
	ExtensionContextParam    = 3 // string
	ExtensionNamespace       = 6 // string: xmlNamespace uri
	ExtensionNamespacePrefix = 9 // string
	ExtensionSize            = 12
)

// Shape trait record.
const (
	ShapeTraitShape = 0 // shape
	ShapeTraitExtra = 2 // u24, offset in SectionLists of an extra list
	ShapeTraitSize  = 5
)

// Error record.
const (
	ErrorCode  = 0 // string: what the service sends
	ErrorName  = 3 // string: the shape's name
	ErrorShape = 6 // shape
	ErrorFlags = 8 // u8
	ErrorSize  = 9
)

// Error flags.
const (
	ErrorRetryable   = 1 << iota // retryable
	ErrorThrottling              // retryable throttling
	ErrorSenderFault             // error.senderFault
)

// Paginator record; the body is
//
//	count, (expression output, string input) …   tokens
//	count, expression …                          result keys
//	count, expression …                          non-aggregate keys
//	expression                                   more results
//	string                                       limit key
//
// An expression is u8 tag: 0 none; 1 a field, string; 2 uvarint length and a
// program of package path.
const (
	PaginatorOperation = 0 // u16, operation index
	PaginatorBody      = 2 // u24, offset in SectionBodies
	PaginatorSize      = 5
)

// Tags of expressions.
const (
	ExpressionNone    = 0
	ExpressionField   = 1
	ExpressionProgram = 2
)

// Waiter record; the body is a count of acceptors, each u8 Matcher, u8 State,
// u8 expected type (ExpectString string, ExpectInt u32, ExpectBool u8) with its
// value, and the argument as an expression.
const (
	WaiterName        = 0  // string
	WaiterOperation   = 3  // u16, operation index
	WaiterDelay       = 5  // u16, seconds
	WaiterMaxAttempts = 7  // u16
	WaiterBody        = 9  // u24, offset in SectionBodies
	WaiterSize        = 12 //
)

// Types of an acceptor's expected value.
const (
	ExpectString = iota + 1
	ExpectInt
	ExpectBool
)

// Tag is the check that ties operation constants to the model they were made
// with: 16 bits of an FNV-1a hash over the service id and the operations' names
// in order. A constant holds the tag above the operation's index.
func Tag(serviceID string, operations []string) uint16 {
	h := uint32(2166136261)
	add := func(s string) {
		for i := 0; i < len(s); i++ {
			h = (h ^ uint32(s[i])) * 16777619
		}
		h = (h ^ 0) * 16777619
	}
	add(serviceID)
	for _, name := range operations {
		add(name)
	}
	return uint16(h>>16) ^ uint16(h)
}
