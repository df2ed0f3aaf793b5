package models

// Kind is the type of a shape.
type Kind uint8

// Kinds. Invalid is what a corrupt reference gives. Document is botocore's
// structure with the document trait.
const (
	Invalid Kind = iota
	Structure
	List
	Map
	String
	Blob
	Boolean
	Integer
	Long
	Float
	Double
	Timestamp
	Document
)

// String is the kind's name in model files. It stays a call: faults alone name kinds.
//
//go:noinline
func (k Kind) String() string {
	switch k {
	case Structure:
		return "structure"
	case List:
		return "list"
	case Map:
		return "map"
	case String:
		return "string"
	case Blob:
		return "blob"
	case Boolean:
		return "boolean"
	case Integer:
		return "integer"
	case Long:
		return "long"
	case Float:
		return "float"
	case Double:
		return "double"
	case Timestamp:
		return "timestamp"
	case Document:
		return "document"
	}
	return "invalid"
}

// Protocol is a wire protocol.
type Protocol uint8

// Protocols, in the order in which a client chooses among those that a service
// offers (botocore's order).
const (
	NoProtocol Protocol = iota
	JSON                // awsJson1_0, awsJson1_1
	RestJSON            // restJson1
	RestXML             // restXml
	CBOR                // rpcv2Cbor
	Query               // awsQuery
	EC2                 // ec2Query
)

// String is the protocol's name in model files.
func (p Protocol) String() string {
	switch p {
	case JSON:
		return "json"
	case RestJSON:
		return "rest-json"
	case RestXML:
		return "rest-xml"
	case CBOR:
		return "smithy-rpc-v2-cbor"
	case Query:
		return "query"
	case EC2:
		return "ec2"
	}
	return "none"
}

// AuthScheme is a way of signing.
type AuthScheme uint8

// Auth schemes.
const (
	AuthUnset  AuthScheme = iota
	AuthSigV4             // aws.auth#sigv4
	AuthSigV4A            // aws.auth#sigv4a
	AuthBearer            // smithy.api#httpBearerAuth
	AuthNone              // smithy.api#noAuth
	AuthS3                // signatureVersion s3, s3v4: SigV4 with S3's rules
	AuthV2                // signatureVersion v2
)

// Location says where in a message a member goes.
type Location uint8

// Locations. Body is everything that has none.
const (
	Body          Location = iota
	Label                  // uri
	QueryParam             // querystring
	Header                 // header
	PrefixHeaders          // headers
	StatusCode             // statusCode
)

// TimestampFormat is a format of times on the wire.
type TimestampFormat uint8

// Timestamp formats. TimestampDefault leaves the choice to the protocol.
const (
	TimestampDefault TimestampFormat = iota
	ISO8601                          // 2006-01-02T15:04:05Z
	UnixTimestamp                    // seconds since 1970
	RFC822                           // Mon, 02 Jan 2006 15:04:05 GMT
)

// methods are the HTTP methods by OperationMethod.
var methods = [...]string{"POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"}

// MethodIndex is the number of an HTTP method in an operation record; ok is
// false for a method that the layout has no number for.
func MethodIndex(method string) (i uint8, ok bool) {
	for i, m := range methods {
		if m == method {
			return uint8(i), true
		}
	}
	return 0, false
}
