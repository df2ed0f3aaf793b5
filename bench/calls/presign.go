package calls

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
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
	floor := newHandURL("orders.s3."+region+".amazonaws.com", "/"+key)
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
		theirs(thing, "floor", func() (bool, error) { return right(floor.url(time.Now())), nil }),
	}, err
}

// handURL is the floor of presigning: what is the same in all URLs is written
// once, the session token's encoding and the signing key too.
type handURL struct {
	host, path string
	token      string
	days       hand // keeps the key of a day
	memory     []byte
}

func newHandURL(host, path string) *handURL {
	return &handURL{host: host, path: path, token: url.QueryEscape(token), days: hand{service: "s3"}}
}

// url is the URL for a quarter of an hour from a time on. Its parameters are
// sorted, as in the canonical request.
func (h *handURL) url(now time.Time) string {
	date := now.UTC().Format("20060102T150405Z")
	h.days.key(date[:8])
	scope := date[:8] + "/" + region + "/s3/aws4_request"
	b := append(append(append(h.memory[:0], "GET\n"...), h.path...), '\n')
	from := len(b)
	b = append(append(b, "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="+accessKeyID+"%2F"...), date[:8]...)
	b = append(append(b, "%2F"+region+"%2Fs3%2Faws4_request&X-Amz-Date="...), date...)
	b = append(append(append(b, "&X-Amz-Expires=900&X-Amz-Security-Token="...), h.token...), "&X-Amz-SignedHeaders=host"...)
	to := len(b)
	b = append(append(append(b, "\nhost:"...), h.host...), "\n\nhost\nUNSIGNED-PAYLOAD"...)
	sum := sha256.Sum256(b)
	h.days.mac.Reset()
	h.days.mac.Write(hex.AppendEncode([]byte("AWS4-HMAC-SHA256\n"+date+"\n"+scope+"\n"), sum[:]))
	signature := h.days.mac.Sum(sum[:0])
	h.memory = b
	return "https://" + h.host + h.path + "?" + string(b[from:to]) + "&X-Amz-Signature=" + hex.EncodeToString(signature)
}
