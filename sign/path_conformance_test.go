package sign

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestConformancePaths normalizes the paths that botocore's functions are tested
// with. Those of requests begin with a slash, so the corpus's relative ones get
// one here, and in what must come out.
func TestConformancePaths(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "util"), "functions.json"))
	if err != nil {
		t.Fatal(err)
	}
	type row struct{ Path, Expect string }
	var tables struct{ RemoveDotSegments, NormalizeURLPath []row }
	if err := json.Unmarshal(b, &tables); err != nil {
		t.Fatal(err)
	}
	list := append(tables.RemoveDotSegments, tables.NormalizeURLPath...)
	if len(list) != 18 {
		t.Errorf("%d rows", len(list))
	}
	absolute := func(path string) string { return "/" + strings.TrimPrefix(path, "/") }
	for _, r := range list {
		if got := string(appendCanonicalURI(nil, absolute(r.Path), true, false)); got != absolute(r.Expect) {
			t.Errorf("%q: %q, want %q", r.Path, got, absolute(r.Expect))
		}
	}
	t.Logf("util/functions.json: %d passed, 0 excluded", len(list))
}
