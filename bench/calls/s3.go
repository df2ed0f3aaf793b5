package calls

import (
	"bytes"
	"io"

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
	get, err := getObject()
	if err != nil {
		return nil, err
	}
	put, err := putObject()
	if err != nil {
		return nil, err
	}
	list, err := listObjects()
	return append(append(get, put...), list...), err
}

func getObject() ([]measure.Case, error) {
	const thing = "GetObject 1 KB"
	a := answering(object1K, "text/csv", "ETag", etag, "Last-Modified", "Sun, 01 Nov 2026 12:00:00 GMT",
		"X-Amz-Checksum-Crc32", objectCRC(), "X-Amz-Checksum-Type", "FULL_OBJECT")
	store := v2.NewFromConfig(a.v2())
	core, err := a.minio()
	into := make([]byte, len(object1K)+1)
	// read reads to the end: only there are checksums compared.
	read := func(body io.ReadCloser) (bool, error) {
		n, err := io.ReadFull(body, into)
		if err == io.ErrUnexpectedEOF {
			err = nil
		}
		body.Close()
		return n == len(object1K), err
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
	}, err
}

func putObject() ([]measure.Case, error) {
	const thing = "PutObject 1 KB"
	a := answering("", "", "ETag", etag)
	body := []byte(object1K)
	store := v2.NewFromConfig(a.v2())
	core, err := a.minio()
	return []measure.Case{
		ours(thing, a.tucuxi(s3.Service), s3.PutObject, lite.Map{"Bucket": bucket, "Key": key, "Body": body}, func(o *lite.Output) bool {
			return o.Get("ETag").String() == etag
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := store.PutObject(ctx, &v2.PutObjectInput{Bucket: aws.String(bucket), Key: aws.String(key), Body: bytes.NewReader(body)})
			return err == nil && *out.ETag == etag, err
		}),
		theirs(thing, "minio", func() (bool, error) {
			out, err := core.PutObject(ctx, bucket, key, bytes.NewReader(body), int64(len(body)), "", "", minio.PutObjectOptions{})
			return `"`+out.ETag+`"` == etag, err
		}),
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
	}, err
}
