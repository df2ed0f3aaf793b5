package profile

import (
	"slices"
	"strings"
	"testing"
)

// The way to a profile is the one that recursion finds. A byte of the input is
// what a profile has: the low bits name its source profile, the others its keys.
func FuzzRoles(f *testing.F) {
	f.Add([]byte{0x11, 0x12, 0x20})
	f.Add([]byte{0x11, 0x10})             // a circle
	f.Add([]byte{0x30, 0x10})             // names itself, with keys
	f.Add([]byte{0x10, 0x50, 0x90, 0xd0}) // names itself, without; credential_source; web identity
	f.Add([]byte{0x1f})
	f.Fuzz(func(t *testing.T, b []byte) {
		name := func(i byte) string { return "p" + string('a'+rune(i&15)) }
		var config strings.Builder
		for i, v := range b[:min(len(b), 16)] {
			config.WriteString("[profile " + name(byte(i)) + "]\nx=y\n")
			for bit, text := range []string{4: "role_arn = arn-" + name(byte(i)) + "\n", 5: "aws_access_key_id = A\n", 6: "credential_source = Environment\n", 7: "web_identity_token_file = f\n"} {
				if v&(1<<bit) != 0 {
					config.WriteString(text)
				}
			}
			if v&0x40 == 0 || v&1 == 0 {
				config.WriteString("source_profile = " + name(v) + "\n")
			}
		}
		c, err := files{"C": config.String()}.from("pa").Load()
		if err != nil {
			t.Fatal(err)
		}
		roles, base, err := c.Roles("pa")
		want, wantBase, ok := slowRoles(c, "pa", nil)
		if ok != (err == nil) {
			t.Fatalf("%s\ngot %v, the slow twin accepts: %v", config.String(), err, ok)
		}
		if err != nil {
			return
		}
		var got []string
		for _, r := range roles {
			got = append(got, r.ARN)
		}
		if !slices.Equal(got, want) || base.Source+base.Profile.Name() != wantBase {
			t.Errorf("%s\ngot %v from %v, want %v from %s", config.String(), got, base, want, wantBase)
		}
	})
}
