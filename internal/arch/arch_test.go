package arch

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

const module = "github.com/tucuxi-go/tucuxi"

// pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	EmbedFiles []string
	Imports    []string
	Deps       []string
}

// library lists the packages that users link.
func library(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,Deps", "./...")
	cmd.Dir = testkit.Root(t)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		switch room, _, _ := strings.Cut(p.room()+"/", "/"); {
		case room == "internal", strings.HasPrefix(p.room(), "models/prune"), p.room() == "models/embed", strings.HasSuffix(p.room(), "test"):
		default:
			list = append(list, p)
		}
	}
	if len(list) < 400 {
		t.Fatalf("only %d packages", len(list))
	}
	return list
}

func (p pkg) room() string { return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/") }

// forbidden says which packages no library package may import, and why.
var forbidden = map[string]string{
	"reflect":       "zero reflection: shapes come from the compiled model",
	"encoding/json": "reflects, and adds 0.4 MB",
	"encoding/xml":  "reflects, and allocates for every token",
	"encoding/gob":  "reflects",
	"text/template": "keeps every method of the program (reflect.Method)",
	"html/template": "as text/template",
	"fmt":           "reflects, and allocates",
	"log":           "a library does not log on its own",
	"regexp":        "compiles at run time what the model compiler can decide",
	"net/rpc":       "keeps every method of the program (reflect.Method)",
}

func TestForbiddenImports(t *testing.T) {
	for _, p := range library(t) {
		for _, imported := range p.Imports {
			if why, ok := forbidden[imported]; ok {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

// TestRooms checks the table of rooms in CONTRIBUTING.md: what of this module,
// and of others, a room's packages may import.
func TestRooms(t *testing.T) {
	for _, p := range library(t) {
		for _, imported := range p.Imports {
			if reason := trespass(p.room(), imported); reason != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, reason)
			}
		}
	}
}

func trespass(room, imported string) string {
	outside := strings.Contains(strings.SplitN(imported, "/", 2)[0], ".")
	to, ours := strings.CutPrefix(imported, module+"/")
	switch {
	case imported == "net/http" && room != "lite":
		return "net/http stays behind lite/nethttp.go"
	case outside && !ours && imported != "github.com/valyala/fastjson" && !(room == "lite/lambda" && strings.HasPrefix(imported, "github.com/aws/aws-lambda-go/")):
		return "not a run-time dependency of this room"
	case outside && !ours && imported == "github.com/valyala/fastjson" && !under(room, "lite"):
		return "fastjson is for lite: tokens, policies and events"
	case !ours:
		return ""
	case room == "creds" && !under(to, "creds/internal"), under(room, "sign") && !under(to, "sign"):
		return "sign and creds stand on the standard library"
	case under(room, "creds") && !under(to, "creds", "lite", "models", "wire"):
		return "a credential source imports creds and, if it calls AWS, lite"
	case under(room, "models/embed") && !under(to, "lite", "wire"):
		return "a service package imports lite, a protocol and its extras"
	case under(room, "models") && !under(room, "models/embed") && !under(to, "models"):
		return "models stands on the standard library"
	case under(room, "wire") && !under(to, "models", "wire"):
		return "wire stands on models"
	case room == "lite" && under(to, "wire") && to != "wire" && to != "wire/eventstream" && to != "wire/checksum":
		return "the client never knows a protocol"
	}
	return ""
}

func under(room string, parents ...string) bool {
	for _, parent := range parents {
		if room == parent || strings.HasPrefix(room, parent+"/") {
			return true
		}
	}
	return false
}

// TestOneProtocol checks that a service package links exactly one protocol.
func TestOneProtocol(t *testing.T) {
	for _, p := range library(t) {
		if !under(p.room(), "models/embed") {
			continue
		}
		n := 0
		for _, imported := range p.Imports {
			if to, ours := strings.CutPrefix(imported, module+"/wire/"); ours && !strings.Contains(to, "/") {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s imports %d protocols", p.ImportPath, n)
		}
	}
}

// TestNothingAtInit checks that no library package runs anything when a program
// starts: no init, no package-level map, no call in a package-level var but
// errors.New, which the compiler makes static.
func TestNothingAtInit(t *testing.T) {
	files := token.NewFileSet()
	for _, p := range library(t) {
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(files, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				checkDeclaration(t, files, d)
			}
		}
	}
}

func checkDeclaration(t *testing.T, files *token.FileSet, d ast.Decl) {
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
		t.Errorf("%s: init function", files.Position(f.Pos()))
	}
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return
	}
	ast.Inspect(g, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.MapType:
			t.Errorf("%s: package-level map", files.Position(n.Pos()))
		case *ast.CallExpr:
			if !isErrorsNew(n) {
				t.Errorf("%s: call in a package-level var", files.Position(n.Pos()))
			}
		}
		return true
	})
}

func isErrorsNew(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || s.Sel.Name != "New" {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "errors"
}
