package rules

import "strings"

// splitARN cuts arn:partition:service:region:accountId:resourceId up; false unless
// partition, service and resource are there (Smithy, "aws.parseArn function").
func splitARN(to *[ARNSlots]slot, s string) bool {
	rest, ok := strings.CutPrefix(s, "arn:")
	if !ok {
		return false
	}
	for i := range ARNResourceID {
		end := strings.IndexByte(rest, ':')
		if end < 0 {
			return false
		}
		to[i].text, rest = rest[:end], rest[end+1:]
	}
	to[ARNResourceID].text = rest
	return to[ARNPartition].text != "" && to[ARNService].text != "" && rest != ""
}
