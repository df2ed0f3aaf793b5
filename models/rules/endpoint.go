package rules

// Endpoint is the result of an evaluation. Its strings are views of the
// program, of the arguments and of the Endpoint's own buffer: they are valid
// until the next Resolve into the same Endpoint. To keep a result, resolve into
// an Endpoint of its own; the strings of its arguments must then be left unchanged
// too. The zero Endpoint is ready for use; reused, it allocates nothing.
type Endpoint struct {
	URL string // scheme, host, maybe port and path; no query

	ends  [Records]uint8 // of each record in texts
	texts [MaxTexts]slot // of the records
	buf   []byte         // texts that had to be put together
	err   error          // what a panic means
}

// Reset empties e, lets go of all strings, and keeps the buffer.
func (e *Endpoint) Reset() {
	if e.err != nil { // since it was resolved
		*e = Endpoint{buf: e.buf[:0]}
	}
}

// Count is the number of texts of a record: Auth, Properties or Headers.
func (e *Endpoint) Count(record int) int {
	n := e.ends[record]
	if record > 0 {
		n -= e.ends[record-1]
	}
	return int(n)
}

// Text is text i of a record. The methods below put the texts together to what they
// mean; a program that reads them itself links none of those.
func (e *Endpoint) Text(record, i int) string {
	return e.texts[int(e.ends[record])-e.Count(record)+i].text
}

// Headers is the number of header values that the rule adds to the request.
func (e *Endpoint) Headers() int { return e.Count(Headers) / 2 }

// Header is header value i. A header with several values comes several times.
func (e *Endpoint) Header(i int) (name, value string) {
	if uint(i) >= uint(e.Headers()) {
		return "", ""
	}
	return e.Text(Headers, 2*i), e.Text(Headers, 2*i+1)
}

// Properties is the number of properties besides authSchemes, all their lists and
// objects taken apart.
func (e *Endpoint) Properties() int { return e.Count(Properties) / 2 }

// Property is property i: its path, such as backend or metricValues[0], and its
// value, "true" or "false" for a boolean.
func (e *Endpoint) Property(i int) (path, value string) {
	if uint(i) >= uint(e.Properties()) {
		return "", ""
	}
	return e.Text(Properties, 2*i), e.Text(Properties, 2*i+1)
}

// AuthSchemes is the number of auth schemes, in the order of preference; 0
// leaves the choice to the service's model.
func (e *Endpoint) AuthSchemes() int { return e.Count(Auth) / AuthItems }

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
	i *= AuthItems
	s.Name = e.Text(Auth, i+AuthName)
	s.SigningName = e.Text(Auth, i+AuthSigningName)
	s.SigningRegion = e.Text(Auth, i+AuthSigningRegion)
	s.SigningRegionSet = e.Text(Auth, i+AuthSigningRegionSet)
	s.DisableDoubleEncoding = e.Text(Auth, i+AuthDisableDoubleEncoding) != ""
	return s
}
