package compile

import (
	"github.com/tucuxi-go/tucuxi/models"
)

// reader holds the graph while a service is read.
type reader struct {
	s      *Service
	shapes map[string]*Shape
	errors map[*Shape]*Error
	source map[string]node // shapes in the source, by name
}

// Read makes a service of its JSON. What it does not know (a trait, a protocol,
// a shape type, an expression) is an error that names file and path.
func Read(src Source) (s *Service, err error) {
	defer func() {
		switch f := recover().(type) {
		case nil:
		case fault:
			s, err = nil, f.error
		default:
			panic(f)
		}
	}()
	r := &reader{s: &Service{Name: src.Name, Source: src.Release}, shapes: map[string]*Shape{}, errors: map[*Shape]*Error{}, source: map[string]node{}}
	r.service(src.parse("service-2", src.Service, src.ServiceExtras))
	if src.Paginators != nil {
		r.paginators(src.parse("paginators-1", src.Paginators, src.PaginatorsExtras))
	}
	if src.Waiters != nil {
		r.waiters(src.parse("waiters-2", src.Waiters, src.WaitersExtras))
	}
	if src.Rules != nil {
		r.s.Rules = lowerRules(src.parse("endpoint-rule-set-1", src.Rules, src.RulesExtras))
	}
	r.s.sortByName()
	return r.s, nil
}

// parse is one of the source's files, with its extras merged.
func (src Source) parse(name string, text, extras []byte) node {
	path := src.Name + "/" + src.Version + "/" + name
	n := parse(path+".json", text)
	if extras != nil {
		n.merge(parse(path+".sdk-extras.json", extras))
	}
	return n
}

func (r *reader) service(root node) {
	if metadata, ok := root.get("metadata"); ok {
		r.metadata(metadata)
	} else {
		root.fail("no metadata")
	}
	root.each(func(key string, v node) {
		switch key {
		case "metadata": // read first, below
		case "shapes":
			v.each(func(name string, shape node) { r.source[name] = shape })
		case "clientContextParams":
			v.each(func(name string, p node) {
				r.s.ClientContext = append(r.s.ClientContext, ClientContext{name, contextType(p)})
			})
		case "version", "documentation", "operations", "examples", "deprecated", "deprecatedMessage", "description", "cases":
		default:
			v.unknown()
		}
	})
	if shapes, ok := root.get("shapes"); ok {
		shapes.each(func(name string, v node) {
			if v.v.GetBool("exception") {
				r.exception(name, v)
			}
		})
	}
	if operations, ok := root.get("operations"); ok {
		operations.each(func(name string, v node) { r.operation(name, v) })
	}
	r.markByName()
	r.nameRoots()
}

func (r *reader) metadata(n node) {
	s := r.s
	n.each(func(key string, v node) {
		switch key {
		case "apiVersion":
			s.APIVersion = v.text()
		case "endpointPrefix":
			s.EndpointPrefix = v.text()
		case "serviceId":
			s.ID = v.text()
		case "serviceFullName":
			s.FullName = v.text()
		case "signingName":
			s.SigningName = v.text()
		case "targetPrefix":
			s.TargetPrefix = v.text()
		case "jsonVersion":
			s.JSONVersion = v.text()
		case "xmlNamespace":
			s.XMLNamespace, _ = namespace(v)
		case "protocol":
			s.Protocol = protocol(v)
		case "protocols":
			v.list(func(p node) { s.Protocols = append(s.Protocols, protocol(p)) })
		case "auth":
			v.list(func(a node) { s.Auth = append(s.Auth, authScheme(a)) })
		case "signatureVersion":
			s.Signature = signature(v)
		case "awsQueryCompatible":
			s.Flags |= models.ServiceQueryCompatible
		case "protocolSettings":
			if _, ok := v.get("h2"); ok {
				s.Flags |= models.ServiceHTTP2
			}
		case "serviceAbbreviation", "uid", "globalEndpoint", "checksumFormat", "ripServiceName":
		default:
			v.unknown()
		}
	})
	if s.SigningName == "" {
		s.SigningName = s.EndpointPrefix
	}
	r.chooseProtocol()
	if s.Protocol == models.NoProtocol {
		n.fail("no protocol")
	}
}

// chooseProtocol takes the first protocol in the order of the Protocol
// constants among those that the service lists.
func (r *reader) chooseProtocol() {
	s := r.s
	if s.Protocols == nil && s.Protocol != models.NoProtocol {
		s.Protocols = []models.Protocol{s.Protocol}
	}
	for p := models.JSON; p <= models.EC2; p++ {
		for _, offered := range s.Protocols {
			if offered == p {
				s.Protocol = p
				return
			}
		}
	}
}

func protocol(n node) models.Protocol {
	name := n.text()
	for p := models.JSON; p <= models.EC2; p++ {
		if p.String() == name {
			return p
		}
	}
	n.fail("unknown protocol %q", name)
	return 0
}

func authScheme(n node) models.AuthScheme {
	switch name := n.text(); name {
	case "aws.auth#sigv4":
		return models.AuthSigV4
	case "aws.auth#sigv4a":
		return models.AuthSigV4A
	case "smithy.api#httpBearerAuth":
		return models.AuthBearer
	case "smithy.api#noAuth":
		return models.AuthNone
	default:
		n.fail("unknown auth scheme %q", name)
		return 0
	}
}

func signature(n node) models.AuthScheme {
	switch name := n.text(); name {
	case "v4":
		return models.AuthSigV4
	case "s3", "s3v4":
		return models.AuthS3
	case "bearer":
		return models.AuthBearer
	case "v2":
		return models.AuthV2
	default:
		n.fail("unknown signature version %q", name)
		return 0
	}
}

// namespace is an xmlNamespace: a uri, or {uri, prefix}.
func namespace(n node) (uri, prefix string) {
	if !n.isObject() {
		return n.text(), ""
	}
	n.each(func(key string, v node) {
		switch key {
		case "uri":
			uri = v.text()
		case "prefix":
			prefix = v.text()
		default:
			v.unknown()
		}
	})
	return uri, prefix
}

func contextType(n node) (typ uint8) {
	n.each(func(key string, v node) {
		switch key {
		case "type":
			switch v.text() {
			case "string":
				typ = models.ContextString
			case "boolean":
				typ = models.ContextBool
			case "stringArray":
				typ = models.ContextStrings
			default:
				v.fail("unknown parameter type %q", v.text())
			}
		case "documentation":
		default:
			v.unknown()
		}
	})
	return typ
}
