package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"sort"
	"strings"
	"time"
)

// The slow twin: SigV4 once more, written from the IAM User Guide with strings,
// maps and regular expressions, sharing no code with the package.

var (
	slowUnreserved = regexp.MustCompile(`^[A-Za-z0-9._~-]$`)
	slowTriplet    = regexp.MustCompile(`^%[0-9A-Fa-f]{2}`)
	slowBlanks     = regexp.MustCompile(`[ \t]+`)
	slowNever      = regexp.MustCompile(`^(connection|expect|keep-alive|proxy-authenticate|proxy-authorization|te|trailer|transfer-encoding|upgrade|user-agent|x-amzn-trace-id)$`)

	slowSignatureParameter = regexp.MustCompile(`^X-Amz-(Algorithm|Credential|Date|Expires|Region-Set|SignedHeaders|Security-Token|S3session-Token|Signature)$`)
)

func slowEncode(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i : i+1]; slowUnreserved.MatchString(c) {
			out.WriteString(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", s[i])
		}
	}
	return out.String()
}

// slowDecode decodes each percent triplet; a percent sign that begins none
// stands for itself.
func slowDecode(s string) string {
	var out strings.Builder
	for s != "" {
		if slowTriplet.MatchString(s) {
			b, err := hex.DecodeString(s[1:3])
			if err != nil {
				panic(err)
			}
			out.Write(b)
			s = s[3:]
			continue
		}
		out.WriteByte(s[0])
		s = s[1:]
	}
	return out.String()
}

func slowCanonicalURI(path string, normalize, encode bool) string {
	if path == "" {
		return "/"
	}
	segments := strings.Split(path[1:], "/")
	if normalize {
		var kept []string
		for _, segment := range segments {
			switch {
			case segment == "..":
				kept = kept[:max(0, len(kept)-1)]
			case segment != "" && segment != ".":
				kept = append(kept, segment)
			}
		}
		if strings.HasSuffix(path, "/") && len(kept) > 0 {
			kept = append(kept, "")
		}
		segments = kept
	}
	if encode {
		for i := range segments {
			segments[i] = slowEncode(segments[i])
		}
	}
	return "/" + strings.Join(segments, "/")
}

func slowCanonicalQuery(query string) string {
	var pairs [][2]string
	for part := range strings.SplitSeq(query, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		pairs = append(pairs, [2]string{slowEncode(slowDecode(name)), slowEncode(slowDecode(value))})
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, b := pairs[i], pairs[j]
		return a[0] < b[0] || a[0] == b[0] && a[1] < b[1]
	})
	var out []string
	for _, p := range pairs {
		out = append(out, p[0]+"="+p[1])
	}
	return strings.Join(out, "&")
}

func slowMAC(key []byte, data string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(data))
	return mac.Sum(nil)
}

func slowHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// slowSteps signs a valid request that was not signed before. Extra are the
// headers that signing adds, query is the query with all that is signed.
func slowSteps(r *Request, query string, extra []Header, c Credentials, sc Scope, hash string) stepTexts {
	values := map[string][]string{"host": {r.Host}}
	for _, h := range append(append([]Header{}, r.Headers...), extra...) {
		if !slowNever.MatchString(h.Name) {
			value := slowBlanks.ReplaceAllString(strings.Trim(h.Value, " \t"), " ")
			values[h.Name] = append(values[h.Name], value)
		}
	}
	var names []string
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	headers := ""
	for _, name := range names {
		headers += name + ":" + strings.Join(values[name], ",") + "\n"
	}
	s3 := sc.S3 || sc.S3Express
	date := sc.Time.UTC().Format("20060102T150405Z")
	day := date[:8]

	var st stepTexts
	st.signedHeaders = strings.Join(names, ";")
	st.canonicalRequest = strings.Join([]string{
		r.Method,
		slowCanonicalURI(r.Path, !s3 && !sc.KeepDotSegments, !s3 && !sc.EncodeOnce),
		slowCanonicalQuery(query),
		headers,
		st.signedHeaders,
		hash,
	}, "\n")
	scope := strings.Join([]string{day, sc.Region, sc.Service, "aws4_request"}, "/")
	st.stringToSign = strings.Join([]string{"AWS4-HMAC-SHA256", date, scope, slowHash(st.canonicalRequest)}, "\n")
	key := slowMAC([]byte("AWS4"+c.SecretAccessKey), day)
	key = slowMAC(slowMAC(slowMAC(key, sc.Region), sc.Service), "aws4_request")
	st.signature = hex.EncodeToString(slowMAC(key, st.stringToSign))
	return st
}

// slowSign is slowSteps for a request signed by its headers with a payload hash
// given.
func slowSign(r *Request, c Credentials, sc Scope) stepTexts {
	extra := []Header{{"x-amz-date", sc.Time.UTC().Format("20060102T150405Z")}}
	if c.SessionToken != "" && !sc.UnsignedToken {
		name := "x-amz-security-token"
		if sc.S3Express {
			name = "x-amz-s3session-token"
		}
		extra = append(extra, Header{name, c.SessionToken})
	}
	if sc.S3 || sc.S3Express || sc.SendPayloadHash || strings.Contains(r.PayloadHash, "-") {
		extra = append(extra, Header{"x-amz-content-sha256", r.PayloadHash})
	}
	return slowSteps(r, r.Query, extra, c, sc, r.PayloadHash)
}

// slowPresign is slowSteps for a presigned URL, and its whole query.
func slowPresign(r *Request, c Credentials, sc Scope, expires time.Duration) (query string, st stepTexts) {
	date := sc.Time.UTC().Format("20060102T150405Z")
	names := map[string]bool{"host": true}
	for _, h := range r.Headers {
		if !slowNever.MatchString(h.Name) {
			names[h.Name] = true
		}
	}
	var signed []string
	for name := range names {
		signed = append(signed, name)
	}
	sort.Strings(signed)
	var parts []string
	if r.Query != "" {
		parts = append(parts, r.Query)
	}
	parts = append(parts,
		"X-Amz-Algorithm=AWS4-HMAC-SHA256",
		"X-Amz-Credential="+slowEncode(strings.Join([]string{c.AccessKeyID, date[:8], sc.Region, sc.Service, "aws4_request"}, "/")),
		"X-Amz-Date="+date,
		fmt.Sprintf("X-Amz-Expires=%d", int(expires.Seconds())),
		"X-Amz-SignedHeaders="+slowEncode(strings.Join(signed, ";")))
	token := "X-Amz-Security-Token="
	if sc.S3Express {
		token = "X-Amz-S3session-Token="
	}
	token += slowEncode(c.SessionToken)
	if c.SessionToken != "" && !sc.UnsignedToken {
		parts = append(parts, token)
	}
	st = slowSteps(r, strings.Join(parts, "&"), nil, c, sc, r.PayloadHash)
	if c.SessionToken != "" && sc.UnsignedToken {
		parts = append(parts, token)
	}
	return strings.Join(append(parts, "X-Amz-Signature="+st.signature), "&"), st
}
