package rules_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"strings"
)

// The standard library of the slow twin.

func slowSubstring(s string, start, stop int, reverse bool) any {
	if start >= stop || len(s) < stop || regexp.MustCompile(`[^\x00-\x7F]`).MatchString(s) {
		return nil
	}
	if reverse {
		start, stop = len(s)-stop, len(s)-start
	}
	return s[start:stop]
}

func slowURIEncode(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", rune(c)) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

var (
	slowURL     = regexp.MustCompile(`^(?i:(https?))://([!"$&-.0->A-\[\]-~]+)(/[!-"$->@-\[\]-~]*)?$`)
	slowIPv6    = regexp.MustCompile(`^\[([^\]]*)\](?::(.*))?$`)
	slowAddress = regexp.MustCompile(`^[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*$`)
	slowIPv4    = regexp.MustCompile(`^([0-9]{1,3}\.){3}[0-9]{1,3}$`)
	slowPath    = regexp.MustCompile(`[^-A-Za-z0-9._~!$&'()*+,;=:@%/]`)
)

func slowParseURL(s string) (v any, unsafe bool) {
	if !regexp.MustCompile(`^(?is:https?://[^?]*)$`).MatchString(s) {
		return nil, false
	}
	m := slowURL.FindStringSubmatch(s)
	if m == nil {
		return nil, true
	}
	var host, port string
	var ip bool
	if parts := slowIPv6.FindStringSubmatch(m[2]); parts != nil {
		if host, port, ip = parts[1], parts[2], true; !slowAddress.MatchString(host) {
			return nil, true
		}
	} else {
		host, port, _ = strings.Cut(m[2], ":")
		ip = slowIPv4.MatchString(host)
		if host == "" || strings.ContainsAny(host, "[]") {
			return nil, true
		}
	}
	if strings.Trim(port, "0123456789") != "" {
		return nil, false
	}
	if n := strings.TrimLeft(port, "0"); len(n) > 5 || len(n) == 5 && n > "65535" {
		return nil, false
	}
	normalized := path.Clean("/" + m[3])
	normalized = slowPath.ReplaceAllStringFunc(normalized, slowURIEncode)
	if normalized != "/" {
		normalized += "/"
	}
	return map[string]any{
		"scheme":         strings.ToLower(m[1]),
		"authority":      m[2],
		"path":           m[3],
		"normalizedPath": normalized,
		"isIp":           ip,
	}, false
}

func slowParseARN(s string) any {
	f := strings.SplitN(s, ":", 6)
	if len(f) < 6 || f[0] != "arn" || f[1] == "" || f[2] == "" || f[5] == "" {
		return nil
	}
	var resource []any
	for _, part := range regexp.MustCompile(`[:/]`).Split(f[5], -1) {
		resource = append(resource, part)
	}
	return map[string]any{"partition": f[1], "service": f[2], "region": f[3], "accountId": f[4], "resourceId": resource}
}

var slowLabel = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`)

func slowHostLabel(s string, sub bool) bool {
	if !sub {
		return slowLabel.MatchString(s)
	}
	for _, label := range strings.Split(s, ".") {
		if !slowLabel.MatchString(label) {
			return false
		}
	}
	return true
}

func slowBucket(s string, sub bool) bool {
	return len(s) >= 3 && strings.ToLower(s) == s && !slowIPv4.MatchString(s) && slowHostLabel(s, sub)
}

// slowPartitions is filled by the test from partitions.json.
var slowPartitions struct {
	Partitions []struct {
		ID          string
		RegionRegex string
		Regions     map[string]any
		Outputs     map[string]any
	}
}

func slowPartition(region string) any {
	found := slowPartitions.Partitions[0]
	for _, p := range slowPartitions.Partitions {
		if p.Regions[region] != nil || regexp.MustCompile(p.RegionRegex).MatchString(region) {
			found = p
			break
		}
	}
	outputs := maps.Clone(found.Outputs)
	outputs["name"] = found.ID
	return outputs
}
