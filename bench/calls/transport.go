package calls

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

const (
	region      = "us-east-1"
	accessKeyID = "AKIDEXAMPLEAKIDEXAMP"
	secret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// token has about the length of a Lambda function's session token.
var token = strings.Repeat("IQoJb3JpZ2luX2VjEKz/", 50)

// answer is what every request is answered with, below net/http's own types:
// http.Request and http.Response are made as on a real connection.
type answer struct {
	body   []byte
	header http.Header
	asked  int // bytes of the last request's body
	last   *http.Request
}

// answering makes an answer; header is pairs of name and value.
func answering(body, contentType string, header ...string) *answer {
	a := &answer{body: []byte(body), header: http.Header{
		"Content-Type": {contentType}, "X-Amzn-Requestid": {"4KOJ5C6EX5GJK4S4P3V6"},
	}}
	for i := 0; i < len(header); i += 2 {
		a.header.Set(header[i], header[i+1])
	}
	return a
}

// RoundTrip reads the request's body and answers.
func (a *answer) RoundTrip(q *http.Request) (*http.Response, error) {
	a.asked, a.last = int(q.ContentLength), q
	if q.Body != nil {
		if err := take(q.Body, q.ContentLength); err != nil {
			return nil, err
		}
		q.Body.Close()
	}
	return &http.Response{
		Status: "200 OK", StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: a.header,
		Body: io.NopCloser(bytes.NewReader(a.body)), ContentLength: int64(len(a.body)), Request: q,
	}, nil
}

var pieces = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// take reads a body as net/http does (go1.26, transferWriter.writeBody): in pieces
// of 32 KB up to the length that was said, and then whether there is more. To
// io.Discard alone a bytes.Reader would give a megabyte for nothing, which it does
// to no connection.
func take(body io.Reader, length int64) error {
	piece := pieces.Get().(*[32 << 10]byte)
	defer pieces.Put(piece)
	for length > 0 {
		n, err := body.Read(piece[:min(length, int64(len(piece)))])
		if length -= int64(n); err != nil && (err != io.EOF || length > 0) {
			return err
		}
	}
	_, err := io.Copy(io.Discard, body)
	return err
}

// Do makes an answer an HTTP client of aws-sdk-go-v2.
func (a *answer) Do(q *http.Request) (*http.Response, error) { return a.RoundTrip(q) }

// tucuxi is a client of Tucuxi's that gets the answer.
func (a *answer) tucuxi(s lite.Service) *lite.Client {
	return lite.New(s, lite.Config{
		Region: region, Transport: lite.HTTPTransport(a), Credentials: creds.Static(accessKeyID, secret, token),
	})
}

// v2 is a configuration for aws-sdk-go-v2's clients that get the answer. Checksums
// are as its LoadDefaultConfig sets them: an aws.Config without it has none, and
// then an object is sent and read unchecked.
func (a *answer) v2() aws.Config {
	return aws.Config{Region: region, HTTPClient: a, RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported, Credentials: aws.NewCredentialsCache(aws.CredentialsProviderFunc(
			func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: secret, SessionToken: token}, nil
			}))}
}

// minio is a client of minio-go's that gets the answer.
func (a *answer) minio() (*minio.Core, error) {
	return minio.NewCore("s3.us-east-1.amazonaws.com", &minio.Options{
		Creds: credentials.NewStaticV4(accessKeyID, secret, token), Secure: true, Region: region, Transport: a,
	})
}
