package lite_test

import (
	"compress/gzip"
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
)

// TestGzip: bodies are compressed from the limit on, unless somebody says no, and
// an attempt after the first sends the same.
func TestGzip(t *testing.T) {
	for _, tt := range []struct {
		name, disable, least string
		config               lite.Config
		size                 int // of the body, at least
		want, fails          bool
	}{
		{name: "large", size: 10240, want: true},
		{name: "small", size: 5000},
		{name: "off by variable", disable: "TRUE", size: 10240},
		{name: "on in code", disable: "true", config: lite.Config{RequestCompression: lite.On}, size: 10240, want: true},
		{name: "off in code", config: lite.Config{RequestCompression: lite.Off}, size: 10240},
		{name: "lower limit by variable", least: "200", size: 300, want: true},
		{name: "limit in code wins", least: "nonsense", config: lite.Config{RequestMinCompressionSize: 20000}, size: 10240},
		{name: "everything", least: "0", size: 1, want: true},
		{name: "limit is no number", least: "10 KB", fails: true},
		{name: "limit out of range", least: "10485761", fails: true},
		{name: "limit below 0", config: lite.Config{RequestMinCompressionSize: -1}, fails: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("AWS_DISABLE_REQUEST_COMPRESSION", tt.disable)
			t.Setenv("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", tt.least)
			s := &stub{answers: []answer{{status: 500}, {status: 200, body: "{}"}}}
			cfg := tt.config
			base := config(s)
			cfg.Region, cfg.Credentials, cfg.Transport = base.Region, base.Credentials, s
			cfg.Sleep = func(context.Context, time.Duration) error { return nil }
			name := strings.Repeat("n", tt.size)
			params := lite.Map{"Namespace": "N", "MetricData": lite.List{lite.Map{"MetricName": name, "Value": 1.5}}}
			_, err := lite.New(cloudwatch.Service, cfg).Call(t.Context(), cloudwatch.PutMetricData, params)
			if tt.fails {
				if err == nil || len(s.sent) > 0 {
					t.Errorf("sent %d, error %v", len(s.sent), err)
				}
				return
			}
			if err != nil || len(s.sent) != 2 {
				t.Fatal(err, len(s.sent))
			}
			for _, r := range s.sent {
				body := r.body
				if (r.header["content-encoding"] == "gzip") != tt.want {
					t.Errorf("content-encoding %q", r.header["content-encoding"])
				}
				if tt.want {
					body = gunzipped(t, body)
				}
				if !strings.Contains(body, `"MetricName":"`+name+`"`) {
					t.Errorf("body %.100q", body)
				}
			}
		})
	}
}

func gunzipped(t *testing.T, body string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestGzipOnlyWhereAsked: other operations of the service go as they are.
func TestGzipOnlyWhereAsked(t *testing.T) {
	c, s := client(t, cloudwatch.Service, answer{status: 200, body: "{}"})
	body := strings.Repeat("b", 20000)
	if _, err := c.Call(t.Context(), cloudwatch.PutDashboard, lite.Map{"DashboardName": "d", "DashboardBody": body}); err != nil {
		t.Fatal(err)
	}
	if s.sent[0].header["content-encoding"] != "" || !strings.Contains(s.sent[0].body, body) {
		t.Error("compressed")
	}
}
