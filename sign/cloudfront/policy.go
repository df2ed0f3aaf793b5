package cloudfront

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Policy says who may get what, and when.
//
// Source: Amazon CloudFront Developer Guide, "Create a signed URL using a custom
// policy", values for the policy statement.
type Policy struct {
	Resource  string    // URL, '*' for any characters and '?' for any one: "https://d1.cloudfront.net/video/*"
	Expires   time.Time // in whole seconds
	NotBefore time.Time // zero: at once
	IPAddress string    // IPv4 address, or range: "192.0.2.0/24"; empty: any
}

// What a policy or signer lacks.
var (
	ErrExpires   = errors.New("cloudfront: time of expiry is zero, out of the years 1970 to 9999, or not after NotBefore")
	ErrResource  = errors.New("cloudfront: resource is empty, or has a space, quote, backslash, control or non-ASCII character")
	ErrURL       = errors.New("cloudfront: URL is not http or https, has a fragment, a character that is not escaped, or a signature")
	ErrIPAddress = errors.New("cloudfront: IP address is neither an IPv4 address nor a range of them")
	ErrSHA1      = errors.New("cloudfront: GODEBUG=fips140=only allows SHA256 only")
	ErrKey       = errors.New("cloudfront: key is nil, or its id is empty or has other characters than letters and digits")
)

// canned is the policy that URLs and cookies with a time alone stand for. Its
// text has to be exactly so, because CloudFront makes it again.
func canned(resource string, expires time.Time) Policy {
	return Policy{Resource: resource, Expires: expires}
}

func (p *Policy) check() error {
	const lastSecond = 253402300799 // 9999-12-31T23:59:59Z
	if at := p.Expires.Unix(); at <= 0 || at > lastSecond || !p.NotBefore.IsZero() && (p.NotBefore.Unix() >= at || p.NotBefore.Unix() < 0) {
		return ErrExpires
	}
	if p.Resource == "" || !isPlain(p.Resource) {
		return ErrResource
	}
	if p.IPAddress != "" && !isRange(p.IPAddress) {
		return ErrIPAddress
	}
	return nil
}

// isPlain reports whether s can stand in a JSON string as it is: visible ASCII
// without quotes and backslashes, which no URL has.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// isRange reports whether s is an IPv4 address with or without a mask.
func isRange(s string) bool {
	address, mask, hasMask := strings.Cut(s, "/")
	if hasMask && !isNumber(mask, 32) {
		return false
	}
	for range 3 {
		part, rest, ok := strings.Cut(address, ".")
		if !ok || !isNumber(part, 255) {
			return false
		}
		address = rest
	}
	return isNumber(address, 255)
}

// isNumber reports whether s is a number of at most limit, without zeros or a
// sign before it.
func isNumber(s string, limit uint64) bool {
	n, err := strconv.ParseUint(s, 10, 16)
	return err == nil && n <= limit && len(s) == len(strconv.FormatUint(n, 10))
}

// appendJSON appends the policy without white space, which CloudFront refuses.
func (p *Policy) appendJSON(dst []byte) []byte {
	dst = append(append(dst, `{"Statement":[{"Resource":"`...), p.Resource...)
	dst = append(dst, `","Condition":{"DateLessThan":{"AWS:EpochTime":`...)
	dst = append(strconv.AppendInt(dst, p.Expires.Unix(), 10), '}')
	if p.IPAddress != "" {
		dst = append(append(dst, `,"IpAddress":{"AWS:SourceIp":"`...), p.IPAddress...)
		if strings.IndexByte(p.IPAddress, '/') < 0 {
			dst = append(dst, "/32"...)
		}
		dst = append(dst, `"}`...)
	}
	if !p.NotBefore.IsZero() {
		dst = append(dst, `,"DateGreaterThan":{"AWS:EpochTime":`...)
		dst = append(strconv.AppendInt(dst, p.NotBefore.Unix(), 10), '}')
	}
	return append(dst, "}}]}"...)
}
