package rules

// Endpoint is the result of an evaluation. Its strings are views of the
// program, of the arguments and of the Endpoint's own buffer: they are valid
// until the next Resolve into the same Endpoint. To keep a result, resolve into
// an Endpoint of its own; its arguments must then be left unchanged too.
// The zero Endpoint is ready for use; reused, it allocates nothing.
type Endpoint struct {
	URL string // scheme, host, maybe port and path; no query

	headers int    // the first nodes are headers,
	nodes   []node // then comes the tree of properties, in pre-order
	buf     []byte // texts that had to be put together
}

// storage is what an Endpoint begins with, in one allocation. It is enough for
// two auth schemes and a long URL.
type storage struct {
	nodes [12]node
	buf   [192]byte
}

// node is one property with everything below it, or one header value.
type node struct {
	key, s string
	size   int32 // nodes, itself included
	kind   PropertyKind
	b      bool
}

// Headers is the number of header values that the rule adds to the request.
func (e *Endpoint) Headers() int { return e.headers }

// Header is header value i. A header with several values comes several times.
func (e *Endpoint) Header(i int) (name, value string) {
	if uint(i) >= uint(e.headers) {
		return "", ""
	}
	return e.nodes[i].key, e.nodes[i].s
}

// Properties is the object of all properties, of kind PropertyNone if there are
// none. AuthSchemes reads the one that matters to signing.
func (e *Endpoint) Properties() Property { return Property{e.nodes[e.headers:]} }

// AuthSchemes is the number of auth schemes, in the order of preference; 0
// leaves the choice to the service's model.
func (e *Endpoint) AuthSchemes() int { return e.Properties().Get("authSchemes").Len() }

// AuthScheme is auth scheme i; the zero AuthScheme when there is none.
func (e *Endpoint) AuthScheme(i int) AuthScheme {
	p := e.Properties().Get("authSchemes").At(i)
	return AuthScheme{
		Name:                  p.Get("name").String(),
		SigningName:           p.Get("signingName").String(),
		SigningRegion:         p.Get("signingRegion").String(),
		SigningRegionSet:      p.Get("signingRegionSet"),
		DisableDoubleEncoding: p.Get("disableDoubleEncoding").Bool(),
		Properties:            p,
	}
}

// reset empties e and keeps its buffers, unless they grew out of size.
func (e *Endpoint) reset() {
	clear(e.nodes)
	e.URL, e.headers, e.nodes, e.buf = "", 0, e.nodes[:0], e.buf[:0]
	if cap(e.buf) > maxKept {
		e.buf = nil
	}
}

const maxKept = 4 << 10 // bytes of buffer that an Endpoint keeps

// AuthScheme is one entry of the authSchemes property (Smithy, "Endpoint
// authSchemes list property"). What an entry does not say is empty.
type AuthScheme struct {
	Name                  string   // "sigv4", "sigv4a", "sigv4-s3express"
	SigningName           string   // overrides the service's signing name
	SigningRegion         string   // overrides the client's region
	SigningRegionSet      Property // sigv4a: a list of regions, often "*"
	DisableDoubleEncoding bool     // the path is encoded once when it is signed
	Properties            Property // the whole entry
}

// AppendSigningRegionSet appends the region set as X-Amz-Region-Set carries it,
// separated by commas.
func (s AuthScheme) AppendSigningRegionSet(dst []byte) []byte {
	for i := range s.SigningRegionSet.Len() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, s.SigningRegionSet.At(i).String()...)
	}
	return dst
}
