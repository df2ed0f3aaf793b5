package xmldoc

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// output is the output of an operation in a service's compiled model.
func output(t testing.TB, service, operation string) models.Shape {
	t.Helper()
	bin, err := os.ReadFile(filepath.Join(testkit.Root(t), "models", "embed", service, "model.bin"))
	if err != nil {
		t.Skipf("no compiled model: %v", err)
	}
	m, err := models.Open(string(bin))
	if err != nil {
		t.Fatal(err)
	}
	op, ok := m.OperationNamed(operation)
	if !ok {
		t.Fatalf("%s has no operation %s", service, operation)
	}
	return op.Output()
}

// listing is the body of a ListObjectsV2 response of n keys, as Amazon S3 sends
// it.
func listing(n int) []byte {
	b := []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix>photos/</Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>`)
	for i := range n {
		b = append(b, `<Contents><Key>photos/2024/11/30/IMG_`...)
		b = strconv.AppendInt(b, int64(100000+i), 10)
		b = append(b, `.jpeg</Key><LastModified>2024-11-30T12:34:56.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>`...)
		b = strconv.AppendInt(b, int64(4321+i*17), 10)
		b = append(b, `</Size><StorageClass>STANDARD</StorageClass></Contents>`...)
	}
	return append(b, `<CommonPrefixes><Prefix>photos/2024/12/</Prefix></CommonPrefixes></ListBucketResult>`...)
}

// The two steps of reading a response, the second with the first.
func BenchmarkListObjectsV2(b *testing.B) {
	shape := output(b, "s3", "ListObjectsV2")
	body := listing(1000)
	run := func(name string, f func()) {
		b.Run("1000/"+name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
	var d wire.Document
	run("scan", func() {
		var s xml.Scanner
		s.Reset(body)
		s.Root()
		s.Skip()
		if err := s.Finish(); err != nil {
			b.Fatal(err)
		}
	})
	run("parse", func() {
		d.Reset()
		r := Begin(&d, body)
		r.Root()
		r.Members(shape)
		if err := r.End(); err != nil {
			b.Fatal(err)
		}
	})
}
