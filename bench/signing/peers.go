package signing

import (
	"context"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go/aws-http-auth/credentials"
	smithy "github.com/aws/smithy-go/aws-http-auth/sigv4"
	smithyv4 "github.com/aws/smithy-go/aws-http-auth/v4"
	minio "github.com/minio/minio-go/v7/pkg/signer"

	"github.com/tucuxi-go/tucuxi/sign"
)

// signed is what a peer made: the authorization header, or the presigned URL.
type signed func() (string, error)

func signTucuxi(r request, token string) signed {
	var signer sign.Signer
	c := sign.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	sc := sign.Scope{Region: region, Service: r.service, Time: at, S3: r.s3()}
	headers := append(make([]sign.Header, 0, 8), r.headers...)
	q := sign.Request{Method: r.method, Host: r.host, Path: r.path, Query: r.query, PayloadHash: r.payloadHash}
	return func() (string, error) {
		q.Headers, q.Buf = headers, q.Buf[:0]
		err := signer.Sign(&q, c, sc)
		return q.Headers[len(q.Headers)-1].Value, err
	}
}

func presignTucuxi(r request, token string) signed {
	var signer sign.Signer
	c := sign.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	sc := sign.Scope{Region: region, Service: r.service, Time: at, S3: r.s3()}
	q := sign.Request{Method: r.method, Host: r.host, Path: r.path, PayloadHash: r.payloadHash}
	return func() (string, error) {
		q.Query, q.Buf = r.query, q.Buf[:0]
		if err := signer.Presign(&q, c, sc, expires); err != nil {
			return "", err
		}
		return "https://" + q.Host + q.Path + "?" + q.Query, nil
	}
}

func signV2(r request, token string) signed {
	signer := v2.NewSigner(func(o *v2.SignerOptions) { o.DisableURIPathEscaping = r.s3() })
	c := aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	q, ctx := r.http(), context.Background()
	return func() (string, error) {
		err := signer.SignHTTP(ctx, c, q, r.payloadHash, r.service, region, at)
		return q.Header["Authorization"][0], err
	}
}

func presignV2(r request, token string) signed {
	signer := v2.NewSigner(func(o *v2.SignerOptions) { o.DisableURIPathEscaping = r.s3() })
	c := aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	q, ctx := r.http(), context.Background()
	q.URL.RawQuery = url.Values{"X-Amz-Expires": {strconv.Itoa(int(expires / time.Second))}}.Encode()
	return func() (string, error) {
		u, _, err := signer.PresignHTTP(ctx, c, q, r.payloadHash, r.service, region, at)
		return u, err
	}
}

func signSmithy(r request, token string) signed {
	signer := smithy.New(func(o *smithyv4.SignerOptions) {
		o.DisableDoublePathEscape = r.s3()
		o.HeaderRules = allHeaders{}
	})
	hash, err := hex.DecodeString(r.payloadHash)
	in := smithy.SignRequestInput{
		Request: r.http(), PayloadHash: hash, Service: r.service, Region: region, Time: at,
		Credentials: credentials.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token},
	}
	return func() (string, error) {
		if err == nil {
			err = signer.SignRequest(&in)
		}
		return in.Request.Header.Get("Authorization"), err
	}
}

// allHeaders has smithy-go sign content-type too, as the others do.
type allHeaders struct{}

func (allHeaders) IsSigned(name string) bool { return !strings.EqualFold(name, "authorization") }

func signMinio(r request, token string) signed {
	q := r.http()
	q.Header.Set("X-Amz-Content-Sha256", r.payloadHash)
	return func() (string, error) {
		// It takes the request by value and sets headers in the map that is shared.
		return minio.SignV4WithServiceType(*q, accessKeyID, secret, token, region, r.service).Header["Authorization"][0], nil
	}
}

func presignMinio(r request, token string) signed {
	q := r.http()
	return func() (string, error) {
		q.URL.RawQuery = r.query
		return minio.PreSignV4(*q, accessKeyID, secret, token, region, int64(expires/time.Second)).URL.String(), nil
	}
}
