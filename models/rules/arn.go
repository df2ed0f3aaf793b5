package rules

import "strings"

// arn is arn:partition:service:region:accountId:resource, cut up.
type arn struct{ partition, service, region, account, resource string }

// splitARN cuts s up; false unless partition, service and resource are there
// (Smithy, "aws.parseArn function").
func splitARN(s string) (a arn, ok bool) {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return arn{}, false
	}
	a.partition, rest, _ = strings.Cut(rest, ":")
	a.service, rest, _ = strings.Cut(rest, ":")
	a.region, rest, _ = strings.Cut(rest, ":")
	a.account, a.resource, _ = strings.Cut(rest, ":")
	if a.partition == "" || a.service == "" || a.resource == "" {
		return arn{}, false
	}
	return a, true
}

// arnAttr is an attribute of the ARN s, which splitARN accepted.
func arnAttr(s string, attr int) value {
	a, _ := splitARN(s)
	switch attr {
	case AttrPartition:
		return stringValue(a.partition)
	case AttrService:
		return stringValue(a.service)
	case AttrRegion:
		return stringValue(a.region)
	case AttrAccountID:
		return stringValue(a.account)
	}
	return value{kind: kindResource, s: a.resource}
}

// resourcePart is part i of a resource, split at every ':' and '/'; from the
// end if i is below zero.
func resourcePart(s string, i int) (string, bool) {
	if i < 0 {
		i += strings.Count(s, ":") + strings.Count(s, "/") + 1
	}
	if i < 0 {
		return "", false
	}
	for ; ; i-- {
		end := strings.IndexAny(s, ":/")
		if i == 0 {
			if end >= 0 {
				s = s[:end]
			}
			return s, true
		}
		if end < 0 {
			return "", false
		}
		s = s[end+1:]
	}
}
