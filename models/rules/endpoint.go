package rules

// Endpoint is the result of an evaluation. Its strings are views of the
// program, of the arguments and of the Endpoint's own buffer: they are valid
// until the next Resolve into the same Endpoint, or with the same Args, or until
// these are changed. The zero Endpoint is ready for use; reused, it allocates
// nothing.
type Endpoint struct {
	URL string // scheme, host, maybe port and path; no query

	p       *Program
	a       *Args
	records [Records]int // where they are; 0 for none
	buf     []byte       // texts that had to be put together
	err     error        // what a panic means
}

// count is the number of entries of a record, each of so many items.
func (e *Endpoint) count(record, items int) int {
	if at := e.records[record]; at > 0 {
		return int(e.p.text[at]) / items
	}
	return 0
}

// Headers is the number of header values that the rule adds to the request.
func (e *Endpoint) Headers() int { return e.count(Headers, 2) }

// Header is header value i. A header with several values comes several times.
func (e *Endpoint) Header(i int) (name, value string) { return e.pair(Headers, i) }

// Properties is the number of properties besides authSchemes, all their lists and
// objects taken apart.
func (e *Endpoint) Properties() int { return e.count(Properties, 2) }

// Property is property i: its path, such as backend or metricValues[0], and its
// value, "true" or "false" for a boolean.
func (e *Endpoint) Property(i int) (path, value string) { return e.pair(Properties, i) }

func (e *Endpoint) pair(record, i int) (first, second string) {
	if uint(i) >= uint(e.count(record, 2)) {
		return "", ""
	}
	at := e.records[record]
	return e.text(at, 2*i), e.text(at, 2*i+1)
}

// AuthSchemes is the number of auth schemes, in the order of preference; 0
// leaves the choice to the service's model.
func (e *Endpoint) AuthSchemes() int { return e.count(Auth, AuthItems) }

// AuthScheme is one entry of the authSchemes property (Smithy, "Endpoint
// authSchemes list property"). What an entry does not say is empty.
type AuthScheme struct {
	Name                  string // "sigv4", "sigv4a", "sigv4-s3express"
	SigningName           string // overrides the service's signing name
	SigningRegion         string // overrides the client's region
	SigningRegionSet      string // sigv4a: regions, often "*", separated by commas
	DisableDoubleEncoding bool   // the path is encoded once when it is signed
}

// AuthScheme is auth scheme i; the zero AuthScheme when there is none.
func (e *Endpoint) AuthScheme(i int) (s AuthScheme) {
	if uint(i) >= uint(e.AuthSchemes()) {
		return s
	}
	at := e.records[Auth]
	i *= AuthItems
	s.Name = e.text(at, i+AuthName)
	s.SigningName = e.text(at, i+AuthSigningName)
	s.SigningRegion = e.text(at, i+AuthSigningRegion)
	s.SigningRegionSet = e.text(at, i+AuthSigningRegionSet)
	s.DisableDoubleEncoding = e.text(at, i+AuthDisableDoubleEncoding) != ""
	return s
}
