package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
)

// refreshArgs compiles testdata/botocore into out.
func refreshArgs(data, out string) []string {
	return []string{"-botocore", data, "-release", "botocore 0.1", "-out", out}
}

// TestRefresh compiles a small service: the newest version, the golden Go file
// (with names that clash and names that are no identifiers), and a second run
// that changes nothing.
func TestRefresh(t *testing.T) {
	out := filepath.Join(t.TempDir(), "embed")
	prune(t, 0, refreshArgs("testdata/botocore", out)...)
	first := files(t, out)
	if len(first) != 2 {
		t.Fatalf("%d files", len(first))
	}
	golden(t, "tidetable.go.golden", []byte(first["tidetable/tidetable.go"]))
	m, err := models.Open(first["tidetable/model.bin"])
	if err == nil {
		err = m.Check()
	}
	if err != nil || m.APIVersion() != "2026-01-02" || m.NumOperations() != 5 || m.NumPaginators() != 1 || m.NumWaiters() != 1 {
		t.Errorf("the model: %v, %s", err, m.APIVersion())
	}
	prune(t, 0, refreshArgs("testdata/botocore", out)...)
	if !maps.Equal(first, files(t, out)) {
		t.Error("a second run changes something")
	}
	if left, _ := os.ReadDir(filepath.Dir(out)); len(left) != 1 {
		t.Errorf("%d folders beside the output", len(left)-1)
	}
}

// TestRefreshReplaces: packages of services that are gone go, files of others stay.
func TestRefreshReplaces(t *testing.T) {
	base := t.TempDir()
	out := filepath.Join(base, "embed")
	write(t, filepath.Join(out, "embed.go"), "package embed\n")
	write(t, filepath.Join(out, "tidetable", "own_test.go"), "package tidetable\n")
	write(t, filepath.Join(out, "gone", "gone.go"), generated+"gone; DO NOT EDIT.\n\npackage gone\n")
	write(t, filepath.Join(out, "gone", "model.bin"), "old")
	write(t, filepath.Join(base, "SIZES.md"), "")
	write(t, filepath.Join(base, "README.md"), "before\n"+readmeFrom+"old\n"+readmeTo+"after\n")
	prune(t, 0, refreshArgs("testdata/botocore", out)...)
	got := files(t, base)
	for _, want := range []string{"embed/embed.go", "embed/tidetable/own_test.go", "embed/tidetable/tidetable.go", "embed/tidetable/model.bin"} {
		if got[want] == "" {
			t.Errorf("%s is missing", want)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d files", len(got))
	}
	if readme := got["README.md"]; !strings.HasPrefix(readme, "before\n"+readmeFrom) || !strings.HasSuffix(readme, readmeTo+"after\n") ||
		!strings.Contains(readme, "| tide-table | `tidetable` |") || !strings.Contains(readme, "| Service | `tidetable.ServiceOperation` |") {
		t.Errorf("README.md is\n%s", readme)
	}
	if !strings.Contains(got["SIZES.md"], "| tide-table | tidetable | rest-json | 5 |") {
		t.Errorf("SIZES.md is\n%s", got["SIZES.md"])
	}
}

// TestRefreshRefuses gives bad input: exit code 1, file and path in the message,
// the old packages untouched.
func TestRefreshRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file, text string // of the data folder
		old        string // a file below the output that must not be there
		want       string
	}{
		"malformed":       {"tide-table/2027-01-02/service-2.json", `{"metadata":`, "", "tide-table/2027-01-02/service-2.json: "},
		"damaged archive": {"tide-table/2027-01-02/service-2.json.gz", `this is no gzip file`, "", "service-2.json.gz: gzip: invalid header"},
		"unknown trait":   {"tide-table/2027-01-02/service-2.json", `{"metadata":{"color":1}}`, "", ".metadata.color: unknown trait"},
		"no model file":   {"moon-table/2027-01-02/readme", "", "", "moon-table: no version folder holds service-2.json"},
		"no protocol":     {"moon-table/1/service-2.json", `{"metadata":{},"operations":{},"shapes":{}}`, "", "moon-table/1/service-2.json.metadata: no protocol"},
		"foreign file":    {"tide-table/note", "", "gone/mine.txt", "mine.txt: not written by this command"},
	} {
		base := t.TempDir()
		data, out := filepath.Join(base, "data"), filepath.Join(base, "out", "embed")
		if err := os.CopyFS(data, os.DirFS("testdata/botocore")); err != nil {
			t.Fatal(err)
		}
		prune(t, 0, refreshArgs(data, out)...)
		write(t, filepath.Join(data, c.file), c.text)
		if c.old != "" {
			write(t, filepath.Join(out, c.old), "mine")
		}
		before := files(t, filepath.Dir(out))
		_, stderr := prune(t, 1, refreshArgs(data, out)...)
		if !strings.Contains(stderr, c.want) {
			t.Errorf("%s: %q does not hold %q", name, stderr, c.want)
		}
		if !maps.Equal(before, files(t, filepath.Dir(out))) {
			t.Errorf("%s: something was written", name)
		}
	}
}

// TestRepositoryIsUpToDate compiles botocore's data and compares the outcome
// with the repository. It needs TUCUXI_BOTOCORE_DATA, the data folder of the
// release that models/README.md names.
func TestRepositoryIsUpToDate(t *testing.T) {
	data := os.Getenv("TUCUXI_BOTOCORE_DATA")
	if data == "" {
		t.Skip("TUCUXI_BOTOCORE_DATA does not name botocore's data folder")
	}
	root := filepath.Join(testkit.Root(t), "models")
	base := t.TempDir()
	out := filepath.Join(base, "embed")
	for _, name := range []string{"SIZES.md", "README.md", "rules/partitions.go"} {
		text, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(base, name), string(text))
	}
	all, err := (&options{}).repository(root)
	if err != nil {
		t.Fatal(err)
	}
	prune(t, 0, "-botocore", data, "-release", release(all), "-out", out)
	for path, text := range files(t, base) {
		if have, err := os.ReadFile(filepath.Join(root, path)); err != nil || string(have) != text {
			t.Errorf("models/%s is not what the compiler makes (%v)", path, err)
		}
	}
	packages, err := os.ReadDir(out)
	if err != nil || len(packages) != len(all) {
		t.Errorf("%d packages, the repository has %d; %v", len(packages), len(all), err)
	}
}

// repository opens the models of the repository's folder.
func (o *options) repository(root string) ([]*entry, error) {
	return library{os.DirFS(filepath.Join(root, "embed"))}.all()
}

// TestGeneratedPackages reads every generated Go file of the repository: it
// parses, its constants are those of the model beside it, it has no init and
// calls no function.
func TestGeneratedPackages(t *testing.T) {
	root := filepath.Join(testkit.Root(t), "models")
	all, err := (&options{}).repository(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		path := filepath.Join(root, "embed", e.pkg, e.pkg+".go")
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		if file.Name.Name != e.pkg || len(file.Imports) != 3 {
			t.Errorf("%s: package %s, %d imports", e.pkg, file.Name.Name, len(file.Imports))
		}
		checkConstants(t, e, file)
	}
}

func checkConstants(t *testing.T, e *entry, file *ast.File) {
	operations, codes, waiters := 0, 0, 0
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl, *ast.CallExpr:
			t.Errorf("%s: a function or a call", e.pkg)
		case *ast.ValueSpec:
			literal, ok := n.Values, len(n.Values) == 1
			if !ok {
				return true
			}
			value, ok := literal[0].(*ast.BasicLit)
			switch {
			case !ok:
			case value.Kind == token.INT:
				number, err := strconv.ParseUint(value.Value, 0, 32)
				want := exported(e.model.Operation(int(number & 0xffff)).Name())
				if typ, _ := n.Type.(*ast.SelectorExpr); typ != nil && typ.Sel.Name == "Waiter" {
					want = "Wait" + exported(e.model.Waiter(int(number&0xffff)).Name())
					waiters++
				} else {
					operations++
				}
				if err != nil || uint16(number>>16) != e.model.Tag() || want != n.Names[0].Name {
					t.Errorf("%s.%s = %s", e.pkg, n.Names[0].Name, value.Value)
				}
			case value.Kind == token.STRING:
				code, err := strconv.Unquote(value.Value)
				if _, ok := e.model.ErrorCoded(code); err != nil || !ok {
					t.Errorf("%s.%s = %s", e.pkg, n.Names[0].Name, value.Value)
				}
				codes++
			}
		}
		return true
	})
	if operations != e.model.NumOperations() || codes != e.model.NumErrors() || waiters != e.model.NumWaiters() {
		t.Errorf("%s: %d, %d and %d constants", e.pkg, operations, codes, waiters)
	}
}
