package lite_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/imds"
	"github.com/tucuxi-go/tucuxi/lite"
)

// imdsProbes are those of the settings of instance metadata, by their profile
// keys. Each asks a service that gives no token, or nothing but the token, and
// says how it was asked.
func imdsProbes() map[string]probe {
	none := errors.New("no answer")
	// ask retrieves, and gives the first URL, its time limit and how often the
	// role was asked for.
	ask := func(c lite.Config, s imds.Source, token int) (url string, left time.Duration, roles int, err error) {
		profile, err := c.Profile("")
		if err != nil {
			return "", 0, 0, err
		}
		s.Profile = func(key string) string { return profile("", key) }
		s.Fetch = func(ctx context.Context, method, u string, _ []creds.Header) (int, []byte, error) {
			if method == "GET" {
				roles++
				return 0, nil, none
			}
			if url == "" {
				url = strings.TrimSuffix(u, "/latest/api/token")
				if at, ok := ctx.Deadline(); ok {
					left = time.Until(at)
				}
			}
			return token, []byte("token"), nil
		}
		_, err = s.Retrieve(context.Background())
		if url != "" {
			err = nil
		}
		return url, left, roles, err
	}
	v6 := map[string]string{"http://169.254.169.254": "IPv4", "http://[fd00:ec2::254]": "IPv6"}
	return map[string]probe{
		"ec2_metadata_service_endpoint": {words: [2]string{"http://a:1", "http://b:2"}, see: func(c lite.Config, code string) (string, error) {
			url, _, _, err := ask(c, imds.Source{Endpoint: code}, 200)
			return url, err
		}},
		"ec2_metadata_service_endpoint_mode": {words: [2]string{"IPv6", "IPv4"}, see: func(c lite.Config, code string) (string, error) {
			url, _, _, err := ask(c, imds.Source{EndpointMode: code}, 200)
			return v6[url], err
		}},
		"imds_use_ipv6": {words: [2]string{"true", "false"}, see: func(c lite.Config, code string) (string, error) {
			mode := map[string]string{"true": "IPv6", "false": "IPv4"}[code]
			url, _, _, err := ask(c, imds.Source{EndpointMode: mode}, 200)
			return strconv.FormatBool(v6[url] == "IPv6"), err
		}},
		"ec2_metadata_v1_disabled": {words: [2]string{"true", "false"}, see: func(c lite.Config, code string) (string, error) {
			_, _, roles, err := ask(c, imds.Source{AllowV1: code != "true"}, 404)
			return strconv.FormatBool(roles == 0), err
		}},
		"metadata_service_timeout": {words: [2]string{"7", "8"}, see: func(c lite.Config, code string) (string, error) {
			n, _ := strconv.Atoi(code)
			_, left, _, err := ask(c, imds.Source{Timeout: time.Duration(n) * time.Second}, 200)
			return strconv.Itoa(int((left + 500*time.Millisecond) / time.Second)), err
		}},
		"metadata_service_num_attempts": {words: [2]string{"7", "8"}, see: func(c lite.Config, code string) (string, error) {
			n, _ := strconv.Atoi(code)
			_, _, roles, err := ask(c, imds.Source{Attempts: n}, 200)
			return strconv.Itoa(roles), err
		}},
	}
}
