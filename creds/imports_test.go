package creds

import (
	"os/exec"
	"strings"
	"testing"
)

// Everybody who signs a request links this package.
func TestImports(t *testing.T) {
	forbidden := map[string]string{
		"net":           "sockets are the transport's; a source is given a Fetch",
		"net/http":      "same, and 5 MB",
		"net/url":       "brings fmt and reads more than the allowed hosts need",
		"fmt":           "brings reflect and 200 KB",
		"reflect":       "defeats dead-code elimination",
		"encoding/json": "brings reflect; the answers are flat objects of strings",
		"encoding/xml":  "STS is a source of its own",
		"log":           "errors are returned",
		"log/slog":      "brings encoding/json; Secret redacts without it",
		"os/exec":       "credential_process is a source of its own",
		"os/user":       "profile files are a source of their own",
		"regexp":        "hosts are checked by hand",
		"text/template": "brings reflect",
		"math/big":      "nothing is computed here",
		"crypto":        "nothing is signed here",
		"crypto/sha256": "nothing is signed here",
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 20 {
		t.Fatalf("go list gave %q", deps)
	}
	for _, dep := range deps {
		if reason, ok := forbidden[dep]; ok {
			t.Errorf("%s is linked: %s", dep, reason)
		}
		if first, _, _ := strings.Cut(dep, "/"); strings.Contains(first, ".") && !strings.HasPrefix(dep, "github.com/tucuxi-go/tucuxi/creds") {
			t.Errorf("%s is not of the standard library", dep)
		}
	}
}
