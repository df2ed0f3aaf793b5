package smoke

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// versitygw is a client of the gateway, with its secret or another one.
func versitygw(t *testing.T, secret string) peer {
	t.Helper()
	return peer{t, lite.New(s3.Service, lite.Config{
		Region:      "us-east-1",
		Endpoint:    endpoint(t, "TUCUXI_VERSITYGW"),
		Credentials: creds.Static(os.Getenv("TUCUXI_VERSITYGW_ACCESS"), secret, ""),
	})}
}

func gatewaySecret() string { return os.Getenv("TUCUXI_VERSITYGW_SECRET") }

func TestMotoS3(t *testing.T) {
	p := moto(t, s3.Service)
	bucket := name("smoke")
	p.call(s3.CreateBucket, lite.Map{"Bucket": bucket, "CreateBucketConfiguration": lite.Map{"LocationConstraint": region}})
	testObjects(p, bucket)
	testKeys(p, bucket)
	testMultipart(p, bucket)
	p.call(s3.DeleteBucket, lite.Map{"Bucket": bucket})
	p.fails(s3.ListObjectsV2, lite.Map{"Bucket": bucket}, s3.ErrNoSuchBucket)
}

func TestVersitygwS3(t *testing.T) {
	p := versitygw(t, gatewaySecret())
	bucket := name("smoke")
	p.call(s3.CreateBucket, lite.Map{"Bucket": bucket})
	testObjects(p, bucket)
	testKeys(p, bucket)
	testMultipart(p, bucket)
	p.call(s3.DeleteBucket, lite.Map{"Bucket": bucket})
	p.fails(s3.ListObjectsV2, lite.Map{"Bucket": bucket}, s3.ErrNoSuchBucket)
}

func TestVersitygwRefusesAnotherSecret(t *testing.T) {
	p := versitygw(t, gatewaySecret()+"x")
	p.fails(s3.ListBuckets, nil, "SignatureDoesNotMatch")
	e := p.fails(s3.PutObject, lite.Map{"Bucket": name("smoke"), "Key": "a b/ü", "Body": "x"}, "SignatureDoesNotMatch")
	same(t, "status", e.Status, 403)
}

// testObjects makes, reads, lists and deletes one object.
func testObjects(p peer, bucket string) {
	t := p.t
	put := p.call(s3.PutObject, lite.Map{
		"Bucket": bucket, "Key": "dir/hello.txt", "Body": "hello, dolphin",
		"ContentType": "text/plain", "Metadata": map[string]string{"origin": "amazon"},
	})
	head := p.call(s3.HeadObject, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt"})
	same(t, "ETag", head.Get("ETag").String(), put.Get("ETag").String())
	same(t, "ContentLength", head.Get("ContentLength").Int(), 14)
	same(t, "ContentType", head.Get("ContentType").String(), "text/plain")
	same(t, "Metadata", head.Get("Metadata", "origin").String(), "amazon")
	recent(t, "LastModified", head.Get("LastModified"))

	same(t, "body", body(p, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt"}), "hello, dolphin")
	same(t, "range", body(p, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt", "Range": "bytes=7-13"}), "dolphin")

	p.call(s3.CopyObject, lite.Map{"Bucket": bucket, "Key": "dir/copy.txt", "CopySource": bucket + "/dir/hello.txt"})
	list := p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket, "Prefix": "dir/"})
	same(t, "KeyCount", list.Get("KeyCount").Int(), 2)
	same(t, "Size", find(t, list.Get("Contents"), "Key", "dir/copy.txt").Get("Size").Int(), 14)
	page := p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket, "Prefix": "dir/", "MaxKeys": 1})
	same(t, "IsTruncated", page.Get("IsTruncated").Bool(), true)
	page = p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket, "Prefix": "dir/", "ContinuationToken": page.Get("NextContinuationToken").String()})
	same(t, "second page", page.Get("Contents", 0, "Key").String(), "dir/hello.txt")

	// A body of unknown length, and none at all.
	p.call(s3.PutObject, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt", "Body": io.MultiReader(strings.NewReader("two "), strings.NewReader("readers"))})
	same(t, "reader", body(p, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt"}), "two readers")
	p.call(s3.PutObject, lite.Map{"Bucket": bucket, "Key": "dir/copy.txt"})
	same(t, "empty", body(p, lite.Map{"Bucket": bucket, "Key": "dir/copy.txt"}), "")

	e := p.fails(s3.GetObject, lite.Map{"Bucket": bucket, "Key": "none"}, s3.ErrNoSuchKey)
	same(t, "status", e.Status, 404)
	p.fails(s3.PutObject, lite.Map{"Bucket": bucket, "Key": "dir/hello.txt", "Body": "again", "IfNoneMatch": "*"}, "PreconditionFailed")
	p.fails(s3.DeleteBucket, lite.Map{"Bucket": bucket}, "BucketNotEmpty")

	gone := p.call(s3.DeleteObjects, lite.Map{"Bucket": bucket, "Delete": lite.Map{"Objects": lite.List{
		lite.Map{"Key": "dir/hello.txt"}, lite.Map{"Key": "dir/copy.txt"},
	}}})
	same(t, "Deleted", gone.Get("Deleted").Len(), 2)
	same(t, "after", p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket}).Get("KeyCount").Int(), 0)
}

// testKeys puts objects under keys that a URL can't hold as they are.
func testKeys(p peer, bucket string) {
	t := p.t
	keys := []string{
		"space in name.txt", "plus+sign.txt", "ünïcödé/漢字/🐬.txt", "a/deep/path/to.txt", "percent%20and%2Fslash.txt",
		"quote\"'and<&>.txt", "semi;colon=and&question?.txt", "tilde~!*()@$,:.txt", "star#hash[1].txt",
	}
	for _, key := range keys {
		p.call(s3.PutObject, lite.Map{"Bucket": bucket, "Key": key, "Body": "content of " + key})
		same(t, key, body(p, lite.Map{"Bucket": bucket, "Key": key}), "content of "+key)
	}
	var got []string
	list := p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket, "EncodingType": "url"})
	if list.Get("Contents").Len() != len(keys) {
		t.Errorf("%d keys listed, want %d", list.Get("Contents").Len(), len(keys))
	}
	list = p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket})
	for o := range list.Get("Contents").List() {
		got = append(got, o.Get("Key").String())
	}
	slices.Sort(got)
	slices.Sort(keys)
	if !slices.Equal(got, keys) {
		t.Errorf("listed\n%q, want\n%q", got, keys)
	}
	for _, key := range keys {
		p.call(s3.DeleteObject, lite.Map{"Bucket": bucket, "Key": key})
	}
	same(t, "after", p.call(s3.ListObjectsV2, lite.Map{"Bucket": bucket}).Get("KeyCount").Int(), 0)
}

// testMultipart uploads an object of two parts, the second one from a reader.
func testMultipart(p peer, bucket string) {
	t := p.t
	first := strings.Repeat("tucuxi ", 5<<20/7+1)[:5<<20] // the smallest part that may have a successor
	id := p.call(s3.CreateMultipartUpload, lite.Map{"Bucket": bucket, "Key": "big"}).Get("UploadId").String()
	part := lite.Map{"Bucket": bucket, "Key": "big", "UploadId": id, "PartNumber": 1, "Body": first}
	one := p.call(s3.UploadPart, part).Get("ETag").String()
	part["PartNumber"], part["Body"] = 2, bytes.NewReader([]byte("the end"))
	two := p.call(s3.UploadPart, part).Get("ETag").String()
	p.call(s3.CompleteMultipartUpload, lite.Map{"Bucket": bucket, "Key": "big", "UploadId": id, "MultipartUpload": lite.Map{"Parts": lite.List{
		lite.Map{"PartNumber": 1, "ETag": one}, lite.Map{"PartNumber": 2, "ETag": two},
	}}})
	if got := body(p, lite.Map{"Bucket": bucket, "Key": "big"}); got != first+"the end" {
		t.Errorf("%d bytes came back, want %d", len(got), len(first)+7)
	}
	p.call(s3.DeleteObject, lite.Map{"Bucket": bucket, "Key": "big"})
	p.fails(s3.AbortMultipartUpload, lite.Map{"Bucket": bucket, "Key": "big", "UploadId": id}, s3.ErrNoSuchUpload)
}

// body reads an object.
func body(p peer, params lite.Map) string {
	p.t.Helper()
	ctx, cancel := p.deadline()
	defer cancel()
	out, err := p.c.Call(ctx, s3.GetObject, params)
	if err != nil {
		p.t.Fatal(err)
	}
	defer out.Body.Close()
	b, err := io.ReadAll(out.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(b)
}
