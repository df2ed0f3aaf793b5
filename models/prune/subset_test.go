package main

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
)

func TestSubset(t *testing.T) {
	out := filepath.Join(t.TempDir(), "internal", "s3lite")
	prune(t, 0, "-service", "s3", "-ops", "PutObject, GetObject", "-out", out)
	got := files(t, out)
	if len(got) != 2 {
		t.Fatalf("%d files", len(got))
	}
	text := got["s3lite.go"]
	for _, want := range []string{
		generated + "s3/2006-03-01, botocore ", "\npackage s3lite\n", "2 operations of ", "/wire/restxml\"",
		"\tGetObject lite.Operation = 0x", "\tPutObject lite.Operation = 0x", "ErrNoSuchKey", "\"NoSuchKey\"",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "DeleteObject") || strings.Contains(text, "ErrNoSuchUpload") {
		t.Errorf("too much in\n%s", text)
	}
	m, err := models.Open(got["model.bin"])
	if err != nil || m.NumOperations() != 2 || m.Rules() == "" || m.Operation(1).Name() != "PutObject" {
		t.Errorf("%d operations, %v", m.NumOperations(), err)
	}
	whole, err := os.ReadFile("../embed/s3/model.bin")
	if err != nil || m.Len() > len(whole)/2 {
		t.Errorf("%d bytes of %d, %v", m.Len(), len(whole), err)
	}

	// Again, with another choice: replaced.
	prune(t, 0, "-service", "s3", "-ops", "HeadObject", "-out", out)
	if again := files(t, out); len(again) != 2 || !strings.Contains(again["s3lite.go"], "1 operation of") {
		t.Error("not replaced")
	}
}

func TestSubsetOfAll(t *testing.T) {
	out := filepath.Join(t.TempDir(), "my-queue")
	prune(t, 0, "-service", "sqs", "-out", out)
	got := files(t, out)
	whole, err := os.ReadFile("../embed/sqs/model.bin")
	if err != nil || got["model.bin"] != string(whole) {
		t.Errorf("without -ops it is another model, %v", err)
	}
	if !strings.Contains(got["myqueue.go"], "\npackage myqueue\n") {
		t.Error("the package is not called as its folder")
	}
}

// TestSubsetRefuses to write over files that are not its own.
func TestSubsetRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"Go file": {"mine.go", "mine.go is not written by this command"},
		"model":   {"model.bin", "holds a model.bin but no mine.go"},
	} {
		out := filepath.Join(t.TempDir(), "mine")
		write(t, filepath.Join(out, c.file), "package mine\n")
		before := files(t, out)
		if _, stderr := prune(t, 1, "-service", "sqs", "-out", out); !strings.Contains(stderr, c.want) {
			t.Errorf("%s: %q does not hold %q", name, stderr, c.want)
		}
		if !maps.Equal(before, files(t, out)) {
			t.Errorf("%s: something was written", name)
		}
	}
}

// TestReplaceFilesFails leaves nothing behind when a file cannot be written.
func TestReplaceFilesFails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	err := replaceFiles(dir, map[string][]byte{"a": []byte("a"), "b/c": []byte("b")}) // no folder b
	if err == nil {
		t.Fatal("no error")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder is left behind")
	}
}

// TestDescribe prints the operations of the small service of testdata.
func TestDescribe(t *testing.T) {
	out := filepath.Join(t.TempDir(), "embed")
	prune(t, 0, refreshArgs("testdata/botocore", out)...)
	var text strings.Builder
	for _, op := range []string{"GetTide", "ListHarbours", "ErrSlowDown", "Service"} {
		o := options{library: library{os.DirFS(out)}, stdout: &text, describe: "tide-table." + op}
		if err := o.describeOperation(); err != nil {
			t.Fatal(err)
		}
		text.WriteString("\n")
	}
	golden(t, "describe.golden", []byte(text.String()))
}

// TestDescribeAll describes every operation of the largest and the most
// recursive services: it ends, and says something of bounded length.
func TestDescribeAll(t *testing.T) {
	for _, pkg := range []string{"ec2", "quicksight", "dynamodb", "lexv2models", "wafv2"} {
		e, err := (&options{library: library{os.DirFS("../embed")}}).library.open(pkg)
		if err != nil {
			t.Fatal(err)
		}
		for i := range e.model.NumOperations() {
			var text strings.Builder
			o := options{library: library{os.DirFS("../embed")}, stdout: &text}
			if err := o.printOperation(e, e.model.Operation(i)); err != nil {
				t.Fatal(err)
			}
			if n := text.Len(); n < 30 || n > 1<<20 {
				t.Errorf("%s.%s: %d bytes", pkg, e.model.Operation(i).Name(), n)
			}
		}
	}
}
