package sts

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/replay"
	"github.com/tucuxi-go/tucuxi/lite"
)

const (
	testRole = "arn:aws:iam::123456789012:role/test"
	answer   = `<R xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>AROA:1</AssumedRoleId>` +
		`<Arn>arn:aws:sts::210987654321:assumed-role/test/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId>` +
		`<SecretAccessKey>topsecret</SecretAccessKey><SessionToken>toptoken</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></R>`
	refusal = `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no to 123456 and to my.token</Message></Error><RequestId>r</RequestId></ErrorResponse>`
)

func client(answers ...replay.Answer) (lite.Config, *replay.Transport) {
	t := &replay.Transport{Answers: answers}
	return lite.Config{Region: "eu-west-1", Transport: t, MaxAttempts: 1, Credentials: creds.Static("AKID", "basesecret", "")}, t
}

func now() time.Time { return time.Unix(1600000000, 0) }

func TestAssumeRole(t *testing.T) {
	c, transport := client(replay.Answer{Status: 200, Body: answer})
	got, err := AssumeRole{
		Client: c, RoleARN: testRole, ExternalID: "ext", Duration: 900 * time.Second, Now: now, MFASerial: "arn:aws:iam::1:mfa/me",
		MFA: func(_ context.Context, serial string) (string, error) {
			if serial != "arn:aws:iam::1:mfa/me" {
				t.Error(serial)
			}
			return "123456", nil
		},
	}.Retrieve(t.Context())
	want := creds.Credentials{AccessKeyID: "ASIA", SecretAccessKey: creds.NewSecret("topsecret"), SessionToken: creds.NewSecret("toptoken"),
		AccountID: "210987654321", Expires: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Source: "assume-role"}
	if err != nil || !got.Equal(want) || len(transport.Requests) != 1 {
		t.Fatalf("got %v, %v", got, err)
	}
	r := transport.Requests[0]
	if r.URL != "https://sts.eu-west-1.amazonaws.com/" || r.Signer() != "AKID/eu-west-1/sts" {
		t.Errorf("sent %+v", r)
	}
	form := r.Form()
	for name, w := range map[string]string{"Action": "AssumeRole", "RoleArn": testRole, "RoleSessionName": "tucuxi-session-1600000000", "ExternalId": "ext",
		"DurationSeconds": "900", "SerialNumber": "arn:aws:iam::1:mfa/me", "TokenCode": "123456"} {
		if form.Get(name) != w {
			t.Errorf("%s is %q, want %q", name, form.Get(name), w)
		}
	}
}

func TestAssumeRoleFailures(t *testing.T) {
	code := func(context.Context, string) (string, error) { return "123456", nil }
	for _, c := range []struct {
		role    AssumeRole
		answers []replay.Answer
		want    string
	}{
		{AssumeRole{}, nil, "there is no role"},
		{AssumeRole{RoleARN: testRole, MFASerial: "m"}, nil, "the role " + testRole + " wants a code of m, and there is no MFA to ask for it"},
		{AssumeRole{RoleARN: testRole, MFASerial: "m", MFA: func(context.Context, string) (string, error) { return "", context.Canceled }}, nil,
			"there is no code of m: context canceled"},
		{AssumeRole{RoleARN: testRole, MFASerial: "device-000", MFA: code}, []replay.Answer{{Status: 403, Body: refusal}},
			"the role " + testRole + " cannot be assumed: STS.AssumeRole: AccessDenied: no to REDACTED and to my.token"},
		{AssumeRole{RoleARN: testRole}, []replay.Answer{{Err: errors.New("down")}}, "the role " + testRole + " cannot be assumed: STS.AssumeRole: send: down"},
		{AssumeRole{RoleARN: testRole}, []replay.Answer{{Status: 200, Body: "<R/>"}}, "the answer of STS lacks SessionToken or Expiration"},
		{AssumeRole{RoleARN: testRole}, []replay.Answer{{Status: 200, Body: strings.Replace(answer, "<AccessKeyId>ASIA</AccessKeyId>", "", 1)}}, "the access key id is missing"},
	} {
		c.role.Client, _ = client(c.answers...)
		got, err := c.role.Retrieve(t.Context())
		if err == nil || !strings.HasPrefix(err.Error(), "creds: assume-role: "+c.want) || !got.Equal(creds.Credentials{}) || errors.Is(err, creds.ErrNotConfigured) != (c.role.RoleARN == "") {
			t.Errorf("got %v, %v, want %s", got, err, c.want)
		}
	}
}

// A base that is not configured makes the role an error, not something to pass.
func TestBaseNotConfigured(t *testing.T) {
	c, transport := client()
	c.Credentials = creds.Static("", "", "")
	_, err := AssumeRole{Client: c, RoleARN: testRole}.Retrieve(t.Context())
	if err == nil || errors.Is(err, creds.ErrNotConfigured) || !strings.Contains(err.Error(), "both keys are empty") || len(transport.Requests) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestWebIdentity(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte("my.token\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, transport := client(replay.Answer{Status: 200, Body: strings.ReplaceAll(answer, "AssumeRoleResult", "AssumeRoleWithWebIdentityResult")})
	c.Credentials = nil
	got, err := WebIdentity{Client: c, RoleARN: testRole, TokenFile: path, SessionName: "me"}.Retrieve(t.Context())
	if err != nil || got.AccessKeyID != "ASIA" || got.AccountID != "210987654321" || got.Source != "assume-role-with-web-identity" {
		t.Fatalf("got %v, %v", got, err)
	}
	r := transport.Requests[0]
	if form := r.Form(); r.Signer() != "" || form.Get("Action") != "AssumeRoleWithWebIdentity" || form.Get("WebIdentityToken") != "my.token" ||
		form.Get("RoleSessionName") != "me" || form.Get("RoleArn") != testRole || form.Has("DurationSeconds") {
		t.Errorf("sent %+v", r)
	}
}

func TestWebIdentityFailures(t *testing.T) {
	for _, c := range []struct {
		file, text, role, want string
		notConfigured          bool
	}{
		{"", "", testRole, "there is no token file", true},
		{"f", "x", "", "there is a token file, but no role", false},
		{"missing", "", testRole, "the token file cannot be read: file does not exist", false},
		{"f", " \n", testRole, "the token file is empty or too long", false},
		{"f", "my.token\n", testRole, "the role " + testRole + " cannot be assumed: STS.AssumeRoleWithWebIdentity: AccessDenied: no to 123456 and to REDACTED", false},
	} {
		w := WebIdentity{RoleARN: c.role, TokenFile: c.file, ReadFile: func(name string) ([]byte, error) {
			if name == "missing" {
				return nil, os.ErrNotExist
			}
			return []byte(c.text), nil
		}}
		w.Client, _ = client(replay.Answer{Status: 403, Body: refusal})
		got, err := w.Retrieve(t.Context())
		if err == nil || !strings.HasPrefix(err.Error(), "creds: assume-role-with-web-identity: "+c.want) || errors.Is(err, creds.ErrNotConfigured) != c.notConfigured || !got.Equal(creds.Credentials{}) {
			t.Errorf("got %v, %v, want %s", got, err, c.want)
		}
	}
}
