package models

// serviceAt is the file offset of a field of the service record. An empty
// model's reads give zeros.
func (m *Model) serviceAt(field uint32) uint32 { return m.section[SectionService] + field }

// ServiceID is the model's serviceId, such as "DynamoDB Streams".
func (m *Model) ServiceID() string { return m.stringAt(m.serviceAt(ServiceID)) }

// ServiceName is the client name: the name of the model's folder in botocore.
func (m *Model) ServiceName() string { return m.stringAt(m.serviceAt(ServiceName)) }

// ServiceFullName is the service's name for readers, such as "Amazon DynamoDB".
func (m *Model) ServiceFullName() string { return m.stringAt(m.serviceAt(ServiceFullName)) }

// EndpointPrefix is the first label of the service's older host names.
func (m *Model) EndpointPrefix() string { return m.stringAt(m.serviceAt(ServiceEndpointPrefix)) }

// SigningName is the service in the credential scope.
func (m *Model) SigningName() string { return m.stringAt(m.serviceAt(ServiceSigningName)) }

// APIVersion is the model's apiVersion, a date.
func (m *Model) APIVersion() string { return m.stringAt(m.serviceAt(ServiceAPIVersion)) }

// TargetPrefix is what stands before the operation's name in X-Amz-Target.
func (m *Model) TargetPrefix() string { return m.stringAt(m.serviceAt(ServiceTargetPrefix)) }

// JSONVersion is "1.0" or "1.1" for the json protocol.
func (m *Model) JSONVersion() string { return m.stringAt(m.serviceAt(ServiceJSONVersion)) }

// XMLNamespace is the service's XML namespace.
func (m *Model) XMLNamespace() string { return m.stringAt(m.serviceAt(ServiceXMLNamespace)) }

// Source names the release that the model was compiled from.
func (m *Model) Source() string { return m.stringAt(m.serviceAt(ServiceSource)) }

// Protocol is the protocol chosen for the service.
func (m *Model) Protocol() Protocol { return Protocol(m.u8(m.serviceAt(ServiceProtocol))) }

// Offers reports whether the service can be spoken to in p.
func (m *Model) Offers(p Protocol) bool {
	return m.u8(m.serviceAt(ServiceProtocols))&(1<<p) != 0
}

// Auth is entry i of the service's auth list; AuthUnset past its end.
func (m *Model) Auth(i int) AuthScheme {
	if i < 0 || i > 3 {
		return AuthUnset
	}
	return AuthScheme(m.u8(m.serviceAt(ServiceAuth + uint32(i))))
}

// Signature is the older signatureVersion of the model.
func (m *Model) Signature() AuthScheme { return AuthScheme(m.u8(m.serviceAt(ServiceSignature))) }

// QueryCompatible reports whether the service once spoke query, and still
// answers with query error codes when asked to.
func (m *Model) QueryCompatible() bool {
	return m.u8(m.serviceAt(ServiceFlags))&ServiceQueryCompatible != 0
}

// HTTP2 reports whether some operations need or like HTTP/2.
func (m *Model) HTTP2() bool { return m.u8(m.serviceAt(ServiceFlags))&ServiceHTTP2 != 0 }

// ContextParam is a parameter of the endpoint rules with a fixed value.
type ContextParam struct {
	Name    string
	Type    uint8 // ContextString, ContextBool, ContextStrings
	String  string
	Bool    bool
	strings cursor
	count   int
}

// Strings calls yield with each string of a ContextStrings parameter.
func (p ContextParam) Strings(yield func(string) bool) {
	for range p.count {
		if !yield(p.strings.str()) {
			return
		}
	}
}

// ClientContext calls yield with each rule parameter that a client may set.
func (m *Model) ClientContext(yield func(name string, typ uint8) bool) {
	ref := m.u24(m.serviceAt(ServiceContext))
	m.extras(ref).each(ExtraClientContext, func(c cursor) bool {
		name := c.str()
		return yield(name, c.u8())
	})
}

// Error is a view of a modeled error. The zero Error is none.
type Error struct {
	m  *Model
	at uint32
}

// NumErrors is the number of modeled errors.
func (m *Model) NumErrors() int { return int(m.size(SectionErrors) / ErrorSize) }

// Error is error i, in the order of their codes.
func (m *Model) Error(i int) Error {
	if i < 0 {
		return Error{}
	}
	at := m.record(SectionErrors, ErrorSize, uint32(i))
	if at == 0 {
		return Error{}
	}
	return Error{m, at}
}

// ErrorCoded is the error of that code; where the code is not found, the one of
// that shape name.
func (m *Model) ErrorCoded(code string) (Error, bool) {
	lo, hi := 0, m.NumErrors()
	for lo < hi {
		mid := (lo + hi) / 2
		switch e := m.Error(mid); {
		case e.Code() == code:
			return e, true
		case e.Code() < code:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	for i, n := 0, m.NumErrors(); i < n; i++ {
		if e := m.Error(i); e.Name() == code {
			return e, true
		}
	}
	return Error{}, false
}

// Valid reports whether e is an error of a model.
func (e Error) Valid() bool { return e.m != nil }

// Code is what the service sends: error.code, else the shape's name.
func (e Error) Code() string {
	if e.m == nil {
		return ""
	}
	return e.m.stringAt(e.at + ErrorCode)
}

// Name is the name of the error's shape.
func (e Error) Name() string {
	if e.m == nil {
		return ""
	}
	return e.m.stringAt(e.at + ErrorName)
}

// Shape is the error's structure.
func (e Error) Shape() Shape {
	if e.m == nil {
		return Shape{}
	}
	return e.m.Shape(e.m.u16(e.at + ErrorShape))
}

// Retryable reports the retryable trait, Throttling its throttling flag,
// SenderFault whether the error blames the caller.
func (e Error) Retryable() bool   { return e.is(ErrorRetryable) }
func (e Error) Throttling() bool  { return e.is(ErrorThrottling) }
func (e Error) SenderFault() bool { return e.is(ErrorSenderFault) }

// Flags are the Error bits of layout.go.
func (e Error) Flags() uint8 {
	if e.m == nil {
		return 0
	}
	return e.m.u8(e.at + ErrorFlags)
}

func (e Error) is(flag uint8) bool { return e.Flags()&flag != 0 }
