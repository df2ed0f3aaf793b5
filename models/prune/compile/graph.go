package compile

import "github.com/tucuxi-go/tucuxi/models"

// Service is a service model as a graph: shapes are shared by pointer, and may
// reach themselves.
type Service struct {
	Name           string // client name: botocore's folder
	ID             string
	FullName       string // for readers: "Amazon DynamoDB"
	EndpointPrefix string
	SigningName    string
	APIVersion     string
	TargetPrefix   string
	JSONVersion    string
	XMLNamespace   string
	Source         string
	Protocol       models.Protocol
	Protocols      []models.Protocol
	Auth           []models.AuthScheme
	Signature      models.AuthScheme
	Flags          uint8
	ClientContext  []ClientContext
	Operations     []*Operation // sorted by name
	Errors         []*Error     // sorted by code
	Rules          []byte       // a program of package rules
	Waiters        []*Waiter    // sorted by name
}

// ClientContext is an endpoint rule parameter that the client sets.
type ClientContext struct {
	Name string
	Type uint8
}

// Operation is an operation of a service.
type Operation struct {
	Name, Method, URI         string
	Input, Output             *Shape
	Flags                     uint16
	Errors                    []*Error
	HostPrefix                string
	InputName, InputNamespace string
	InputPrefix               string
	ResultWrapper             string
	Checksum                  *Checksum
	StaticContext             []StaticContext
	OperationContext          []OperationContext
	Paginator                 *Paginator
}

// Checksum is the httpChecksum trait.
type Checksum struct {
	RequestRequired                 bool
	AlgorithmMember, ValidationMode string
	ResponseAlgorithms              []string
}

// StaticContext is a rule parameter with a fixed value.
type StaticContext struct {
	Name    string
	Type    uint8
	String  string
	Bool    bool
	Strings []string
}

// OperationContext is a rule parameter computed from the params.
type OperationContext struct {
	Name string
	Path Expression
}

// Expression is a lowered JMESPath expression: a field or a program.
type Expression struct{ Field, Program string }

// Shape is a shape. Which fields count depends on the kind.
type Shape struct {
	Name                    string // in the source; not kept in the compiled form
	Kind                    models.Kind
	Flags                   uint8
	Members                 []*Member // structure
	Elem, Key               *Shape    // list, map
	Format                  models.TimestampFormat
	Min                     int32
	MinText                 string
	MemberName, MemberSpace string // list member
	KeyName, ValueName      string // map
	KeySpace, ValueSpace    string // map
	LocationName            string
	Namespace, Prefix       string
}

// Member is a member of a structure.
type Member struct {
	Name, WireName             string // WireName is empty where it is Name
	Shape                      *Shape
	Flags, TraitFlags          uint8
	QueryName, ContextParam    string
	Namespace, NamespacePrefix string
}

// Error is an exception shape.
type Error struct {
	Code, Name string
	Shape      *Shape
	Flags      uint8
}

// Paginator is the paginator of an operation.
type Paginator struct {
	Outputs  []Expression // one for each input
	Inputs   []string
	Results  []Expression
	Fixed    []Expression // non-aggregate keys
	More     Expression
	LimitKey string
}

// Waiter is a waiter of a service.
type Waiter struct {
	Name               string
	Operation          *Operation
	Delay, MaxAttempts uint16
	Acceptors          []models.Acceptor
}

// Operation is the operation of that name; nil if there is none.
func (s *Service) Operation(name string) *Operation {
	for _, op := range s.Operations {
		if op.Name == name {
			return op
		}
	}
	return nil
}
