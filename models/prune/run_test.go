package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; go test -update writes it anew. Got:\n%s", path, got)
	}
}

// prune runs the command and checks its exit code.
func prune(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	if got := run(args, &out, &err); got != code {
		t.Fatalf("prune %q: exit code %d, want %d; %s", args, got, code, err.String())
	}
	return out.String(), err.String()
}

// files are the files below dir.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	got := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		relative, _ := filepath.Rel(dir, path)
		got[filepath.ToSlash(relative)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{
		{}, {"-list", "-sizes"}, {"-service", "s3"}, {"-botocore", "x"}, {"-botocore", "x", "-out", "y"},
		{"-nonsense"}, {"-list", "a", "b"}, {"-sizes", "a"},
	} {
		if _, stderr := prune(t, 2, args...); !strings.Contains(stderr, "-botocore") {
			t.Errorf("%q: no usage in %q", args, stderr)
		}
	}
	prune(t, 0, "-help")
}

func TestList(t *testing.T) {
	out, _ := prune(t, 0, "-list")
	for _, want := range []string{"SERVICE", "\ndynamodb ", "\nlex-runtime ", " lexruntime ", " Amazon DynamoDB\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("-list does not show %q", want)
		}
	}
	out, _ = prune(t, 0, "-list", "dynamodb")
	for _, want := range []string{"\nPutItem ", "\nScan ", "pages\n", "\nTableExists ", "every 20 s"} {
		if !strings.Contains(out, want) {
			t.Errorf("-list dynamodb does not show %q", want)
		}
	}
	if byPackage, _ := prune(t, 0, "-list", "lexruntime"); !strings.Contains(byPackage, "PostContent") {
		t.Error("a service is not found by its package")
	}
}

func TestSizes(t *testing.T) {
	out, _ := prune(t, 0, "-sizes")
	have, err := os.ReadFile(filepath.Join("..", "SIZES.md"))
	if err != nil {
		t.Fatal(err)
	}
	if out != string(have) {
		t.Error("models/SIZES.md is not what -sizes prints")
	}
}

// TestUnknownNames offers the nearest names, and writes nothing.
func TestUnknownNames(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "new")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-list", "dynamdb"}, `unknown service "dynamdb" (near it: dynamodb`},
		{[]string{"-describe", "s4.GetObject"}, `unknown service "s4" (near it: s3`},
		{[]string{"-describe", "s3.GetObjct"}, `s3 has no operation "GetObjct" (near it: GetObject`},
		{[]string{"-describe", "s3"}, `-describe wants service.Operation`},
		{[]string{"-service", "dynamdb", "-out", out}, `unknown service "dynamdb"`},
		{[]string{"-service", "s3", "-ops", "PutObject,GetObjct", "-out", out}, `s3 has no operation "GetObjct" (near it: GetObject`},
		{[]string{"-service", "s3", "-ops", "PutObject", "-package", "a-b", "-out", out}, `"a-b" is no name for a package`},
		{[]string{"-service", "s3", "-ops", "PutObject", "-package", "main", "-out", out}, `"main" is no name for a package`},
		{[]string{"-botocore", filepath.Join(out, "nowhere"), "-release", "x", "-out", out}, "nowhere"},
	} {
		_, stderr := prune(t, 1, c.args...)
		if !strings.Contains(stderr, c.want) {
			t.Errorf("%q: %q does not hold %q", c.args, stderr, c.want)
		}
	}
	if _, err := os.Stat(filepath.Dir(out)); err == nil {
		t.Error("something was written")
	}
}

func TestNearest(t *testing.T) {
	names := []string{"GetObject", "GetObjectAcl", "PutObject", "ListBuckets"}
	for want, near := range map[string]string{
		"getobject":  " (near it: GetObject, GetObjectAcl, PutObject)",
		"ListBucket": " (near it: ListBuckets)",
		"Zebra":      "",
	} {
		if got := nearest(want, names); got != near {
			t.Errorf("%s: %q, want %q", want, got, near)
		}
	}
}

func TestNames(t *testing.T) {
	clients := []string{"lex-runtime", "lexruntime", "type", "internal", "2fast", "s3", "a-b", "ab", "a.b"}
	names := packageNames(clients)
	var got []string
	for _, c := range clients {
		got = append(got, names[c])
	}
	want := []string{"lexruntime", "lexruntimeservice", "typeservice", "internalservice", "service2fast", "s3", "ab", "abservice", "abserviceservice"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, want := range map[string]string{
		"GetObject": "GetObject", "getObject": "GetObject", "Tide.Not-found": "TideNotFound", "404": "X404", "": "X", "a_b": "AB",
	} {
		if got := exported(name); got != want {
			t.Errorf("exported(%q) is %q, want %q", name, got, want)
		}
	}
}
