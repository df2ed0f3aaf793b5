package creds

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

// MaxAnswer is the largest answer of an endpoint that is read, in bytes.
const MaxAnswer = 64 << 10

const container = "container" // the name of the source

// How a [Container] asks. Source: botocore's container fetcher; smithy-rs and
// aws-sdk-go-v2 use their general retries instead.
const (
	containerTries   = 3
	containerTimeout = 2 * time.Second // for one try, body included
	containerPause   = time.Second     // between tries
)

// Header is one HTTP header field.
type Header = struct{ Name, Value string }

// Fetch sends a GET for url with exactly these headers and returns the answer,
// whatever its status. It obeys ctx, follows no redirect (the allowed hosts were
// checked for url alone), uses no proxy, and may stop reading the body after
// [MaxAnswer]+1 bytes. The body is not kept after the call that asked for it.
type Fetch func(ctx context.Context, url string, header []Header) (status int, body []byte, err error)

// Container asks the credentials endpoint of ECS, EKS Pod Identity and Lambda
// SnapStart. It is configured by variables:
//
//	AWS_CONTAINER_CREDENTIALS_RELATIVE_URI   a path on http://169.254.170.2; wins over
//	AWS_CONTAINER_CREDENTIALS_FULL_URI       a URL, see below
//	AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE   file with the Authorization header, read at each Retrieve; wins over
//	AWS_CONTAINER_AUTHORIZATION_TOKEN        the Authorization header
//
// The URL may have any host with https. With http the host is a loopback address,
// localhost, 169.254.170.2, 169.254.170.23 or fd00:ec2::23.
//
// One Retrieve takes up to three tries of two seconds, with a second between.
// Answers without Expiration are credentials that never expire.
//
// Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
type Container struct {
	Fetch    Fetch                             // required once the variables are set
	Getenv   func(name string) string          // default: os.Getenv
	ReadFile func(name string) ([]byte, error) // default: os.Open, at most MaxAnswer bytes
}

// Retrieve reads the variables and asks the endpoint.
func (c Container) Retrieve(ctx context.Context) (Credentials, error) {
	get := environ.Lookup(c.Getenv)
	url, err := containerURL(get)
	if err != nil {
		return Credentials{}, err
	}
	if c.Fetch == nil {
		return Credentials{}, failed(container, "there is no Fetch to ask the endpoint with")
	}
	token, err := c.authorization(get)
	if err != nil {
		return Credentials{}, err
	}
	header := append(make([]Header, 0, 2), Header{"Accept", "application/json"})
	if token != "" {
		header = append(header, Header{"Authorization", token})
	}
	hide := append(make([]string, 0, 4), requestTarget(url), token)
	var a answer
	for try := 1; ; try++ {
		e := c.try(ctx, url, header, hide, &a)
		if e == nil {
			return a.credentials(container, "z", hide)
		}
		if try == containerTries {
			return Credentials{}, e
		}
		pause, cancel := context.WithTimeout(ctx, containerPause)
		<-pause.Done()
		cancel()
		if ctx.Err() != nil {
			e = failed(container, strings.TrimPrefix(e.Error(), "creds: container: ")+"; no time for another try")
			e.Err = ctx.Err()
			return Credentials{}, e
		}
	}
}

// try asks once for an answer that is 200 and a JSON object. The strings of hide
// are redacted in errors.
func (c Container) try(ctx context.Context, url string, header []Header, hide []string, a *answer) (e *Error) {
	ctx, cancel := context.WithTimeout(ctx, containerTimeout)
	defer cancel()
	status, body, err := c.Fetch(ctx, url, header)
	understood := err == nil && len(body) <= MaxAnswer && a.read(body)
	switch {
	case err != nil:
		e = failed(container, "the endpoint cannot be reached")
		e.Err = &redact.Error{Err: err, Hide: hide}
		return e
	case len(body) > MaxAnswer:
		e = failed(container, "the endpoint's answer is too long")
	case status != 200:
		e = failed(container, "the endpoint refused")
		a.explain(e, hide)
	case !understood:
		e = failed(container, "the endpoint's answer is no JSON object")
	default:
		return nil
	}
	e.Status, *a = status, answer{}
	return e
}

// authorization is the value of the Authorization header, "" for none.
func (c Container) authorization(get environ.Lookup) (string, error) {
	name := "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
	token, problem := "", ""
	if file := get.Value(name); file != "" {
		read := c.ReadFile
		if read == nil {
			read = readFile
		}
		b, err := read(file)
		if err != nil {
			e := failed(container, "the file that "+name+" names cannot be read")
			e.Err = err
			return "", e
		}
		if len(b) == 0 || len(b) > MaxAnswer {
			problem = "the file that " + name + " names is empty or too long"
		}
		token = string(b)
	} else {
		name = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
		token = get.Value(name)
	}
	if problem == "" && !visible(strings.ReplaceAll(token, " ", "")) { // blanks may stand: "Basic abc"
		problem = "the token of " + name + " has a line break or another character that cannot be sent"
	}
	if problem != "" {
		return "", failed(container, problem)
	}
	return token, nil
}

// readFile reads no more of a file than one byte over MaxAnswer.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxAnswer+1))
}
