package clientcase

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// Loose are parts that are not compared, where the library does something else
// by design or does not do it yet.
type Loose struct {
	// Checksums: which checksum a request carries and where, and the payload hash
	// that goes with it. The body is compared without aws-chunked.
	Checksums bool
	// Results: what the caller sees of a success.
	Results bool
}

// compare says how a request differs from what the case expects; "" if it does
// not.
func (s *sent) compare(want *Request, loose Loose) string {
	if s.method != want.Method {
		return fmt.Sprintf("method %s, want %s", s.method, want.Method)
	}
	if d := compareURL(s.url(), want.URL, nil); d != "" {
		return d
	}
	if d := s.compareHeaders(want, loose); d != "" {
		return d
	}
	if d := s.compareBody(want, loose); d != "" {
		return d
	}
	d := s.compareSigning(want.Signing, s.sums() == want.sums())
	if d != "" && want.SigningWithoutSigV4A != nil && s.compareSigning(want.SigningWithoutSigV4A, false) == "" {
		return ""
	}
	return d
}

func (s *sent) url() string {
	u := s.scheme + "://" + s.host + s.path
	if s.query != "" {
		u += "?" + s.query
	}
	return u
}

// compareURL compares scheme, host and path byte for byte, the query as pairs
// but those of the names in skip.
func compareURL(got, want string, skip []string) string {
	gotBase, gotQuery, _ := strings.Cut(got, "?")
	wantBase, wantQuery, _ := strings.Cut(want, "?")
	if strings.Count(wantBase, "/") == 2 {
		wantBase += "/"
	}
	if foldHost(gotBase) != foldHost(wantBase) || !slices.Equal(pairs(gotQuery, skip), pairs(wantQuery, skip)) {
		return fmt.Sprintf("URL\n got %s\nwant %s", got, want)
	}
	return ""
}

// foldHost is a URL with its host in lower case, as lite sends every host.
func foldHost(u string) string {
	scheme, rest, _ := strings.Cut(u, "://")
	host, path, ok := strings.Cut(rest, "/")
	if ok {
		path = "/" + path
	}
	return scheme + "://" + strings.ToLower(host) + path
}

// pairs are the decoded pairs of a query or form, sorted, and so are those of the
// URLs among their values.
func pairs(query string, skip []string) []string {
	list := []string{}
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, _ = url.QueryUnescape(name)
		value, _ = url.QueryUnescape(value)
		if base, inner, ok := strings.Cut(value, "?"); ok && strings.HasPrefix(value, "https://") {
			value = base + "?" + strings.Join(pairs(inner, nil), "&")
		}
		if !slices.Contains(skip, name) {
			list = append(list, name+"="+value)
		}
	}
	slices.Sort(list)
	return list
}

// ofChecksums reports the headers that say how the body is summed up.
func ofChecksums(name string) bool {
	switch name {
	case "x-amz-trailer", "x-amz-decoded-content-length", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-mode", "x-amz-content-sha256":
		return true
	}
	return strings.HasPrefix(name, "x-amz-checksum-")
}

func (s *sent) compareHeaders(want *Request, loose Loose) string {
	for name, value := range want.Headers {
		name = strings.ToLower(name)
		switch name {
		case "amz-sdk-request", "transfer-encoding", "host": // the host is in the URL
			continue
		case "content-length":
			if got := fmt.Sprint(s.length); got != value && !chunked(want) && s.header["content-encoding"] != "gzip" {
				if mediaType(s.header["content-type"]) == "json" || bytes.HasPrefix(s.body, []byte("<")) {
					continue // white space, empty elements
				}
				return fmt.Sprintf("length of the body %s, want %s", got, value)
			}
			continue
		case "content-encoding":
			if loose.Checksums {
				value = strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(value, "aws-chunked"), ","), "aws-chunked,")
			}
			if value == "" {
				continue
			}
		}
		if ofChecksums(name) && (loose.Checksums || s.spelled(want)) {
			continue
		}
		got, ok := s.header[name]
		if name == "content-type" {
			got, value = strings.ReplaceAll(got, " ", ""), strings.ReplaceAll(value, " ", "")
			got, value = strings.TrimSuffix(got, ";charset=utf-8"), strings.TrimSuffix(value, ";charset=utf-8")
		}
		if !ok || got != value {
			return fmt.Sprintf("header %s: %q, want %q", name, got, value)
		}
	}
	return ""
}

// spelled reports a document that is the same as the one that is wanted only by
// value, so that its sums are others.
func (s *sent) spelled(want *Request) bool {
	expected := content(want.Body)
	return !bytes.Equal(s.body, expected) && (bytes.HasPrefix(expected, []byte("<")) || mediaType(s.header["content-type"]) == "json")
}

func chunked(r *Request) bool {
	for name, value := range r.Headers {
		if strings.EqualFold(name, "content-encoding") && strings.Contains(value, "aws-chunked") {
			return true
		}
	}
	return false
}

// tokens are idempotency tokens, which are new for each call.
var tokens = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`)

func (s *sent) compareBody(want *Request, loose Loose) string {
	if isObject(want.Body) || want.Body == nil && chunked(want) {
		return "" // not recorded
	}
	expected := tokens.ReplaceAll(content(want.Body), []byte("token"))
	got := tokens.ReplaceAll(s.body, []byte("token"))
	if loose.Checksums {
		if chunked(want) {
			expected = unchunk(expected)
		}
		if strings.Contains(s.header["content-encoding"], "aws-chunked") {
			got = unchunk(got)
		}
	}
	if s.header["content-encoding"] == "gzip" {
		got, expected = gunzip(got), gunzip(expected)
	}
	switch mediaType(s.header["content-type"]) {
	case "json":
		var a, b any
		if json.Unmarshal(got, &a) == nil && json.Unmarshal(expected, &b) == nil {
			if !reflect.DeepEqual(a, b) {
				return fmt.Sprintf("body %s, want %s", got, expected)
			}
			return ""
		}
	case "form":
		if !slices.Equal(pairs(string(got), nil), pairs(string(expected), nil)) {
			return fmt.Sprintf("body %s, want %s", got, expected)
		}
		return ""
	}
	if bytes.HasPrefix(bytes.TrimSpace(expected), []byte("<")) {
		got, expected = plainXML(got), plainXML(expected)
	}
	if !bytes.Equal(got, expected) {
		return fmt.Sprintf("body %.300q, want %.300q", got, expected)
	}
	return ""
}

func mediaType(value string) string {
	switch {
	case strings.Contains(value, "json"):
		return "json"
	case strings.Contains(value, "form-urlencoded"):
		return "form"
	}
	return ""
}

// plainXML is XML in one spelling: no white space between elements, and elements
// ordered by name, for the order of a structure's members is free.
func plainXML(b []byte) []byte {
	type element struct {
		name, head, text string
		children         []string
	}
	stack := []element{{}}
	for d := xml.NewDecoder(bytes.NewReader(b)); ; {
		token, err := d.RawToken()
		if err != nil {
			break
		}
		top := &stack[len(stack)-1]
		switch x := token.(type) {
		case xml.StartElement:
			e := element{name: x.Name.Space + ":" + x.Name.Local}
			for _, a := range x.Attr {
				e.head += fmt.Sprintf(" %s:%s=%q", a.Name.Space, a.Name.Local, a.Value)
			}
			stack = append(stack, e)
		case xml.CharData:
			top.text += string(x)
		case xml.EndElement:
			if len(stack) == 1 {
				return b
			}
			slices.SortStableFunc(top.children, func(a, b string) int {
				return strings.Compare(a[:strings.IndexByte(a, ' ')], b[:strings.IndexByte(b, ' ')])
			})
			text := top.text
			if len(top.children) > 0 {
				text = strings.Join(top.children, "")
			}
			whole := fmt.Sprintf("<%s %s>%s</>", top.name, top.head, text)
			stack = stack[:len(stack)-1]
			stack[len(stack)-1].children = append(stack[len(stack)-1].children, whole)
		}
	}
	return []byte(strings.Join(stack[0].children, ""))
}

// gunzip is what was compressed; nil if nothing was. Every compressor finds
// another form.
func gunzip(b []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	plain, _ := io.ReadAll(r)
	return plain
}

// unchunk takes the chunks out of an aws-chunked body, without its trailer.
func unchunk(b []byte) []byte {
	var out []byte
	for {
		head, rest, ok := bytes.Cut(b, []byte("\r\n"))
		if !ok {
			return out
		}
		var n int
		if _, err := fmt.Sscanf(string(head), "%x", &n); err != nil || n == 0 || n > len(rest) {
			return out
		}
		out, b = append(out, rest[:n]...), bytes.TrimPrefix(rest[n:], []byte("\r\n"))
	}
}

// sums are the headers that say how the body is summed up.
func (s *sent) sums() string { return sums(s.header) }

func (r *Request) sums() string { return sums(r.Headers) }

func sums(header map[string]string) string {
	var list []string
	for name, value := range header {
		if name = strings.ToLower(name); ofChecksums(name) {
			list = append(list, name+": "+value)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// compareSigning compares the credential scope, and the signature where it has
// to be the same: same sums, time and signed headers.
func (s *sent) compareSigning(want *Signing, sameSums bool) string {
	auth := s.header["authorization"]
	if want == nil {
		if auth != "" {
			return "signed, want it unsigned"
		}
		return ""
	}
	if want.Algorithm == "Bearer" && strings.HasPrefix(auth, "Bearer ") {
		return "" // the token is compared with the headers
	}
	if want.Algorithm == "Bearer" || strings.HasPrefix(auth, "Bearer ") {
		return fmt.Sprintf("authorization %q, want %s", auth, want.Algorithm)
	}
	algorithm, rest, _ := strings.Cut(auth, " ")
	fields := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		fields[name] = value
	}
	scope := strings.Split(fields["Credential"], "/")
	got := Signing{Algorithm: algorithm}
	switch len(scope) {
	case 5:
		got.AccessKeyID, got.Region, got.Service = scope[0], scope[2], scope[3]
	case 4:
		got.AccessKeyID, got.Service = scope[0], scope[2]
	}
	if got.Algorithm != want.Algorithm || got.AccessKeyID != want.AccessKeyID || got.Service != want.Service ||
		len(scope) == 5 && got.Region != want.Region {
		return fmt.Sprintf("signed as %s %s %s %s, want %s %s %s %s", got.Algorithm, got.AccessKeyID, got.Region, got.Service,
			want.Algorithm, want.AccessKeyID, want.Region, want.Service)
	}
	if len(scope) == 4 {
		set := fmt.Sprint(want.RegionSet)
		if set != "<nil>" && set != s.header["x-amz-region-set"] && set != "["+s.header["x-amz-region-set"]+"]" {
			return fmt.Sprintf("region set %q, want %v", s.header["x-amz-region-set"], want.RegionSet)
		}
		return "" // ECDSA signatures are random
	}
	if sameSums && want.Signature != "" && want.Date == s.header["x-amz-date"] && fields["SignedHeaders"] == strings.Join(want.SignedHeaders, ";") &&
		fields["Signature"] != want.Signature && mediaType(s.header["content-type"]) == "" {
		return fmt.Sprintf("signature %s, want %s", fields["Signature"], want.Signature)
	}
	return ""
}
