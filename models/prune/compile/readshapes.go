package compile

import (
	"math"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
)

// shape is the shape of that name, read on first use. from is where it is named.
func (r *reader) shape(name string, from node) *Shape {
	if s, ok := r.shapes[name]; ok {
		return s
	}
	n, ok := r.source[name]
	if !ok {
		from.fail("shape %q is not in the model", name)
	}
	s := &Shape{Name: name}
	r.shapes[name] = s // before its members: shapes may reach themselves
	r.fill(s, n)
	return s
}

func (r *reader) fill(s *Shape, n node) {
	typ, ok := n.get("type")
	if !ok {
		n.fail("no type")
	}
	s.Kind = kind(typ)
	if s.Kind == models.Structure && n.v.GetBool("document") {
		s.Kind = models.Document
	}
	structure := func(flag uint8, v node) {
		if s.Kind == models.Structure && v.bool() {
			s.Flags |= flag
		}
	}
	other := func(flag uint8, v node) {
		if s.Kind != models.Structure && v.bool() {
			s.Flags |= flag
		}
	}
	n.each(func(key string, v node) {
		switch key {
		case "members":
			if s.Kind == models.Structure {
				v.each(func(name string, m node) { s.Members = append(s.Members, r.member(name, m)) })
			}
		case "member":
			s.Elem, s.MemberName, s.MemberSpace = r.reference(v)
		case "key":
			s.Key, s.KeyName, s.KeySpace = r.reference(v)
		case "value":
			s.Elem, s.ValueName, s.ValueSpace = r.reference(v)
		case "min":
			s.min(v)
		case "flattened":
			other(models.ShapeFlattened, v)
		case "sparse":
			other(models.ShapeSparse, v)
		case "streaming":
			other(models.ShapeStreaming, v)
		case "requiresLength":
			other(models.ShapeRequiresLength, v)
		case "sensitive":
			structure(models.StructureSensitive, v)
			other(models.ShapeSensitive, v)
		case "union":
			structure(models.StructureUnion, v)
		case "exception":
			structure(models.StructureException, v)
		case "eventstream":
			structure(models.StructureEventStream, v)
		case "event":
			structure(models.StructureEvent, v)
		case "timestampFormat":
			s.Format = timestampFormat(v)
		case "locationName":
			s.LocationName = v.text()
		case "xmlNamespace":
			s.Namespace, s.Prefix = namespace(v)
		case "type", "document", "required", "payload", // read elsewhere
			"error", "retryable", "fault", // read with the exception
			"documentation", "max", "pattern", "enum", "box", "deprecated", "deprecatedMessage", "deprecatedSince",
			"synthetic", "wrapper", "xmlOrder", "resultWrapper":
		default:
			v.unknown()
		}
	})
	if s.Kind == models.Structure {
		r.finishStructure(s, n)
	}
	if s.Kind == models.List && s.Elem == nil || s.Kind == models.Map && (s.Elem == nil || s.Key == nil) {
		n.fail("a %s without a member shape", s.Kind)
	}
}

// finishStructure applies the traits that name members.
func (r *reader) finishStructure(s *Shape, n node) {
	byName := map[string]*Member{}
	for _, m := range s.Members {
		byName[m.Name] = m
	}
	mark := func(v node, flag uint8) {
		m := byName[v.text()]
		if m == nil {
			v.fail("member %q is not in the structure", v.text())
		}
		m.Flags |= flag
	}
	if required, ok := n.get("required"); ok {
		required.list(func(v node) {
			mark(v, models.MemberRequired)
			s.Flags |= models.StructureRequired
		})
	}
	if payload, ok := n.get("payload"); ok {
		mark(payload, models.MemberPayload)
		s.Flags |= models.StructureBindings
	}
	for _, m := range s.Members {
		if m.Flags>>models.MemberLocationShift&models.MemberLocationMask != 0 {
			s.Flags |= models.StructureBindings
		}
	}
}

func (s *Shape) min(n node) {
	if s.Kind == models.Structure || s.Kind == models.Map || s.Kind == models.Blob {
		return // not checked at run time
	}
	if i, err := n.v.Int64(); err == nil && i >= math.MinInt32 && i <= math.MaxInt32 {
		s.Min, s.Flags = int32(i), s.Flags|models.ShapeMin
		return
	}
	text := string(n.v.MarshalTo(nil))
	if _, err := strconv.ParseFloat(text, 64); err != nil {
		n.fail("a number is wanted, not %s", text)
	}
	s.MinText = text
}

// reference reads a reference to a shape from a list or map.
func (r *reader) reference(n node) (s *Shape, name, space string) {
	n.each(func(key string, v node) {
		switch key {
		case "shape":
			s = r.shape(v.text(), v)
		case "locationName":
			name = v.text()
		case "xmlNamespace":
			var prefix string
			if space, prefix = namespace(v); prefix != "" {
				v.fail("a prefix %q has no place in the compiled form", prefix)
			}
		case "documentation", "jsonvalue", "LocationName", "box", "deprecated", "deprecatedMessage", "deprecatedSince":
		default:
			v.unknown()
		}
	})
	if s == nil {
		n.fail("no shape")
	}
	return s, name, space
}

func (r *reader) member(name string, n node) *Member {
	m := &Member{Name: name}
	flag := func(flag uint8, v node) {
		if v.bool() {
			m.Flags |= flag
		}
	}
	trait := func(flag uint8, v node) {
		if v.bool() {
			m.TraitFlags |= flag
		}
	}
	n.each(func(key string, v node) {
		switch key {
		case "shape":
			m.Shape = r.shape(v.text(), v)
		case "locationName":
			if m.WireName = v.text(); m.WireName == name {
				m.WireName = ""
			}
		case "location":
			m.Flags |= uint8(location(v)) << models.MemberLocationShift
		case "idempotencyToken":
			flag(models.MemberIdempotencyToken, v)
		case "eventpayload":
			flag(models.MemberEventPayload, v)
		case "eventheader":
			flag(models.MemberEventHeader, v)
		case "flattened":
			trait(models.TraitFlattened, v)
		case "xmlAttribute":
			trait(models.TraitXMLAttribute, v)
		case "jsonvalue":
			trait(models.TraitJSONValue, v)
		case "hostLabel":
			trait(models.TraitHostLabel, v)
		case "streaming":
			trait(models.TraitStreaming, v)
		case "endpointdiscoveryid":
			trait(models.TraitEndpointDiscoveryID, v)
		case "queryName":
			m.QueryName = v.text()
		case "contextParam":
			v.each(func(key string, p node) {
				if key != "name" {
					p.unknown()
				}
				m.ContextParam = p.text()
			})
		case "xmlNamespace":
			m.Namespace, m.NamespacePrefix = namespace(v)
		case "timestampFormat": // below, once the shape is known
		case "documentation", "box", "enum", "deprecated", "deprecatedMessage", "deprecatedSince", "documentationUrl":
		default:
			v.unknown()
		}
	})
	if m.Shape == nil {
		n.fail("no shape")
	}
	if v, ok := n.get("timestampFormat"); ok && m.Shape.Kind == models.Timestamp {
		shape := *m.Shape
		shape.Format = timestampFormat(v)
		m.Shape = &shape
	}
	return m
}

// exception reads an error shape.
func (r *reader) exception(name string, n node) {
	shape := r.shape(name, n)
	e := &Error{Code: name, Name: name, Shape: shape}
	if v, ok := n.get("error"); ok {
		v.each(func(key string, v node) {
			switch key {
			case "code":
				e.Code = v.text()
			case "senderFault":
				if v.bool() {
					e.Flags |= models.ErrorSenderFault
				}
			case "httpStatusCode", "fault":
			default:
				v.unknown()
			}
		})
	}
	if v, ok := n.get("retryable"); ok {
		e.Flags |= retryable(v)
	}
	r.errors[shape] = e
	r.s.Errors = append(r.s.Errors, e)
}

// retryable is the trait: an object, or a boolean in older models.
func retryable(n node) uint8 {
	if !n.isObject() {
		if n.bool() {
			return models.ErrorRetryable
		}
		return 0
	}
	flags := uint8(models.ErrorRetryable)
	n.each(func(key string, v node) {
		if key != "throttling" {
			v.unknown()
		}
		if v.bool() {
			flags |= models.ErrorThrottling
		}
	})
	return flags
}

func kind(n node) models.Kind {
	switch n.text() {
	case "byte", "short": // older names, still in protocol test suites
		return models.Integer
	case "character":
		return models.String
	case "biginteger":
		return models.Long
	case "bigdecimal":
		return models.Double
	}
	for k := models.Structure; k <= models.Timestamp; k++ {
		if k.String() == n.text() {
			return k
		}
	}
	n.fail("unknown shape type %q", n.text())
	return 0
}

func location(n node) models.Location {
	switch n.text() {
	case "uri":
		return models.Label
	case "querystring":
		return models.QueryParam
	case "header":
		return models.Header
	case "headers":
		return models.PrefixHeaders
	case "statusCode":
		return models.StatusCode
	}
	n.fail("unknown location %q", n.text())
	return 0
}

func timestampFormat(n node) models.TimestampFormat {
	switch n.text() {
	case "iso8601":
		return models.ISO8601
	case "unixTimestamp", "unixtimestamp":
		return models.UnixTimestamp
	case "rfc822":
		return models.RFC822
	}
	n.fail("unknown timestamp format %q", n.text())
	return 0
}
