package sign

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

func TestConformanceGitLogin(t *testing.T) {
	ran := 0
	for _, rc := range readJSON[requestsFile](t, testkit.Conformance(t, "sigv4"), "requests.json").HeaderSigning {
		if rc.Request.Method != "GIT" {
			continue
		}
		ran++
		t.Run(rc.ID, func(t *testing.T) {
			rc.Date += "Z" // which split wants, and GIT's string to sign has not
			r, c, sc := rc.split(t)
			user, password, err := GitLogin(c, sc.Region, r.Host, r.Path, sc.Time)
			if err != nil {
				t.Fatal(err)
			}
			_, signature, _ := strings.Cut(rc.Authorization, "Signature=")
			if want := rc.Date + signature; password != want {
				t.Errorf("password %s, want %s", password, want)
			}
			if want := c.AccessKeyID + "%" + c.SessionToken; user != want {
				t.Errorf("user %s, want %s", user, want)
			}
		})
	}
	if ran == 0 {
		t.Error("no case was run")
	}
}

// The same by the slow twin's functions, without a token.
func TestGitLogin(t *testing.T) {
	const host, path = "git-codecommit.eu-west-1.amazonaws.com", "/v1/repos/orders"
	user, password, err := GitLogin(testCreds, "eu-west-1", host, path, testTime)
	if err != nil {
		t.Fatal(err)
	}
	const scope = "20150830/eu-west-1/codecommit/aws4_request"
	key := []byte("AWS4" + testCreds.SecretAccessKey)
	for part := range strings.SplitSeq(scope, "/") {
		key = slowMAC(key, part)
	}
	toSign := "AWS4-HMAC-SHA256\n20150830T123600\n" + scope + "\n" + slowHash("GIT\n"+path+"\n\nhost:"+host+"\n\nhost\n")
	if want := "20150830T123600Z" + hex.EncodeToString(slowMAC(key, toSign)); password != want || user != testCreds.AccessKeyID {
		t.Errorf("%s %s, want %s", user, password, want)
	}
}

func TestGitLoginErrors(t *testing.T) {
	for _, tt := range []struct {
		c                        Credentials
		region, host, path, want string
	}{
		{Credentials{}, "r", "h", "/v1/repos/a", ErrNoCredentials.Error()},
		{testCreds, "", "h", "/v1/repos/a", ErrNoRegion.Error()},
		{testCreds, "r\n", "h", "/v1/repos/a", "region"},
		{testCreds, "r", "h\n", "/v1/repos/a", "host"},
		{testCreds, "r", "", "/v1/repos/a", "host"},
		{testCreds, "r", "h", "", "path"},
		{testCreds, "r", "h", "/", "path"},
		{testCreds, "r", "h", "v1", "path"},
		{testCreds, "r", "h", "/a\nb", "path"},
		{testCreds, "r", "h", "/a?b", "path"},
	} {
		_, _, err := GitLogin(tt.c, tt.region, tt.host, tt.path, testTime)
		wantError(t, err, tt.want, testCreds)
	}
}
