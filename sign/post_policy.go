package sign

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/sign/internal/base64"
)

// PostPolicy says what a browser may upload with an HTML form, until when.
//
// Source: Amazon S3 API Reference, "Browser-Based Uploads Using POST (AWS
// Signature Version 4)" and "POST Policy".
type PostPolicy struct {
	// Expires is when uploads end, in whole seconds.
	Expires time.Time

	// Bucket is the bucket; empty leaves its condition to Conditions.
	Bucket string

	// Fields are form fields with the values that they must have. A key that ends
	// in "${filename}", for which S3 puts in the name of the uploaded file, must
	// begin with what stands before it.
	Fields []Header

	// Conditions are all others, and may say something else about a field or the
	// bucket than what follows from above. S3 refuses fields of the form without
	// a condition, but for file, policy and those of the signature.
	Conditions []PostCondition
}

// PostCondition is one condition: the form field Name has the Value, or begins
// with it, which an empty one always does. The name "content-length-range"
// means the size of the file: Min to Max bytes.
type PostCondition struct {
	Name       string
	Value      string
	StartsWith bool
	Min, Max   int64
}

const lengthRange = "content-length-range"

// SignPost returns all fields of the form, in order: those of the policy, then
// x-amz-algorithm, x-amz-credential, x-amz-date, x-amz-security-token if the
// credentials have a token, policy, x-amz-signature. The field "file" has to
// follow them. Whoever writes them into HTML has to escape them.
//
// The form is for the bucket's URL. Scope is that of S3, or with S3Express that
// of a directory bucket; Time has to be before the policy expires.
func (s *Signer) SignPost(p *PostPolicy, c Credentials, sc Scope) ([]Header, error) {
	if err := checkScope(&sc, nil); err != nil {
		return nil, err
	}
	if err := checkCredentials(&c); err != nil {
		return nil, err
	}
	if err := p.check(sc.Time); err != nil {
		return nil, err
	}
	at := sc.Time.Unix()
	k := s.keys.signingKey(&c, sc.Region, sc.Service, at)
	fields := append(make([]Header, 0, len(p.Fields)+6), p.Fields...)
	own := len(fields)
	fields = append(fields,
		Header{"x-amz-algorithm", algorithm},
		Header{"x-amz-credential", c.AccessKeyID + "/" + k.scope},
		Header{headerDate, string(appendDate(nil, at))})
	if c.SessionToken != "" {
		name := headerToken
		if sc.S3Express {
			name = sc.tokenParameter()
		}
		fields = append(fields, Header{name, c.SessionToken})
	}
	policy := string(base64.Append(nil, p.appendJSON(nil, fields[own:]), base64.Standard))
	sum := new([sha256.Size]byte)
	k.sum(sum, []byte(policy))
	return append(fields, Header{"policy", policy}, Header{"x-amz-signature", string(appendHex(nil, sum))}), nil
}

func (p *PostPolicy) check(now time.Time) error {
	if err := checkTime(p.Expires); err != nil {
		return err
	}
	if p.Expires.Unix() <= now.Unix() {
		return &InputError{Part: "expiration", Reason: "is not after the time of signing"}
	}
	if !utf8.ValidString(p.Bucket) {
		return &InputError{Part: "bucket", Reason: "is no UTF-8"}
	}
	for i := range p.Fields {
		if err := checkField(p.Fields[i].Name, p.Fields[i].Value); err != nil {
			return err
		}
	}
	for i := range p.Conditions {
		pc := &p.Conditions[i]
		if pc.Name == lengthRange {
			if pc.Min < 0 || pc.Max < pc.Min {
				return &InputError{Part: "condition", Name: pc.Name, Reason: "is no range"}
			}
			continue
		}
		if err := checkField(pc.Name, pc.Value); err != nil {
			return err
		}
	}
	return nil
}

// checkField refuses fields that signing sets, and text that no form field has.
func checkField(name, value string) error {
	switch strings.ToLower(name) {
	case "policy", "file", lengthRange, "x-amz-algorithm", "x-amz-credential", headerDate, headerToken, headerExpressToken, "x-amz-signature":
		return &InputError{Part: "form field", Name: name, Reason: "is not the caller's to set"}
	}
	switch {
	case name == "" || hasBlank(name) || !utf8.ValidString(name):
		return &InputError{Part: "form field", Name: name, Reason: "has an empty name, or one with a space or control character"}
	case !utf8.ValidString(value):
		return &InputError{Part: "form field", Name: name, Reason: "has a value that is no UTF-8"}
	}
	return nil
}

// appendJSON appends the policy; signed are the fields of the signature.
func (p *PostPolicy) appendJSON(dst []byte, signed []Header) []byte {
	dst = append(dst, `{"expiration": "`...)
	dst = p.Expires.UTC().AppendFormat(dst, "2006-01-02T15:04:05Z")
	dst = append(dst, `", "conditions": [`...)
	start := len(dst)
	next := func(pc PostCondition) {
		if len(dst) > start {
			dst = append(dst, ", "...)
		}
		dst = pc.appendJSON(dst)
	}
	if p.Bucket != "" && !p.hasCondition("bucket") {
		next(PostCondition{Name: "bucket", Value: p.Bucket})
	}
	for i := range p.Conditions {
		next(p.Conditions[i])
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if p.hasCondition(f.Name) {
			continue
		}
		if prefix, ok := strings.CutSuffix(f.Value, "${filename}"); ok && strings.EqualFold(f.Name, "key") {
			next(PostCondition{Name: f.Name, Value: prefix, StartsWith: true})
		} else {
			next(PostCondition{Name: f.Name, Value: f.Value})
		}
	}
	for i := range signed {
		next(PostCondition{Name: signed[i].Name, Value: signed[i].Value})
	}
	return append(dst, "]}"...)
}

func (p *PostPolicy) hasCondition(name string) bool {
	for i := range p.Conditions {
		if strings.EqualFold(p.Conditions[i].Name, name) {
			return true
		}
	}
	return false
}

func (pc *PostCondition) appendJSON(dst []byte) []byte {
	switch {
	case pc.Name == lengthRange:
		dst = strconv.AppendInt(append(dst, `["content-length-range", `...), pc.Min, 10)
		dst = strconv.AppendInt(append(dst, ", "...), pc.Max, 10)
		return append(dst, ']')
	case pc.StartsWith:
		dst = appendJSONString(append(dst, `["starts-with", `...), "$"+pc.Name)
		return append(appendJSONString(append(dst, ", "...), pc.Value), ']')
	}
	dst = appendJSONString(append(dst, '{'), pc.Name)
	return append(appendJSONString(append(dst, ": "...), pc.Value), '}')
}

// appendJSONString appends s, which is UTF-8, in quotes and in ASCII, as the
// SDKs write policies.
//
// Source: RFC 8259, section 7.
func appendJSONString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case ' ' <= r && r < 0x7f:
			dst = append(dst, byte(r))
		case r >= 0x10000: // a surrogate pair
			r -= 0x10000
			dst = appendJSONEscape(appendJSONEscape(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
		default:
			dst = appendJSONEscape(dst, r)
		}
	}
	return append(dst, '"')
}

func appendJSONEscape(dst []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[r>>12], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
