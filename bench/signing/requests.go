package signing

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
)

const (
	accessKeyID = "AKIDEXAMPLEAKIDEXAMP"
	secret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	expires     = 15 * time.Minute
)

// token has about the length of a Lambda function's session token.
var token = strings.Repeat("IQoJb3JpZ2luX2VjEKz/", 50)

// noon is the time of signing.
var noon = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// request is a request as plain data, from which each peer's form is made.
type request struct {
	name               string
	service, region    string
	at                 time.Time
	method, host, path string
	query              string
	headers            []sign.Header
	payloadHash        string
	sendHash           bool // in x-amz-content-sha256; sign adds it to what is S3's
}

func (r *request) day() string { return r.at.Format("20060102") }

// s3 selects the rules of S3.
func (r *request) s3() bool { return r.service == "s3" }

// getItem is a call of DynamoDB: a body, headers of the protocol, no query.
var getItem = request{
	name: "dynamodb", service: "dynamodb", region: "us-east-1", at: noon,
	method: "POST", host: "dynamodb.us-east-1.amazonaws.com", path: "/",
	headers: []sign.Header{
		{Name: "content-type", Value: "application/x-amz-json-1.0"},
		{Name: "x-amz-target", Value: "DynamoDB_20120810.GetItem"},
	},
	payloadHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
}

// listObjects is a call of S3: no body, a query, the payload hash in a header.
var listObjects = request{
	name: "s3", service: "s3", region: "us-east-1", at: noon,
	method: "GET", host: "orders.s3.us-east-1.amazonaws.com", path: "/",
	query:       "delimiter=%2F&list-type=2&max-keys=1000&prefix=photos%2F2026%2F",
	payloadHash: sign.EmptyPayloadHash, sendHash: true,
}

// getObject is what is presigned most.
var getObject = request{
	name: "s3", service: "s3", region: "us-east-1", at: noon,
	method: "GET", host: "orders.s3.us-east-1.amazonaws.com", path: "/photos/2026/11/dolphin.jpg",
	payloadHash: sign.UnsignedPayload,
}

// http is the request in the form of net/http.
func (r *request) http() *http.Request {
	u := &url.URL{Scheme: "https", Host: r.host, RawPath: r.path, RawQuery: r.query}
	u.Path, _ = url.PathUnescape(r.path)
	q := &http.Request{Method: r.method, Host: r.host, Header: http.Header{}, URL: u}
	for _, h := range r.headers {
		q.Header.Set(h.Name, h.Value)
	}
	if r.sendHash {
		q.Header.Set("X-Amz-Content-Sha256", r.payloadHash)
	}
	return q
}
