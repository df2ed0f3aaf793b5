package creds

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/internal/environ"
	"github.com/tucuxi-go/tucuxi/creds/internal/object"
	"github.com/tucuxi-go/tucuxi/creds/internal/redact"
)

// MaxAnswer is the largest answer of an endpoint that is read, in bytes.
const MaxAnswer = 64 << 10

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
		return Credentials{}, &Error{Source: "container", Reason: "there is no Fetch to ask the endpoint with"}
	}
	token, err := c.authorization(get)
	if err != nil {
		return Credentials{}, err
	}
	hide := []string{requestTarget(url), token}
	header := append(make([]Header, 0, 2), Header{"Accept", "application/json"})
	if token != "" {
		header = append(header, Header{"Authorization", token})
	}
	body, err := c.ask(ctx, url, header, hide)
	if err != nil {
		return Credentials{}, err
	}
	return ReadAnswer("container", body, hide)
}

// authorization is the value of the Authorization header, "" for none.
func (c Container) authorization(get environ.Lookup) (string, error) {
	name := "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
	token := ""
	if file := get.Value(name); file != "" {
		read := c.ReadFile
		if read == nil {
			read = readFile
		}
		b, err := read(file)
		if err != nil {
			return "", &Error{Source: "container", Reason: "the file that " + name + " names cannot be read", Err: err}
		}
		if len(b) == 0 || len(b) > MaxAnswer {
			return "", &Error{Source: "container", Reason: "the file that " + name + " names is empty or too long"}
		}
		token = string(b)
	} else {
		name = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
		token = get.Value(name)
	}
	for i := range len(token) {
		if token[i] < ' ' || token[i] >= 0x7f { // blanks may stand: "Basic abc"
			return "", &Error{Source: "container", Reason: "the token of " + name + " has a line break or another character that cannot be sent"}
		}
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

// ask returns the body of the first answer that is 200 and a JSON object.
// The strings of hide are redacted in errors.
func (c Container) ask(ctx context.Context, url string, header []Header, hide []string) ([]byte, error) {
	for try := 1; ; try++ {
		body, err := c.try(ctx, url, header, hide)
		if err == nil {
			return body, nil
		}
		if try == containerTries {
			return nil, err
		}
		if stopped := sleep(ctx, containerPause); stopped != nil {
			return nil, &Error{Source: "container",
				Reason: strings.TrimPrefix(err.Error(), "creds: container: ") + "; no time for another try", Err: stopped}
		}
	}
}

func (c Container) try(ctx context.Context, url string, header []Header, hide []string) ([]byte, *Error) {
	ctx, cancel := context.WithTimeout(ctx, containerTimeout)
	defer cancel()
	status, body, err := c.Fetch(ctx, url, header)
	if err != nil {
		return nil, &Error{Source: "container", Reason: "the endpoint cannot be reached", Err: &redact.Error{Err: err, Hide: hide}}
	}
	if len(body) > MaxAnswer {
		return nil, &Error{Source: "container", Reason: "the endpoint's answer is too long", Status: status}
	}
	if status != 200 {
		e := &Error{Source: "container", Reason: "the endpoint refused", Status: status}
		e.Code, e.Message = readProblem(body, hide)
		return nil, e
	}
	if err := object.Strings(body, func(name, value string) {}); err != nil {
		return nil, &Error{Source: "container", Reason: "the endpoint's answer is no JSON object", Status: status}
	}
	return body, nil
}

// sleep waits for d or for the end of ctx, and returns ctx's error then.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
