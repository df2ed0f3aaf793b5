package rules_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestImports: the evaluator links nothing that costs size or init time.
func TestImports(t *testing.T) {
	forbidden := map[string]string{
		"fmt":           "pulls in reflect",
		"reflect":       "defeats the linker",
		"regexp":        "patterns are lowered when the program is compiled",
		"net/url":       "parseURL has rules of its own",
		"net/netip":     "runs code at init",
		"encoding/json": "rule sets are lowered when the program is compiled",
	}
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	for _, dep := range strings.Fields(string(out)) {
		if reason, ok := forbidden[dep]; ok {
			t.Errorf("imports %s: %s", dep, reason)
		}
	}
}
