package creds

import (
	"strings"
	"testing"
)

// Whatever an endpoint answers, what is read from it can be signed with and sent,
// or there is an error, and the error is short.
func FuzzReadAnswer(f *testing.F) {
	f.Add([]byte(goodAnswer))
	f.Add([]byte(`{"code":"X","message":"\u0000"}`))
	f.Add([]byte(`{"AccessKeyId":"A\n","SecretAccessKey":"S"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := ReadAnswer("container", b, nil)
		if err != nil {
			if !c.Equal(Credentials{}) {
				t.Errorf("%q: an error beside %#v", b, c)
			}
			if text := err.Error(); len(text) > 1024 || strings.ContainsAny(text, "\r\n\x00") {
				t.Errorf("%q: error %q", b, text)
			}
			return
		}
		if c.AccessKeyID == "" || c.SecretAccessKey.IsZero() || strings.ContainsAny(c.AccessKeyID+c.SecretAccessKey.Reveal()+c.SessionToken.Reveal()+c.AccountID, "\r\n\x00") {
			t.Errorf("%q: got %#v", b, c)
		}
	})
}
