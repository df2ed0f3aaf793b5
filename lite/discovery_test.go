package lite_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/timestreamwrite"
)

const found = `{"Endpoints":[{"Address":"cell1.timestream.example","CachePeriodInMinutes":2}]}`

// hosts are the hosts of what was sent, one after the other.
func hosts(s *stub) string {
	var list []string
	for _, r := range s.sent {
		_, rest, _ := strings.Cut(r.url, "://")
		host, _, _ := strings.Cut(rest, "/")
		list = append(list, host)
	}
	return strings.Join(list, " ")
}

const regular = "ingest.timestream.eu-west-1.amazonaws.com"

// TestDiscovery: a host is asked for once, kept as long as the service says, and
// used on while a later lookup fails.
func TestDiscovery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := answer{status: 400, body: `{"__type":"ValidationException"}`}
		c, s := client(t, timestreamwrite.Service,
			answer{status: 200, body: found}, answer{status: 200, body: "{}"}, answer{status: 200, body: "{}"},
			bad, answer{status: 200, body: "{}"}, answer{status: 200, body: "{}"})
		call := func() {
			if _, err := c.Call(t.Context(), timestreamwrite.ListDatabases, nil); err != nil {
				t.Fatal(err)
			}
		}
		call()
		call()
		time.Sleep(3 * time.Minute)
		call() // asks, in vain
		time.Sleep(30 * time.Second)
		call() // does not ask again yet
		const cell = "cell1.timestream.example"
		if got, want := hosts(s), strings.Join([]string{regular, cell, cell, regular, cell, cell}, " "); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if v := s.sent[0].header["x-amz-api-version"]; v != "2018-11-01" {
			t.Errorf("API version %q", v)
		}
	})
}

// TestDiscoveryEvicts: a host that sends calls away is forgotten at once.
func TestDiscoveryEvicts(t *testing.T) {
	c, s := client(t, timestreamwrite.Service,
		answer{status: 200, body: found}, answer{status: 421, body: "{}"},
		answer{status: 200, body: strings.Replace(found, "cell1", "cell2", 1)}, answer{status: 200, body: "{}"})
	if _, err := c.Call(t.Context(), timestreamwrite.ListDatabases, nil); err != nil {
		t.Fatal(err)
	}
	if got := hosts(s); got != regular+" cell1.timestream.example "+regular+" cell2.timestream.example" {
		t.Error(got)
	}
}

func TestDiscoveryRequired(t *testing.T) {
	refused := answer{status: 400, body: `{"__type":"AccessDeniedException"}`}
	c, s := client(t, timestreamwrite.Service, refused)
	if _, err := c.Call(t.Context(), timestreamwrite.ListDatabases, nil); err == nil || len(s.sent) != 1 {
		t.Errorf("%d requests, %v", len(s.sent), err)
	}
	s = &stub{answers: []answer{{status: 200}}}
	cfg := config(s)
	cfg.EndpointDiscovery = lite.Off
	_, err := lite.New(timestreamwrite.Service, cfg).Call(t.Context(), timestreamwrite.ListDatabases, nil)
	if !errors.Is(err, lite.ErrDiscoveryOff) || len(s.sent) > 0 {
		t.Errorf("%d requests, %v", len(s.sent), err)
	}
}

// TestDiscoveryOptional: where discovery is only allowed, calls go on without it.
func TestDiscoveryOptional(t *testing.T) {
	s := &stub{answers: []answer{{status: 400, body: `{"__type":"AccessDeniedException"}`}, {status: 200, body: "{}"}}}
	cfg := config(s)
	cfg.EndpointDiscovery = lite.On
	if _, err := lite.New(dynamodb.Service, cfg).Call(t.Context(), dynamodb.ListTables, nil); err == nil || !strings.Contains(err.Error(), "WithDiscovery") || len(s.sent) > 0 {
		t.Errorf("%d requests, %v", len(s.sent), err)
	}
	if _, err := lite.New(lite.WithDiscovery(dynamodb.Service), cfg).Call(t.Context(), dynamodb.ListTables, nil); err != nil {
		t.Fatal(err)
	}
	if got := hosts(s); got != "dynamodb.eu-west-1.amazonaws.com dynamodb.eu-west-1.amazonaws.com" {
		t.Error(got)
	}
}

// TestDiscoveryOnce: calls that come together ask once.
func TestDiscoveryOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := client(t, timestreamwrite.Service, answer{status: 200, body: found}, answer{status: 200, body: "{}"})
		done := make(chan error, 8)
		for range cap(done) {
			go func() {
				_, err := c.Call(t.Context(), timestreamwrite.ListDatabases, nil)
				done <- err
			}()
		}
		for range cap(done) {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if n := strings.Count(hosts(s), regular); n != 1 || len(s.sent) != cap(done)+1 {
			t.Errorf("%d lookups, %d requests", n, len(s.sent))
		}
	})
}
