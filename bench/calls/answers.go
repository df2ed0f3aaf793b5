package calls

import (
	"fmt"
	"strings"
)

// GetItemSmall and its like are answers of the services.
const GetItemSmall = `{"Item":{"id":{"S":"user-1"},"name":{"S":"Ada"},"age":{"N":"36"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}}`

// Query100 is a page of 100 items of five attributes.
func Query100() string {
	items := make([]string, 100)
	for i := range items {
		items[i] = fmt.Sprintf(`{"id":{"S":"user-%d"},"name":{"S":"Ada %d"},"age":{"N":"%d"},"admin":{"BOOL":true},"tags":{"L":[{"S":"a"},{"S":"b"}]}}`, i, i, i)
	}
	return `{"Count":100,"ScannedCount":100,"Items":[` + strings.Join(items, ",") + `]}`
}

// List1000 is a listing of 1000 keys.
func List1000() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>orders</Name><Prefix></Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>`)
	for i := range 1000 {
		fmt.Fprintf(&b, `<Contents><Key>2026/11/%06d.csv</Key><LastModified>2026-11-01T12:00:%02d.000Z</LastModified><ETag>&quot;9b2cf535f27731c974343645a3985328&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i%60, i*17)
	}
	b.WriteString(`</ListBucketResult>`)
	return b.String()
}
