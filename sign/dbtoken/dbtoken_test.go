package dbtoken

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/sign"
)

func TestConformanceSigV4AuthTokens(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "sigv4"), "auth-tokens.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Kind, Action, Date, Region, Host, User, Token string
		Credentials                                   struct{ AccessKeyID, SecretAccessKey, SessionToken string }
		Port                                          int
		ExpiresIn                                     int64
	}
	if err := json.Unmarshal(b, &cases); err != nil {
		t.Fatal(err)
	}
	for _, tc := range cases {
		t.Run(tc.Kind+tc.Action+"/"+tc.Region, func(t *testing.T) {
			at, err := time.Parse("20060102T150405Z", tc.Date)
			if err != nil {
				t.Fatal(err)
			}
			c, expires := sign.Credentials(tc.Credentials), time.Duration(tc.ExpiresIn)*time.Second
			var got string
			switch tc.Kind + tc.Action {
			case "rds":
				got, err = RDS(c, tc.Region, tc.Host, tc.Port, tc.User, at)
			case "dsqlDbConnect":
				got, err = DSQL(c, tc.Region, tc.Host, at, expires)
			case "dsqlDbConnectAdmin":
				got, err = DSQLAdmin(c, tc.Region, tc.Host, at, expires)
			}
			if err != nil || got != tc.Token {
				t.Errorf("%v\n%s\nwant\n%s", err, got, tc.Token)
			}
		})
	}
	t.Logf("auth-tokens.json: %d cases", len(cases))
}

var (
	testCreds = sign.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", SessionToken: "TOKEN"}
	testTime  = time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
)

func TestTokens(t *testing.T) {
	const user = "jane doe@example+ü"
	got, err := RDS(testCreds, "us-east-1", "DB.example.com", 5432, user, testTime)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse("https://" + got)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Host != "db.example.com:5432" || u.Path != "/" || q.Get("DBUser") != user || q.Get("Action") != "connect" || q.Get("X-Amz-Expires") != "900" || q.Get("X-Amz-Security-Token") != "TOKEN" {
		t.Errorf("token %s", got)
	}
	if !strings.Contains(q.Get("X-Amz-Credential"), "/us-east-1/rds-db/") || len(q.Get("X-Amz-Signature")) != 64 {
		t.Errorf("token %s", got)
	}
	admin, err := DSQLAdmin(testCreds, "us-east-1", "db.example.com", testTime, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(admin, "db.example.com/?Action=DbConnectAdmin&X-Amz-") || !strings.Contains(admin, "&X-Amz-Expires=60&") {
		t.Errorf("token %s", admin)
	}
}

func TestTokensBadInput(t *testing.T) {
	for _, port := range []int{-1, 0, 65536} {
		if _, err := RDS(testCreds, "r", "h", port, "u", testTime); err == nil {
			t.Errorf("port %d: no error", port)
		}
	}
	if _, err := RDS(testCreds, "r", "h", 1, "", testTime); err == nil {
		t.Error("no user: no error")
	}
	if _, err := DSQL(testCreds, "r", "h/x", testTime, time.Minute); err == nil {
		t.Error("host with path: no error")
	}
	if _, err := DSQL(testCreds, "r", "h", testTime, 8*24*time.Hour); !errors.Is(err, sign.ErrExpires) {
		t.Errorf("eight days: %v", err)
	}
}
