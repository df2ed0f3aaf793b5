package sign

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestCredentialsRedacted(t *testing.T) {
	const secret, token = "wJalrXUtnFEMIK7MDENG", "FwoGZXIvYXdzEXAMPLE"
	c := Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: secret, SessionToken: token}
	type config struct {
		Name    string
		Value   Credentials
		Pointer *Credentials
		Any     any
		List    []Credentials
		Map     map[string]Credentials
	}
	nested := config{"n", c, &c, c, []Credentials{c}, map[string]Credentials{"k": c}}
	var texts []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%10v"} {
		for _, v := range []any{c, &c, nested, &nested} {
			texts = append(texts, fmt.Sprintf(verb, v))
		}
	}
	for _, v := range []any{c, &c, nested, &nested} {
		j, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(j))
		var b bytes.Buffer
		slog.New(slog.NewJSONHandler(&b, nil)).Info("m", "c", v)
		slog.New(slog.NewTextHandler(&b, nil)).Info("m", "c", v)
		texts = append(texts, b.String())
	}
	texts = append(texts, fmt.Errorf("failed with %v", c).Error())
	for _, text := range texts {
		for _, s := range []string{secret, token} {
			if strings.Contains(text, s) || strings.Contains(strings.ToLower(text), fmt.Sprintf("%x", s)) || strings.Contains(strings.ToLower(text), fmt.Sprintf("% x", s)) {
				t.Errorf("a secret is in %s", text)
			}
		}
	}
	if got, want := fmt.Sprint(c), "{AccessKeyID:AKIDEXAMPLE SecretAccessKey:REDACTED SessionToken:REDACTED}"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := fmt.Sprintf("%#v", Credentials{}), `sign.Credentials{AccessKeyID:"", SecretAccessKey:"", SessionToken:""}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, secret := range []string{secret, strings.Repeat("SECRET", 7)} {
		swapped := Credentials{AccessKeyID: secret, SecretAccessKey: "AKIDEXAMPLE"}
		if got := fmt.Sprint(swapped); strings.Contains(got, secret) {
			t.Errorf("swapped keys print the secret: %s", got)
		}
	}
}
