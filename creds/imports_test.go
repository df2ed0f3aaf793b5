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
	deps := dependencies(t, ".")
	for _, dep := range deps {
		if reason, ok := forbidden[dep]; ok {
			t.Errorf("%s is linked: %s", dep, reason)
		}
		if first, _, _ := strings.Cut(dep, "/"); strings.Contains(first, ".") && !strings.HasPrefix(dep, module+"creds") {
			t.Errorf("%s is not of the standard library", dep)
		}
	}
}

const module = "github.com/tucuxi-go/tucuxi/"

// dependencies are all packages that the package in a folder links.
func dependencies(t *testing.T, folder string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 20 {
		t.Fatalf("go list gave %q", deps)
	}
	return deps
}

// A program links a source only if it imports it, and no more than the source needs.
func TestSourceImports(t *testing.T) {
	reading := []string{"lite", "wire", "net", "net/http", "fmt", "reflect", "encoding/json", "regexp", "log", "os/user"}
	calling := []string{"encoding/json", "encoding/xml", "regexp", "os/exec", "os/user", "creds/process", "creds/imds"}
	for folder, forbidden := range map[string][]string{
		"profile":   append(reading, "os/exec", "creds/process", "creds/imds", "crypto/sha1"),
		"process":   append(reading, "creds/profile"),
		"imds":      append(reading, "os/exec", "creds/profile"),
		"sts":       append(calling, "wire/restjson", "creds/profile", "creds/sso", "creds/login"),
		"sso":       append(calling, "wire/query", "creds/sts", "creds/login"),
		"login":     append(calling, "wire/query", "creds/sts", "creds/sso"),
		"container": append(calling, "wire/query", "creds/profile", "creds/sts"),
		"chain":     {"encoding/json", "encoding/xml", "regexp", "os/user", "wire/awsjson", "wire/restxml", "wire/ec2query", "wire/rpcv2cbor", "models/embed"},
	} {
		linked := map[string]bool{}
		for _, dep := range dependencies(t, "./"+folder) {
			linked[strings.TrimPrefix(dep, module)] = true
		}
		for _, dep := range forbidden {
			if linked[dep] {
				t.Errorf("%s links %s", folder, dep)
			}
		}
	}
}
