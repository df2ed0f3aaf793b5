package calls

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// presignCases make a URL for an object, good for a quarter of an hour.
func presignCases() ([]measure.Case, error) {
	const thing, expires = "presign GetObject", 15 * time.Minute
	a := answering("", "")
	client := a.tucuxi(s3.Service)
	store := v2.NewPresignClient(v2.NewFromConfig(a.v2()))
	core, err := a.minio()
	params := lite.Map{"Bucket": bucket, "Key": key}
	input := &v2.GetObjectInput{Bucket: aws.String(bucket), Key: aws.String(key)}
	right := func(url string) bool {
		return strings.HasPrefix(url, "https://orders.s3.") && strings.Contains(url, "/"+key+"?") && strings.Contains(url, "&X-Amz-Signature=")
	}
	return []measure.Case{
		{Thing: thing, Peer: measure.Ours, Run: func() error {
			p, err := client.Presign(ctx, s3.GetObject, params, expires)
			if err == nil && !right(p.URL) {
				err = errAnswer
			}
			return err
		}},
		theirs(thing, "v2", func() (bool, error) {
			p, err := store.PresignGetObject(ctx, input, v2.WithPresignExpires(expires))
			return err == nil && right(p.URL), err
		}),
		theirs(thing, "minio", func() (bool, error) {
			u, err := core.PresignedGetObject(ctx, bucket, key, expires, nil)
			return err == nil && right(u.String()), err
		}),
	}, err
}
