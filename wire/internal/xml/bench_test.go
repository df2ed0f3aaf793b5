package xml

import (
	"strconv"
	"testing"
)

// listing is a ListObjectsV2 response of n keys, as Amazon S3 sends it.
func listing(n int) []byte {
	b := []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix>photos/</Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>`)
	for i := range n {
		b = append(b, `<Contents><Key>photos/2024/11/30/IMG_`...)
		b = strconv.AppendInt(b, int64(100000+i), 10)
		b = append(b, `.jpeg</Key><LastModified>2024-11-30T12:34:56.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>`...)
		b = strconv.AppendInt(b, int64(4321+i*17), 10)
		b = append(b, `</Size><StorageClass>STANDARD</StorageClass></Contents>`...)
	}
	return append(b, `</ListBucketResult>`...)
}

// walk reads every element; the text of those without children is counted.
func walk(s *Scanner) (elements int) {
	if _, ok := s.Root(); !ok {
		return 0
	}
	for _, ok := s.Child(); ok; _, ok = s.Child() {
		elements++
		if s.b[s.at] != '<' {
			s.Text()
			continue
		}
		for _, ok := s.Child(); ok; _, ok = s.Child() {
			elements++
			s.Text()
		}
	}
	return elements
}

func BenchmarkScan(b *testing.B) {
	doc := listing(1000)
	b.Run("ListObjectsV2/1000", func(b *testing.B) {
		var s Scanner
		b.SetBytes(int64(len(doc)))
		b.ReportAllocs()
		for b.Loop() {
			s.Reset(doc)
			if walk(&s) != 8006 || s.Finish() != nil {
				b.Fatal(s.Err())
			}
		}
	})
}

func BenchmarkAppendText(b *testing.B) {
	for _, c := range []struct{ name, raw string }{
		{"key", "photos/2024/11/30/IMG_100000.jpeg"},
		{"etag", "&quot;d41d8cd98f00b204e9800998ecf8427e&quot;"},
		{"unicode", "Füße/写真.jpeg"},
	} {
		b.Run(c.name, func(b *testing.B) {
			dst := make([]byte, 0, 128)
			b.ReportAllocs()
			for b.Loop() {
				dst, _ = AppendText(dst[:0], c.raw)
			}
		})
	}
}
