package lite_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/apigateway"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudsearchdomain"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/glacier"
	"github.com/tucuxi-go/tucuxi/models/embed/machinelearning"
	"github.com/tucuxi-go/tucuxi/models/embed/polly"
	"github.com/tucuxi-go/tucuxi/models/embed/rds"
)

func TestAPIGatewayAccept(t *testing.T) {
	c, s := client(t, apigateway.Service, answer{status: 200, body: "{}"})
	if _, err := c.Call(t.Context(), apigateway.GetRestApis, nil); err != nil {
		t.Fatal(err)
	}
	h := s.sent[0].header
	if h["accept"] != "application/json" || !strings.Contains(h["authorization"], "SignedHeaders=accept;") {
		t.Errorf("%v", h)
	}
}

func TestGlacierWithoutParams(t *testing.T) {
	c, s := client(t, glacier.Service, answer{status: 200, body: "{}"})
	if _, err := c.Call(t.Context(), glacier.ListVaults, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.sent[0]; got.url != "https://glacier.eu-west-1.amazonaws.com/-/vaults" || got.header["x-amz-glacier-version"] != "2012-06-01" {
		t.Errorf("%s %v", got.url, got.header)
	}
}

// TestPredictEndpoint: what is no URL of a host is refused before anything is
// sent.
func TestPredictEndpoint(t *testing.T) {
	c, s := client(t, machinelearning.Service, answer{status: 200, body: "{}"})
	call := func(endpoint string) error {
		_, err := c.Call(t.Context(), machinelearning.Predict, lite.Map{"MLModelId": "m", "Record": lite.Map{}, "PredictEndpoint": endpoint})
		return err
	}
	for _, endpoint := range []string{"", "host", "ftp://host", "https://user@host", "https://host/?q", "https://ho st"} {
		if err := call(endpoint); err == nil || len(s.sent) > 0 {
			t.Errorf("%q: sent %v, error %v", endpoint, s.sent, err)
		}
	}
	if err := call("https://realtime.example"); err != nil || s.sent[0].url != "https://realtime.example/" {
		t.Errorf("sent %v, error %v", s.sent, err)
	}
	if _, err := c.Call(t.Context(), machinelearning.DescribeMLModels, nil); err != nil || !strings.HasPrefix(s.sent[1].url, "https://machinelearning.eu-west-1.") {
		t.Errorf("the next call: %v, error %v", s.sent[1:], err)
	}
}

// presigned is the URL of a presigned call, taken apart.
func presigned(t *testing.T, c *lite.Client, op lite.Operation, params lite.Map) *url.URL {
	t.Helper()
	p, err := c.Presign(t.Context(), op, params, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		t.Fatal(err)
	}
	if p.Method != "GET" || len(p.Header) > 0 || u.Query().Get("X-Amz-SignedHeaders") != "host" {
		t.Errorf("%s %s %v", p.Method, p.URL, p.Header)
	}
	return u
}

func TestPollyPresign(t *testing.T) {
	c, s := client(t, polly.Service, answer{status: 200})
	params := lite.Map{"OutputFormat": "mp3", "VoiceId": "Vicki", "Text": "a/b & ü=1", "LexiconNames": lite.List{"l1", "l2"}}
	u := presigned(t, c, polly.SynthesizeSpeech, params)
	q := u.Query()
	if u.Host+u.Path != "polly.eu-west-1.amazonaws.com/v1/speech" || q.Get("Text") != "a/b & ü=1" || q.Get("OutputFormat") != "mp3" ||
		q.Get("VoiceId") != "Vicki" || strings.Join(q["LexiconNames"], " ") != "l1 l2" || strings.Contains(u.RawQuery, "a/b") {
		t.Error(u)
	}
	if _, err := c.Presign(t.Context(), polly.DeleteLexicon, lite.Map{"Name": "n"}, time.Hour); err != nil {
		t.Error(err)
	}
	if _, err := c.Call(t.Context(), polly.SynthesizeSpeech, params); err != nil || !strings.Contains(s.sent[0].body, `"Text":"a/b`) {
		t.Errorf("called: %v %v", s.sent, err)
	}
}

func TestCloudSearchPresign(t *testing.T) {
	c, _ := client(t, cloudsearchdomain.Service, answer{status: 200})
	u := presigned(t, c, cloudsearchdomain.Search, lite.Map{"query": "foo"})
	if q := u.Query(); q.Get("q") != "foo" || q.Get("format") != "sdk" {
		t.Error(u)
	}
}

// TestCopies: what the caller gives wins, and a region that is none goes into no
// host.
func TestCopies(t *testing.T) {
	c, s := client(t, rds.Service, answer{status: 200, body: "<R/>"})
	form := func(params lite.Map) (url.Values, error) {
		n := len(s.sent)
		params["SourceDBSnapshotIdentifier"], params["TargetDBSnapshotIdentifier"] = "a", "b"
		if _, err := c.Call(t.Context(), rds.CopyDBSnapshot, params); err != nil {
			if len(s.sent) != n {
				t.Errorf("sent %v", s.sent[n:])
			}
			return nil, err
		}
		v, _ := url.ParseQuery(s.sent[n].body)
		return v, nil
	}
	if v, err := form(lite.Map{}); err != nil || v.Has("PreSignedUrl") {
		t.Error(v, err)
	}
	if v, err := form(lite.Map{"SourceRegion": "us-east-1", "PreSignedUrl": "mine"}); err != nil || v.Get("PreSignedUrl") != "mine" || v.Has("SourceRegion") {
		t.Error(v, err)
	}
	for _, region := range []any{"", "evil.example/", "a b", 7, "-"} {
		if v, err := form(lite.Map{"SourceRegion": region}); err == nil {
			t.Errorf("%v: %v", region, v)
		} else if _, ok := errors.AsType[*lite.ParamError](err); !ok {
			t.Errorf("%v: %v", region, err)
		}
	}
	for range 2 { // the client of the source region is kept
		v, err := form(lite.Map{"SourceRegion": "us-east-1"})
		u, _ := url.Parse(v.Get("PreSignedUrl"))
		if err != nil || u.Host != "rds.us-east-1.amazonaws.com" || u.Query().Get("DestinationRegion") != "eu-west-1" || u.Query().Has("SourceRegion") {
			t.Error(u, err)
		}
	}
}

// TestCopySnapshotCredentials: a session's token goes into the URL as well, and a
// DestinationRegion is the client's.
func TestCopySnapshotCredentials(t *testing.T) {
	s := &stub{answers: []answer{{status: 200, body: "<R/>"}}}
	cfg := config(s)
	cfg.Credentials, cfg.Endpoint = creds.Static("AKIDEXAMPLE", "secret", "TOKEN"), "http://localhost:4566"
	c := lite.New(ec2.Service, cfg)
	params := lite.Map{"SourceRegion": "us-east-1", "SourceSnapshotId": "snap-1", "DestinationRegion": "ap-south-1"}
	if _, err := c.Call(t.Context(), ec2.CopySnapshot, params); err != nil {
		t.Fatal(err)
	}
	v, _ := url.ParseQuery(s.sent[0].body)
	u, _ := url.Parse(v.Get("PresignedUrl"))
	q := u.Query()
	if u.Host != "localhost:4566" || q.Get("X-Amz-Security-Token") != "TOKEN" || !strings.Contains(q.Get("X-Amz-Credential"), "/us-east-1/ec2/") ||
		len(q["DestinationRegion"]) != 1 || q.Get("DestinationRegion") != "eu-west-1" || v.Get("DestinationRegion") != "eu-west-1" {
		t.Errorf("%v", v)
	}
	if params["DestinationRegion"] != "ap-south-1" || len(params) != 3 {
		t.Error("the caller's params were changed")
	}
}
