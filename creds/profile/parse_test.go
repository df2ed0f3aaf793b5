package profile

import (
	"errors"
	"maps"
	"strings"
	"testing"
)

// all is what a file says, as slowParse gives it.
func all(f file) map[string]map[string]map[string]string {
	out := map[string]map[string]map[string]string{}
	for kind, sections := range map[string]map[string]*section{"profile": f.profiles, "sso-session": f.sessions, "services": f.services} {
		out[kind] = map[string]map[string]string{}
		for name, s := range sections {
			out[kind][name] = s.values
		}
	}
	return out
}

func equal(a, b map[string]map[string]map[string]string) bool {
	return maps.EqualFunc(a, b, func(a, b map[string]map[string]string) bool {
		return maps.EqualFunc(a, b, func(a, b map[string]string) bool { return maps.Equal(a, b) })
	})
}

func TestSyntaxErrors(t *testing.T) {
	for text, want := range map[string]string{
		"a = 1":                            "x:1: " + reasonNoSection,
		"\n\n  a = 1":                      "x:3: " + reasonNoSection,
		"[default]\n  a = 1":               "x:2: " + reasonNoSetting,
		"[default]\na = 1\n[default]\n b":  "x:4: " + reasonNoSetting,
		"[default":                         "x:1: " + reasonBracket,
		"[default] x":                      "x:1: " + reasonBracket,
		"# c\n[default]\nsecret":           "x:3: " + reasonNoEquals,
		"[default]\nsecret # = x":          "x:2: " + reasonNoEquals,
		"[default]\n= secret":              "x:2: " + reasonNoKey,
		"[default]\ns3 =\n  secret":        "x:3: " + reasonNestedEquals,
		"[default]\ns3 = # c\n\n = secret": "x:4: " + reasonNestedKey,
		"[default]\n\xff = secret":         "x:2: " + reasonUTF8,
		"[plugins]\nsecret":                "x:2: " + reasonNoEquals,
	} {
		_, err := parse("x", configFile, text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != "creds: profile: "+want {
			t.Errorf("%q: got %v, want %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error shows the line: %v", text, err)
		}
	}
}

func TestQuotedNames(t *testing.T) {
	f, err := parse("x", configFile, "[profile \"my profile\"]\na=1\n[profile'b']\na=2\n[profile \"a\" \"b\"]\na=3\n[profile \"a]\na=4\n[sso-session \"s\"]\na=5")
	if err != nil || len(f.profiles) != 2 || f.profiles["my profile"].values["a"] != "1" || f.profiles["b"].values["a"] != "2" || f.sessions["s"].values["a"] != "5" {
		t.Errorf("got %v, %v", all(f), err)
	}
}

// A line that only looks like a continuation: an indented comment is none.
func TestIndentedComment(t *testing.T) {
	f, err := parse("x", configFile, "[default]\ns3 =\n  # c\n  a = 1 # c\n  ; c\nregion = r\n  # c\n")
	s := Section{config: f.profiles["default"]}
	if err != nil || s.Get("region") != "r" || s.Get("s3") != "\na = 1 # c" {
		t.Errorf("got %v, %v", all(f), err)
	}
	if v, ok := s.Nested("s3", "a"); v != "1" || !ok {
		t.Errorf("got %q, %v", v, ok)
	}
	if v, ok := s.Nested("region", "a"); ok {
		t.Errorf("got %q", v)
	}
}

// Time and space stay linear in the text.
func TestLongFiles(t *testing.T) {
	for _, text := range []string{
		"[default]\na = 1\n" + strings.Repeat(" b\n", 1<<18),
		strings.Repeat("[default]\n", 1<<17),
		"[default]\n" + strings.Repeat("a=1\n", 1<<17),
	} {
		if _, err := parse("x", configFile, text); err != nil {
			t.Error(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "[default]\nregion = us-east-1\n", "[profile a] # c\nA\t=\tb=c ; d\n  e\n\n f # g\r\n[sso-session \"x y\"]\nb=\n c = d\n e=\n[services s]\n",
		"\ufeff[default]\na=b", "[profile default]\na=1\n[default]\nb=2\n[profile default]\nc=3", "[default]\na=1\n[profile default]\nb=2", "[default]\nin valid = x\n y",
		"a=b", " a", "[", "[]", "[profile]", "[profile a", "[default]\na", "[default]\n=", "[default]\na=\n b", "[default]\na=\n =b", "[default]\n\xff", "[profile 'a\"]\n", "[default]\na\r=\rb",
		"[default]\n#a #b\na #b = c\na=#b\na= ;b #c",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, credentials bool) {
		k := configFile
		if credentials {
			k = credentialsFile
		}
		got, err := parse("x", k, text)
		want, ok := slowParse(k, text)
		if (err == nil) != ok {
			t.Fatalf("%q: got %v, the slow twin accepts: %v", text, err, ok)
		}
		if ok && !equal(all(got), want) {
			t.Errorf("%q:\n got %q\nwant %q", text, all(got), want)
		}
	})
}
