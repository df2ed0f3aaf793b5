package clientcase

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
)

// Case is one client case.
type Case struct {
	ID    string
	Note  string
	Steps []Step
}

// Step is one step of a case; one of its fields is set.
type Step struct {
	NewClient   *NewClient
	Call        *Call
	PresignURL  *Presign `json:"presignUrl"`
	PresignPost json.RawMessage
}

// NewClient makes a client.
type NewClient struct {
	ID                  int
	Service, Region     string
	EndpointURL         string `json:"endpointUrl"`
	UseSSL              *bool  `json:"useSsl"`
	Credentials         *Credentials
	Config              map[string]any
	DefaultClientConfig map[string]any
	Env                 map[string]string
	ConfigFile          string
	SessionVars         map[string]any
	Model, Ruleset      string
	Internal            bool
	Error               *Failure
}

// Credentials are given in code.
type Credentials struct{ AccessKeyID, SecretAccessKey, SessionToken, AccountID string }

// Call is a call of an operation.
type Call struct {
	Client    int
	Operation string
	Params    map[string]any
	Exchanges []Exchange
	Nested    []Call
	Result    any
	Error     *Failure
}

// Presign is the presigning of an operation.
type Presign struct {
	Client    int
	Operation string
	Params    map[string]any
	ExpiresIn int
	URL       string
	Error     *Failure
}

// Failure is an error that the caller sees.
type Failure struct{ Type, Message, Code string }

// Exchange is a request and what comes back.
type Exchange struct {
	Order          int
	Request        Request
	Response       *Response
	TransportError string
}

// Request is what has to be sent.
type Request struct {
	Method, URL          string
	Headers              map[string]string
	Body                 any
	Signing              *Signing
	SigningWithoutSigV4A *Signing `json:"signingWithoutSigV4a"`
}

// Signing is how the request has to be signed.
type Signing struct {
	Algorithm, AccessKeyID, Date, Region, Service string
	RegionSet                                     any
	SignedHeaders                                 []string
	Signature                                     string
}

// Response is what the service answers.
type Response struct {
	Status  int
	Headers map[string]string
	Body    any
}

// wantsSigV4A reports whether a request of the case is signed with SigV4A; other
// cases were recorded from clients that had no such signer.
func (c *Case) wantsSigV4A() bool {
	b, err := json.Marshal(c)
	return err == nil && bytes.Contains(b, []byte("AWS4-ECDSA-P256-SHA256"))
}

// read reads a file of cases.
func read(t testing.TB, data []byte) []Case {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var cases []Case
	if err := d.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// param is a value in the notation of the corpus as lite takes it.
func param(v any) any {
	switch x := v.(type) {
	case map[string]any:
		if special, ok := notation(x); ok {
			return special
		}
		m := lite.Map{}
		for name, e := range x {
			m[name] = param(e)
		}
		return m
	case []any:
		l := make(lite.List, len(x))
		for i, e := range x {
			l[i] = param(e)
		}
		return l
	case json.Number:
		if i, err := x.Int64(); err == nil {
			return i
		}
		f, _ := x.Float64()
		return f
	}
	return v
}

// notation reads the forms that plain JSON does not have.
func notation(m map[string]any) (any, bool) {
	for key, v := range m {
		text, _ := v.(string)
		switch key {
		case "$bytes":
			return []byte(text), true
		case "$base64":
			b, _ := base64.StdEncoding.DecodeString(text)
			return b, true
		case "$timestamp":
			at, _ := time.Parse(time.RFC3339Nano, text)
			return at, true
		case "$float":
			switch text {
			case "NaN":
				return math.NaN(), true
			case "-Infinity":
				return math.Inf(-1), true
			}
			return math.Inf(1), true
		case "$stream":
			content, _ := param(v).([]byte)
			if s, ok := v.(string); ok {
				content = []byte(s)
			}
			if m["seekable"] == false {
				return struct{ *bytes.Buffer }{bytes.NewBuffer(content)}.Buffer, true
			}
			return bytes.NewReader(content), true
		}
	}
	return nil, false
}

// content is a body in the notation of the corpus as bytes.
func content(v any) []byte {
	switch x := v.(type) {
	case string:
		return []byte(x)
	case map[string]any:
		if s, ok := x["$stream"]; ok {
			return content(s)
		}
		b, _ := param(v).([]byte)
		return b
	}
	return nil
}

// isObject reports a value that lives only inside the origin's test.
func isObject(v any) bool {
	b, err := json.Marshal(v)
	return err == nil && strings.Contains(string(b), `"$object"`)
}
