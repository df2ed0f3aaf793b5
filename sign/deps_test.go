package sign

import (
	"os/exec"
	"strings"
	"testing"
)

// Neither the package nor anything below it may import these.
func TestForbiddenImports(t *testing.T) {
	forbidden := map[string]string{
		"fmt":             "reflect",
		"reflect":         "defeats the linker's dead code elimination",
		"net":             "signing works on plain data",
		"net/http":        "the transport is replaceable",
		"net/url":         "URLs stay as they go on the wire; parsing them again may change them",
		"encoding/json":   "reflect",
		"encoding/binary": "reflect",
		"encoding/hex":    "fmt",
		"log/slog":        "fmt, encoding/json",
		"text/template":   "reflect",
		"regexp":          "slow at start",
		"math/big":        "belongs to SigV4A, which is not for every user",
		"crypto/ecdsa":    "belongs to SigV4A, which is not for every user",
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if len(deps) < 10 {
		t.Fatalf("go list -deps names only %q", deps)
	}
	for _, dep := range deps {
		if reason, found := forbidden[dep]; found {
			t.Errorf("%s is imported: %s", dep, reason)
		}
		first, _, _ := strings.Cut(dep, "/")
		if strings.Contains(first, ".") && !strings.HasPrefix(dep, "github.com/tucuxi-go/tucuxi/sign") {
			t.Errorf("%s is imported: sign needs the standard library only", dep)
		}
	}
}
