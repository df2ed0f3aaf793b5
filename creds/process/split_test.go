package process

import (
	"slices"
	"strings"
	"testing"
)

func TestSplitPOSIX(t *testing.T) {
	for command, want := range map[string][]string{
		"":                              nil,
		"  ":                            nil,
		"a":                             {"a"},
		" a\tb\n c ":                    {"a", "b", "c"},
		`my-process --flag "an arg"`:    {"my-process", "--flag", "an arg"},
		`a 'b "c" \d' "e 'f' \"g\" \h"`: {"a", `b "c" \d`, `e 'f' "g" \h`},
		`a\ b \'c\" \\`:                 {"a b", `'c"`, `\`},
		`a"b"'c'd`:                      {"abcd"},
		`"" '' x`:                       {"", "", "x"},
		`a # b | c $d`:                  {"a", "#", "b", "|", "c", "$d"},
	} {
		if got, err := splitPOSIX(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", command, got, err)
		}
	}
	for _, command := range []string{`"a`, `'a`, `a "b\"`, `a\`} {
		if got, err := splitPOSIX(command); err == nil {
			t.Errorf("%s: got %q", command, got)
		}
	}
}

func TestSplitWindows(t *testing.T) {
	for command, want := range map[string][]string{
		"":                      nil,
		`C:\a\b.exe c`:          {`C:\a\b.exe`, "c"},
		`"C:\my a\b.exe" "c d"`: {`C:\my a\b.exe`, "c d"},
		`a\"b \\"c d\\" e\\f`:   {`a"b`, `\c d\`, `e\\f`},
		`a"" "" b\`:             {"a", "", `b\`},
		`'a b'`:                 {"'a", "b'"},
	} {
		if got, err := splitWindows(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v", command, got, err)
		}
	}
	if got, err := splitWindows(`a "b`); err == nil {
		t.Errorf("got %q", got)
	}
}

// Words that are quoted come back, however they are quoted.
func FuzzSplit(f *testing.F) {
	f.Add("a", "b c")
	f.Add("", `"'\`)
	f.Add(`\\`, "\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		want := []string{a, b}
		single := func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
		double := func(s string) string {
			return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
		}
		for _, command := range []string{single(a) + " " + single(b), double(a) + "\t" + double(b) + " ", double(a) + "\n" + single(b)} {
			if got, err := splitPOSIX(command); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q: got %q, %v", command, got, err)
			}
		}
		// Backslashes double before a mark, and before the end, which gets one.
		windows := func(s string) string {
			out, slashes := `"`, 0
			for i := range len(s) {
				switch s[i] {
				case '\\':
					slashes++
				case '"':
					out += strings.Repeat(`\`, slashes+1)
					slashes = 0
				default:
					slashes = 0
				}
				out += s[i : i+1]
			}
			return out + strings.Repeat(`\`, slashes) + `"`
		}
		command := windows(a) + " " + windows(b)
		if got, err := splitWindows(command); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %q, %v", command, got, err)
		}
		splitPOSIX(a)
		splitWindows(a)
	})
}
