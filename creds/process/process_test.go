package process

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
)

// script is a program that runs these lines of a POSIX shell.
func script(t *testing.T, lines string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a POSIX shell")
	}
	path := filepath.Join(t.TempDir(), "my process")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+lines+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return "'" + path + "'"
}

const whole = `{"Version": 1, "AccessKeyId": "AK", "SecretAccessKey": "topsecret", "SessionToken": "toptoken", "Expiration": "2999-05-02T18:36:00+00:00", "AccountId": "123456789002"}`

func TestRetrieve(t *testing.T) {
	got, err := Source{Command: script(t, "echo '"+whole+"'"), AccountID: "1"}.Retrieve(t.Context())
	want := creds.Credentials{AccessKeyID: "AK", SecretAccessKey: creds.NewSecret("topsecret"), SessionToken: creds.NewSecret("toptoken"),
		AccountID: "123456789002", Expires: time.Date(2999, 5, 2, 18, 36, 0, 0, time.UTC), Source: "process"}
	if err != nil || !got.Equal(want) {
		t.Errorf("got %v, %v", got, err)
	}
	got, err = Source{Command: script(t, `echo '{"SecretAccessKey":"S","AccessKeyId":"'$1'","Version":1}'`) + ` "A"B`, AccountID: "1"}.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "AB" || got.AccountID != "1" || !got.Expires.IsZero() {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestFailures(t *testing.T) {
	for lines, want := range map[string]string{
		"echo '" + whole + "'; echo Oh No topsecret >&2; echo more >&2; exit 3": "my process failed with exit status 3: Oh No REDACTED",
		"echo \"bad $1\" >&2; exit 1":                                           "my process failed with exit status 1: bad REDACTED",
		"kill -9 $$":                                                            "my process was killed",
		"echo topsecret":                                                        "my process prints no JSON object",
		"":                                                                      "my process prints no JSON object",
		"echo '{}'":                                                             "my process prints no Version",
		`echo '{"Version": 2, "AccessKeyId": "AK", "SecretAccessKey": "topsecret"}'`:   "my process prints a Version that is not 1",
		`echo '{"Version": "1", "AccessKeyId": "AK", "SecretAccessKey": "topsecret"}'`: "my process prints a Version that is not 1",
		`echo '{"Version": 1, "SecretAccessKey": "topsecret"}'`:                        "my process prints no AccessKeyId or no SecretAccessKey",
		`echo '{"Version": 1, "AccessKeyId": "AK"}'`:                                   "my process prints no AccessKeyId or no SecretAccessKey",
		"echo '" + strings.Replace(whole, "2999-05", "2020-05", 1) + "'":               "the credentials expired at 2020-05-02T18:36:00Z",
		"echo '" + strings.Replace(whole, "2999-05", "soon", 1) + "'":                  "my process prints an Expiration that is not a time of RFC 3339",
		"head -c 100000 /dev/zero":                                                     "my process prints more than 64 KiB",
	} {
		_, err := Source{Command: script(t, lines) + " hunter2"}.Retrieve(t.Context())
		if err == nil || err.Error() != "creds: process: "+want || errors.Is(err, creds.ErrNotConfigured) {
			t.Errorf("%s: got %v, want %s", lines, err, want)
		}
	}
	for command, want := range map[string]string{
		`/nowhere/tool --password hunter2`: "creds: process: tool cannot be run: ",
		`tucuxi-no-such-tool hunter2`:      "creds: process: tucuxi-no-such-tool cannot be run: ",
		`a "hunter2`:                       "creds: process: credential_process cannot be split into words: a quotation mark is not closed",
	} {
		_, err := Source{Command: command}.Retrieve(t.Context())
		if err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v", command, err)
		}
	}
	if _, err := (Source{Command: " "}).Retrieve(t.Context()); !errors.Is(err, creds.ErrNotConfigured) {
		t.Error(err)
	}
}

func TestTimeout(t *testing.T) {
	start := time.Now()
	_, err := Source{Command: script(t, "sleep 60"), Timeout: 50 * time.Millisecond}.Retrieve(t.Context())
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 20*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Source{Command: script(t, "sleep 60")}).Retrieve(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A program may leave something running, such as an agent, that keeps its output open.
func TestLeftOpen(t *testing.T) {
	got, err := Source{Command: script(t, "echo '"+whole+"'; sleep 5 &")}.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "AK" {
		t.Errorf("got %v, %v", got, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"Version": 1, "AccessKeyId": "AK", "SecretAccessKey": "x"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := read("x", b)
		if err != nil && (!c.Equal(creds.Credentials{}) || len(err.Error()) > 200) || err == nil && (c.AccessKeyID == "" || c.SecretAccessKey.IsZero()) {
			t.Errorf("%q: got %#v, %v", b, c, err)
		}
	})
}
