package rules

import "strings"

// Partition is a group of AWS regions (Smithy, "aws.partition function").
type Partition struct {
	Name                 string // "aws"
	DNSSuffix            string // "amazonaws.com"
	DualStackDNSSuffix   string // "api.aws"
	ImplicitGlobalRegion string // signs for services without regions, "us-east-1"
	SupportsFIPS         bool
	SupportsDualStack    bool

	regions  string   // names that prefixes do not cover, each between blanks
	prefixes []string // what comes before name-number in the other regions
}

// LookupPartition is the partition of a region: the first that lists it, else
// the first whose pattern it fits, else aws.
func LookupPartition(region string) *Partition { return &partitions[partitionIndex(region)] }

func partitionIndex(region string) int {
	for i := range partitions {
		if listed(partitions[i].regions, region) {
			return i
		}
	}
	for i := range partitions {
		for _, prefix := range partitions[i].prefixes {
			if rest, ok := strings.CutPrefix(region, prefix); ok && nameNumber(rest) {
				return i
			}
		}
	}
	return 0
}

// listed says whether name is one of the names in list, which has a blank
// before and after each.
func listed(list, name string) bool {
	if name == "" || strings.IndexByte(name, ' ') >= 0 {
		return false
	}
	for at := 0; ; {
		i := strings.Index(list[at:], name)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(name)
		if from > 0 && list[from-1] == ' ' && to < len(list) && list[to] == ' ' {
			return true
		}
		at = from + 1
	}
}

// nameNumber is the pattern \w+-\d+ of the partitions' regionRegex.
func nameNumber(s string) bool {
	name, number, ok := strings.Cut(s, "-")
	if !ok || name == "" || number == "" {
		return false
	}
	for i := range len(name) {
		if !isAlnum(name[i]) && name[i] != '_' {
			return false
		}
	}
	for i := range len(number) {
		if !isDigit(number[i]) {
			return false
		}
	}
	return true
}

func (p *Partition) attr(attr int) value {
	switch attr {
	case AttrName:
		return stringValue(p.Name)
	case AttrDNSSuffix:
		return stringValue(p.DNSSuffix)
	case AttrDualStackDNSSuffix:
		return stringValue(p.DualStackDNSSuffix)
	case AttrImplicitGlobalRegion:
		return stringValue(p.ImplicitGlobalRegion)
	case AttrSupportsFIPS:
		return boolValue(p.SupportsFIPS)
	}
	return boolValue(p.SupportsDualStack)
}
