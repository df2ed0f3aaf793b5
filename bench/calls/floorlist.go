package calls

import "time"

// listing is the answer of ListObjectsV2, read by hand.
type listing struct {
	Name, Prefix, Delimiter, EncodingType                string
	ContinuationToken, NextContinuationToken, StartAfter string
	KeyCount, MaxKeys                                    int64
	IsTruncated                                          bool
	Contents                                             []listed
	CommonPrefixes                                       []string
}

// listed is an object in a listing.
type listed struct {
	Key, ETag, StorageClass, ChecksumType string
	LastModified                          time.Time
	ChecksumAlgorithm                     []string
	Size                                  int64
}

// listedLength is about how long an object's element is at least.
const listedLength = 200

// readListing reads an answer, of which the listing keeps parts.
func readListing(body string) (*listing, error) {
	m, l := markup{text: body}, new(listing)
	const self = "ListBucketResult"
	if !m.root(self) {
		return nil, m.err
	}
	// ChecksumAlgorithm is a list, and mostly one of one: the memory is that of all.
	algorithms := make([]string, 0, len(body)/listedLength)
	l.Contents = make([]listed, 0, len(body)/listedLength)
	m.decoded.Grow(len(body) / 8) // ETags are between references
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		switch name {
		case "Contents":
			l.Contents = append(l.Contents, listed{})
			algorithms = l.Contents[len(l.Contents)-1].read(&m, algorithms)
		case "CommonPrefixes":
			l.readPrefixes(&m, name)
		case "Name":
			l.Name = m.string(name)
		case "Prefix":
			l.Prefix = m.string(name)
		case "Delimiter":
			l.Delimiter = m.string(name)
		case "EncodingType":
			l.EncodingType = m.string(name)
		case "ContinuationToken":
			l.ContinuationToken = m.string(name)
		case "NextContinuationToken":
			l.NextContinuationToken = m.string(name)
		case "StartAfter":
			l.StartAfter = m.string(name)
		case "KeyCount":
			l.KeyCount = m.int(name)
		case "MaxKeys":
			l.MaxKeys = m.int(name)
		case "IsTruncated":
			l.IsTruncated = m.bool(name)
		default:
			m.skip(name)
		}
	}
	return l, m.end()
}

// readPrefixes reads a common prefix.
func (l *listing) readPrefixes(m *markup, self string) {
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		if name == "Prefix" {
			l.CommonPrefixes = append(l.CommonPrefixes, m.string(name))
		} else {
			m.skip(name)
		}
	}
}

// read reads an object; its algorithms go behind those of the others.
func (o *listed) read(m *markup, algorithms []string) []string {
	const self = "Contents"
	first := len(algorithms)
	for name, ok := m.open(self); ok; name, ok = m.open(self) {
		switch name {
		case "Key":
			o.Key = m.string(name)
		case "LastModified":
			o.LastModified = m.time(name)
		case "ETag":
			o.ETag = m.string(name)
		case "ChecksumAlgorithm":
			algorithms = append(algorithms, m.string(name))
		case "ChecksumType":
			o.ChecksumType = m.string(name)
		case "Size":
			o.Size = m.int(name)
		case "StorageClass":
			o.StorageClass = m.string(name)
		default:
			m.skip(name)
		}
	}
	o.ChecksumAlgorithm = algorithms[first:len(algorithms):len(algorithms)]
	return algorithms
}
