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

// maker makes, for one signer of a peer and credentials with or without a session
// token, what signs each of its requests.
type maker func(token string) func(r request) signed

func signTucuxi(token string) func(r request) signed {
	var signer sign.Signer
	c := sign.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	return func(r request) signed {
		sc := sign.Scope{Region: r.region, Service: r.service, Time: r.at, S3: r.s3()}
		headers := append(make([]sign.Header, 0, len(r.headers)+4), r.headers...)
		q := sign.Request{Method: r.method, Host: r.host, Path: r.path, Query: r.query, PayloadHash: r.payloadHash}
		return func() (string, error) {
			q.Headers, q.Buf = headers, q.Buf[:0]
			err := signer.Sign(&q, c, sc)
			return q.Headers[len(q.Headers)-1].Value, err
		}
	}
}

func presignTucuxi(token string) func(r request) signed {
	var signer sign.Signer
	c := sign.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	return func(r request) signed {
		sc := sign.Scope{Region: r.region, Service: r.service, Time: r.at, S3: r.s3()}
		q := sign.Request{Method: r.method, Host: r.host, Path: r.path, PayloadHash: r.payloadHash}
		return func() (string, error) {
			q.Query, q.Buf = r.query, q.Buf[:0]
			if err := signer.Presign(&q, c, sc, expires); err != nil {
				return "", err
			}
			return "https://" + q.Host + q.Path + "?" + q.Query, nil
		}
	}
}

func signV2(token string) func(r request) signed {
	s3, others := v2Signers()
	c := aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	return func(r request) signed {
		signer := others
		if r.s3() {
			signer = s3
		}
		q, ctx := r.http(), context.Background()
		return func() (string, error) {
			err := signer.SignHTTP(ctx, c, q, r.payloadHash, r.service, r.region, r.at)
			return q.Header["Authorization"][0], err
		}
	}
}

// v2Signers are two, because escaping is an option of the signer.
func v2Signers() (s3, others *v2.Signer) {
	return v2.NewSigner(func(o *v2.SignerOptions) { o.DisableURIPathEscaping = true }), v2.NewSigner()
}

func presignV2(token string) func(r request) signed {
	signer, _ := v2Signers()
	c := aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}
	return func(r request) signed {
		q, ctx := r.http(), context.Background()
		q.URL.RawQuery = url.Values{"X-Amz-Expires": {strconv.Itoa(int(expires / time.Second))}}.Encode()
		return func() (string, error) {
			u, _, err := signer.PresignHTTP(ctx, c, q, r.payloadHash, r.service, r.region, r.at)
			return u, err
		}
	}
}

func signSmithy(token string) func(r request) signed {
	s3, others := smithySigner(true), smithySigner(false)
	return func(r request) signed {
		signer := others
		if r.s3() {
			signer = s3
		}
		hash, err := hex.DecodeString(r.payloadHash)
		if r.payloadHash == sign.UnsignedPayload {
			hash, err = smithyv4.UnsignedPayload(), nil
		}
		in := smithy.SignRequestInput{
			Request: r.http(), PayloadHash: hash, Service: r.service, Region: r.region, Time: r.at,
			Credentials: credentials.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token},
		}
		return func() (string, error) {
			if err == nil {
				err = signer.SignRequest(&in)
			}
			return in.Request.Header.Get("Authorization"), err
		}
	}
}

func smithySigner(s3 bool) *smithy.Signer {
	return smithy.New(func(o *smithyv4.SignerOptions) {
		o.DisableDoublePathEscape = s3
		o.HeaderRules = allHeaders{}
	})
}

// allHeaders has smithy-go sign content-type too, as the others do.
type allHeaders struct{}

func (allHeaders) IsSigned(name string) bool { return !strings.EqualFold(name, "authorization") }

func signMinio(token string) func(r request) signed {
	return func(r request) signed {
		q := r.http()
		q.Header.Set("X-Amz-Content-Sha256", r.payloadHash)
		return func() (string, error) {
			// It takes the request by value and sets headers in the map that is shared.
			return minio.SignV4WithServiceType(*q, accessKeyID, secret, token, r.region, r.service).Header["Authorization"][0], nil
		}
	}
}

func presignMinio(token string) func(r request) signed {
	return func(r request) signed {
		q := r.http()
		return func() (string, error) {
			q.URL.RawQuery = r.query
			return minio.PreSignV4(*q, accessKeyID, secret, token, r.region, int64(expires/time.Second)).URL.String(), nil
		}
	}
}
