package lite_test

import (
	"regexp"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
)

// FuzzIsBucket compares with the expressions that botocore checks buckets by.
func FuzzIsBucket(f *testing.F) {
	slow := regexp.MustCompile(`\A(?:[a-zA-Z0-9.\-_]{1,255}` +
		`|arn:aws[^:]*:(?:s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}` +
		`|arn:aws[^:]*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63})\z`)
	for _, s := range []string{
		"orders", "", "a/b", "arn:aws:s3:::b", "arn:aws:s3:us-west-2:123456789012:accesspoint:mine", "arn:aws:s3::123456789012:accesspoint:m.mrap",
		"arn:aws-cn:s3-object-lambda:cn-north-1:123456789012:accesspoint/mine", "arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-1:accesspoint:mine",
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/mine\n", "arn:aws:s3-outposts::123456789012:outpost:op:accesspoint:a:b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := lite.IsBucket(s), slow.MatchString(s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	})
}
