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
	key, end, number := region, len(region), true
	for i := len(region) - 1; i >= 0; i-- {
		c := region[i]
		if c == '-' && i+1 < end {
			if !number {
				key = region[:i+1]
				break
			}
			end, number = i, false
		} else if c == '-' || !isDigit(c) && (number || class[c]&inLabel == 0 && c != '_') {
			break
		}
	}
	for at := 0; at < len(partitionRegions); {
		from := at + 2
		at = from + int(partitionRegions[from-1])
		if partitionRegions[from:at] == key && (len(key) < len(region) || key[len(key)-1] != '-') {
			return int(partitionRegions[from-2])
		}
	}
	return 0
}
