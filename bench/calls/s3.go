package calls

import (
	"bytes"
	"io"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/minio/minio-go/v7"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

const (
	bucket = "orders"
	key    = "2026/11/000001.csv"
	etag   = `"9b2cf535f27731c974343645a3985328"`
)

func s3Cases() ([]measure.Case, error) {
	var cases []measure.Case
	for _, size := range []struct {
		name   string
		object string
	}{{"1 KB", object1K}, {"1 MB", strings.Repeat(object1K, 1<<10)}} {
		get, err := getObject("GetObject "+size.name, size.object)
		if err != nil {
			return nil, err
		}
		put, err := putObject("PutObject "+size.name, size.object)
		if err != nil {
			return nil, err
		}
		cases = append(append(cases, get...), put...)
	}
	list, err := listObjects()
	return append(cases, list...), err
}

// s3Hand is a call of S3. Without a body, its payload hash is that of nothing.
func s3Hand(a *answer, method, path, query string, read func([]byte) bool) *hand {
	return &hand{
		a: a, method: method, url: &url.URL{Scheme: "https", Host: bucket + ".s3." + region + ".amazonaws.com", Path: path, RawQuery: query}, service: "s3",
		headers: [][2]string{{"X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"}}, payload: "UNSIGNED-PAYLOAD", read: read,
	}
}

func getObject(thing, object string) ([]measure.Case, error) {
	a := answering(object, "text/csv", "ETag", etag, "Last-Modified", "Sun, 01 Nov 2026 12:00:00 GMT",
		"X-Amz-Checksum-Crc32", crcOf(object), "X-Amz-Checksum-Type", "FULL_OBJECT")
	h := s3Hand(a, "GET", "/"+key, "", func(body []byte) bool { return len(body) == len(object) })
	h.headers, h.check = append(h.headers, [2]string{"X-Amz-Checksum-Mode", "ENABLED"}), true
	store := v2.NewFromConfig(a.v2())
	core, err := a.minio()
	into := make([]byte, len(object)+1)
	// read reads to the end: only there are checksums compared.
	read := func(body io.ReadCloser) (bool, error) {
		n, err := io.ReadFull(body, into)
		if err == io.ErrUnexpectedEOF {
			err = nil
		}
		body.Close()
		return n == len(object), err
	}
	return []measure.Case{
		ours(thing, a.tucuxi(s3.Service), s3.GetObject, lite.Map{"Bucket": bucket, "Key": key}, func(o *lite.Output) bool {
			ok, err := read(o.Body)
			return ok && err == nil
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := store.GetObject(ctx, &v2.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)})
			if err != nil {
				return false, err
			}
			return read(out.Body)
		}),
		theirs(thing, "minio", func() (bool, error) {
			body, _, _, err := core.GetObject(ctx, bucket, key, minio.GetObjectOptions{})
			if err != nil {
				return false, err
			}
			return read(body)
		}),
		byHand(thing, h),
	}, err
}

func putObject(thing, object string) ([]measure.Case, error) {
	a := answering("", "", "ETag", etag)
	h := s3Hand(a, "PUT", "/"+key, "", func(body []byte) bool { return len(body) == 0 })
	h.given, h.sum = []byte(object), true
	body := []byte(object)
	store := v2.NewFromConfig(a.v2())
	core, err := a.minio()
	own := ours(thing, a.tucuxi(s3.Service), s3.PutObject, lite.Map{"Bucket": bucket, "Key": key, "Body": body}, func(o *lite.Output) bool {
		return o.Get("ETag").String() == etag
	})
	if len(body) <= 4<<10 { // which is copied, so that it is written with the head
		own.Body = len(body)
	}
	return []measure.Case{
		own,
		theirs(thing, "v2", func() (bool, error) {
			out, err := store.PutObject(ctx, &v2.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), Body: bytes.NewReader(body)})
			return err == nil && *out.ETag == etag, err
		}),
		theirs(thing, "minio", func() (bool, error) {
			out, err := core.PutObject(ctx, bucket, key, bytes.NewReader(body), int64(len(body)), "", "", minio.PutObjectOptions{})
			return `"`+out.ETag+`"` == etag, err
		}),
		byHand(thing, h),
	}, err
}

func listObjects() ([]measure.Case, error) {
	const thing = "ListObjectsV2, 1000 keys"
	a := answering(list1000(), "application/xml")
	store := v2.NewFromConfig(a.v2())
	core, err := a.minio()
	const sum = 999 * 1000 / 2 // of the sizes
	return []measure.Case{
		ours(thing, a.tucuxi(s3.Service), s3.ListObjectsV2, lite.Map{"Bucket": bucket}, func(o *lite.Output) bool {
			total, keys := int64(0), 0
			for object := range o.Get("Contents").List() {
				total += object.Field("Size").Int()
				keys += len(object.Field("Key").String())
			}
			return total == sum && keys == 1000*len(key)
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := store.ListObjectsV2(ctx, &v2.ListObjectsV2Input{Bucket: aws.String(bucket)})
			if err != nil {
				return false, err
			}
			total, keys := int64(0), 0
			for _, object := range out.Contents {
				total += *object.Size
				keys += len(*object.Key)
			}
			return total == sum && keys == 1000*len(key), nil
		}),
		theirs(thing, "minio", func() (bool, error) {
			out, err := core.ListObjectsV2(bucket, "", "", "", "", 1000)
			total, keys := int64(0), 0
			for _, object := range out.Contents {
				total += object.Size
				keys += len(object.Key)
			}
			return total == sum && keys == 1000*len(key), err
		}),
		byHand(thing, s3Hand(a, "GET", "/", "list-type=2", func(body []byte) bool {
			page, err := readListing(string(body))
			if err != nil {
				return false
			}
			total, keys := int64(0), 0
			for i := range page.Contents {
				total += page.Contents[i].Size
				keys += len(page.Contents[i].Key)
			}
			return total == sum && keys == 1000*len(key)
		})),
	}, err
}
