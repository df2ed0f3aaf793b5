package lite

import "strings"

// arn is an Amazon Resource Name, taken apart.
//
// Source: AWS General Reference, "Amazon Resource Names (ARNs)".
type arn struct {
	partition, service, region, account, resource string
}

// isARN reports whether s is meant to be an ARN.
func isARN(s string) bool { return strings.HasPrefix(s, "arn:") }

// parseARN splits an ARN; the resource may hold more colons.
func parseARN(s string) (a arn, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return a, false
	}
	for _, part := range [...]*string{&a.partition, &a.service, &a.region, &a.account} {
		if *part, rest, ok = strings.Cut(rest, ":"); !ok {
			return arn{}, false
		}
	}
	a.resource = rest
	return a, true
}

// isBucket reports what S3 takes as Bucket: a name of 1 to 255 letters, digits,
// '.', '-' and '_', which very old buckets have, or the ARN of an access point.
// What a name is good for, the endpoint rules know.
func isBucket(s string) bool {
	if !isARN(s) {
		return hasOnly(s, 255, "-._")
	}
	a, ok := parseARN(s)
	if !ok || !strings.HasPrefix(a.partition, "aws") || !isAccount(a.account) || !isARNRegion(a.region) {
		return false
	}
	switch a.service {
	case "s3", "s3-object-lambda":
		name, ok := cutWord(a.resource, "accesspoint")
		return ok && hasOnly(name, 63, "-.")
	case "s3-outposts":
		id, name := a.outpost("accesspoint")
		return a.region != "" && id != "" && name != ""
	}
	return false
}

// outpost reads the resource outpost:<id>:<kind>:<name>, with ':' or '/' between
// its parts; empty strings if it is none.
func (a arn) outpost(kind string) (id, name string) {
	rest, ok := cutWord(a.resource, "outpost")
	end := strings.IndexAny(rest, ":/")
	if !ok || end < 0 {
		return "", ""
	}
	id = rest[:end]
	name, ok = cutWord(rest[end+1:], kind)
	if !ok || !hasOnly(id, 63, "-") || !hasOnly(name, 63, "-") {
		return "", ""
	}
	return id, name
}

// cutWord cuts a word and the ':' or '/' after it.
func cutWord(s, word string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(s, word)
	if !ok || rest == "" || rest[0] != ':' && rest[0] != '/' {
		return "", false
	}
	return rest[1:], true
}

// hasOnly reports 1 to max letters, digits, and characters of others.
func hasOnly(s string, max int, others string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && strings.IndexByte(others, c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= max
}

func isAccount(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 12
}

func isARNRegion(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
