package compile

import (
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/models"
)

func (r *reader) operation(name string, n node) {
	op := &Operation{Name: name, Method: "POST", URI: "/"}
	set := func(flag uint16, on bool) {
		if on {
			op.Flags |= flag
		}
	}
	n.each(func(key string, v node) {
		switch key {
		case "http":
			v.each(func(key string, v node) {
				switch key {
				case "method":
					op.Method = v.text()
				case "requestUri":
					op.URI = v.text()
				case "responseCode":
				default:
					v.unknown()
				}
			})
		case "input":
			op.Input = r.message(op, v)
		case "output":
			op.Output = r.message(op, v)
		case "errors":
			v.list(func(e node) { op.Errors = append(op.Errors, r.operationError(e)) })
		case "endpoint":
			v.each(func(key string, v node) {
				if key != "hostPrefix" {
					v.unknown()
				}
				op.HostPrefix = v.text()
			})
		case "authtype":
			authType(op, v)
		case "auth":
			v.list(func(a node) {
				if authScheme(a) != models.AuthNone {
					a.fail("an operation's own auth can be smithy.api#noAuth only")
				}
				set(models.OpNoAuth, true)
			})
		case "unsignedPayload":
			set(models.OpUnsignedPayload, v.bool())
		case "httpChecksumRequired":
			set(models.OpChecksumRequired, v.bool())
		case "httpChecksum":
			op.Checksum = checksum(v)
		case "staticContextParams":
			v.each(func(name string, p node) { op.StaticContext = append(op.StaticContext, staticContext(name, p)) })
		case "operationContextParams":
			v.each(func(name string, p node) {
				path, ok := p.get("path")
				if !ok {
					p.fail("no path")
				}
				op.OperationContext = append(op.OperationContext, OperationContext{name, lowerContext(path)})
			})
		case "endpointdiscovery":
			set(models.OpDiscovery, true)
			v.each(func(key string, v node) {
				if key != "required" {
					v.unknown()
				}
				set(models.OpDiscoveryRequired, v.bool())
			})
		case "endpointoperation":
			set(models.OpEndpointOperation, v.bool())
		case "requestcompression":
			v.each(func(key string, v node) {
				if key != "encodings" {
					v.unknown()
				}
				set(models.OpGzip, slices.Contains(v.texts(), "gzip"))
			})
		case "readonly":
			set(models.OpReadOnly, v.bool())
		case "idempotent":
			set(models.OpIdempotent, v.v.Type() == fastjson.TypeTrue)
		case "deprecated":
			set(models.OpDeprecated, v.bool())
		case "name", "documentation", "documentationUrl", "deprecatedMessage", "deprecatedSince", "alias":
		default:
			v.unknown()
		}
	})
	streams(op)
	r.s.Operations = append(r.s.Operations, op)
}

// authType reads authtype, the older form of auth and unsignedPayload.
func authType(op *Operation, n node) {
	switch n.text() {
	case "v4":
	case "none":
		op.Flags |= models.OpNoAuth
	case "v4-unsigned-body":
		op.Flags |= models.OpUnsignedPayload
	default:
		n.fail("unknown authtype %q", n.text())
	}
}

// message reads the reference to an operation's input or output.
func (r *reader) message(op *Operation, n node) (s *Shape) {
	n.each(func(key string, v node) {
		switch key {
		case "shape":
			s = r.shape(v.text(), v)
		case "locationName":
			op.InputName = v.text()
		case "xmlNamespace":
			op.InputNamespace, op.InputPrefix = namespace(v)
		case "resultWrapper":
			op.ResultWrapper = v.text()
		case "documentation", "wrapper", "deprecated":
		default:
			v.unknown()
		}
	})
	if s == nil {
		n.fail("no shape")
	}
	if s.Kind != models.Structure {
		n.fail("a structure is wanted, not a %s", s.Kind)
	}
	return s
}

// operationError reads a reference to an error, which older models repeat
// without marking the shape.
func (r *reader) operationError(n node) *Error {
	name, ok := n.get("shape")
	if !ok {
		n.fail("no shape")
	}
	shape := r.shape(name.text(), name)
	if r.errors[shape] == nil {
		r.exception(name.text(), r.source[name.text()])
	}
	return r.errors[shape]
}

// streams marks the operations whose messages are streams.
func streams(op *Operation) {
	mark := func(s *Shape, events, blob uint16) {
		if s == nil {
			return
		}
		for _, m := range s.Members {
			if m.Shape.Kind == models.Structure && m.Shape.Flags&models.StructureEventStream != 0 {
				op.Flags |= events
			}
			if m.Shape.Kind == models.Blob && m.Flags&models.MemberPayload != 0 {
				op.Flags |= blob
			}
		}
	}
	mark(op.Input, models.OpInputEventStream, models.OpStreamingInput)
	mark(op.Output, models.OpOutputEventStream, models.OpStreamingOutput)
}

func checksum(n node) *Checksum {
	c := &Checksum{}
	n.each(func(key string, v node) {
		switch key {
		case "requestChecksumRequired":
			c.RequestRequired = v.bool()
		case "requestAlgorithmMember":
			c.AlgorithmMember = v.text()
		case "requestValidationModeMember":
			c.ValidationMode = v.text()
		case "responseAlgorithms":
			c.ResponseAlgorithms = v.texts()
		default:
			v.unknown()
		}
	})
	return c
}

func staticContext(name string, n node) StaticContext {
	v, ok := n.get("value")
	if !ok {
		n.fail("no value")
	}
	c := StaticContext{Name: name}
	switch v.v.Type() {
	case fastjson.TypeString:
		c.Type, c.String = models.ContextString, v.text()
	case fastjson.TypeTrue, fastjson.TypeFalse:
		c.Type, c.Bool = models.ContextBool, v.bool()
	default:
		c.Type, c.Strings = models.ContextStrings, v.texts()
	}
	return c
}

// markByName does what botocore does by the name of a service or shape: S3's
// paths without bucket, Route 53's ids at the top of an input, IAM's policy
// documents, Import/Export's signature, which is version 4 whatever its model says.
func (r *reader) markByName() {
	mark := func(s *Shape, flag uint8, names ...string) {
		for _, m := range s.Members {
			for _, name := range names {
				if m.Shape.Name == name {
					m.TraitFlags |= flag
				}
			}
		}
	}
	switch r.s.ID {
	case "ImportExport":
		r.s.Signature = models.AuthSigV4
	case "S3":
		// The endpoint rules put the bucket into the URL, be it host or path.
		for _, op := range r.s.Operations {
			if rest, ok := strings.CutPrefix(op.URI, "/{Bucket}"); ok {
				op.URI = "/" + strings.TrimPrefix(rest, "/")
			}
		}
	case "Route 53":
		for _, op := range r.s.Operations {
			if op.Input != nil {
				mark(op.Input, models.TraitResourceID, "ResourceId", "DelegationSetId", "ChangeId")
			}
		}
	case "IAM":
		for _, s := range r.shapes {
			mark(s, models.TraitPolicy, "policyDocumentType")
		}
	}
}
