package rules

// A Partition is a group of AWS regions (Smithy, "aws.partition function").
type Partition struct {
	Name                 string // "aws"
	DNSSuffix            string // "amazonaws.com"
	DualStackDNSSuffix   string // "api.aws"
	ImplicitGlobalRegion string // signs for services without regions, "us-east-1"
	SupportsFIPS         bool
	SupportsDualStack    bool
}

// LookupPartition is the partition of a region: the first that lists it, else
// the first whose pattern it fits, else aws.
func LookupPartition(region string) Partition {
	i := partitionOf(region)
	text := func(n int) string { return cut(partitionText, partitionIndex, i*PartitionSlots+n) }
	return Partition{
		Name:                 text(PartitionName),
		DNSSuffix:            text(PartitionDNSSuffix),
		DualStackDNSSuffix:   text(PartitionDualStackDNSSuffix),
		ImplicitGlobalRegion: text(PartitionImplicitGlobalRegion),
		SupportsFIPS:         partitionFlags[i]&1 != 0,
		SupportsDualStack:    partitionFlags[i]&2 != 0,
	}
}

// DNSSuffix is the DNS suffix of the partition of a region.
func DNSSuffix(region string) string {
	return cut(partitionText, partitionIndex, partitionOf(region)*PartitionSlots+PartitionDNSSuffix)
}

// partitionOf is the number of a region's partition. The table of regions has
// names that are no pattern's, and of each pattern, which is prefix\w+-\d+, the
// prefix, that ends with a hyphen.
func partitionOf(region string) int {
	number := len(region)
	for number > 0 && isDigit(region[number-1]) {
		number--
	}
	word := max(number-1, 0)
	for word > 0 && (class[region[word-1]]&inLabel != 0 && region[word-1] != '-' || region[word-1] == '_') {
		word--
	}
	key := region
	if number < len(region) && word < number-1 && region[number-1] == '-' {
		key = region[:word]
	} else if number > 0 && region[number-1] == '-' {
		return 0 // or it would be taken for a prefix
	}
	for at := 0; at < len(partitionRegions); {
		n := int(partitionRegions[at+1])
		if partitionRegions[at+2:at+2+n] == key {
			return int(partitionRegions[at])
		}
		at += 2 + n
	}
	return 0
}
