package rules

// splitARN cuts arn:partition:service:region:accountId:resourceId up; false unless
// partition, service and resource are there (Smithy, "aws.parseArn function").
func splitARN(to *[ARNSlots]slot, s string) bool {
	if len(s) < 4 || s[:4] != "arn:" {
		return false
	}
	n, from := 0, 4
	for i := from; i < len(s) && n < ARNResourceID; i++ {
		if s[i] == ':' {
			to[n].text = s[from:i]
			n, from = n+1, i+1
		}
	}
	to[ARNResourceID].text = s[from:]
	return n == ARNResourceID && to[ARNPartition].text != "" && to[ARNService].text != "" && from < len(s)
}
