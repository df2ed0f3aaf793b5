// Package testkit holds what tests of several rooms share.
package testkit

import (
	"os"
	"path/filepath"
	"testing"
)

// WantAllocs fails t when one run of f allocates more than want blocks on
// average. It skips under the race detector and coverage, which add their own.
func WantAllocs(t *testing.T, want float64, f func()) {
	t.Helper()
	if raceEnabled || testing.CoverMode() != "" {
		t.Skip("allocations are not counted under -race or -cover")
	}
	if got := testing.AllocsPerRun(100, f); got > want {
		t.Errorf("%v allocations a run, want at most %v", got, want)
	}
}

// Root is the module's root folder: the nearest one above the working
// directory of the test that holds a go.mod.
func Root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = up
	}
}

// Conformance is the folder of one public suite below TUCUXI_CONFORMANCE, by
// default shared/conformance beside the repository. The test is skipped when
// the corpus is not there.
func Conformance(t testing.TB, suite string) string {
	t.Helper()
	base := os.Getenv("TUCUXI_CONFORMANCE")
	if base == "" {
		base = filepath.Join(Root(t), "..", "shared", "conformance")
	}
	dir := filepath.Join(base, filepath.FromSlash(suite))
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("conformance suite %s is not at %s; set TUCUXI_CONFORMANCE", suite, base)
	}
	return dir
}
