package ruleset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// botocoreData is botocore's data folder, or the test is skipped.
func botocoreData(t testing.TB) string {
	dir := os.Getenv("TUCUXI_BOTOCORE_DATA")
	if dir == "" {
		t.Skip("TUCUXI_BOTOCORE_DATA does not name botocore's data folder")
	}
	return dir
}

func TestPartitionsAreUpToDate(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(botocoreData(t), "partitions.json"))
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile(filepath.Join(testkit.Root(t), "models", "rules", "partitions.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, version, _ := strings.Cut(string(committed), "partitions.json, ")
	version, _, _ = strings.Cut(version, ";")
	made, err := Partitions(source, version)
	if err != nil {
		t.Fatal(err)
	}
	if string(made) != string(committed) {
		t.Errorf("models/rules/partitions.go is not what %s gives:\n%s", version, made)
	}
}

func TestPartitionsRefuses(t *testing.T) {
	const head = `{"version":"1.1","partitions":[{"id":"aws","outputs":{"dnsSuffix":"a","dualStackDnsSuffix":"b",` +
		`"implicitGlobalRegion":"c","name":"aws","supportsDualStack":true,"supportsFIPS":true},"regions":{"x-y":{}},"regionRegex":`
	for _, c := range []struct{ regex, want string }{
		{`"^us\\-\\w+\\-\\d+$"`, ""},
		{`"^us\\-(a|b)\\-\\w+\\-\\d+$"`, ""},
		{`"us\\-\\w+\\-\\d+$"`, "not of the form"},
		{`"^us\\-\\w+\\-\\d+"`, "not of the form"},
		{`"^us\\-\\w*\\-\\w+\\-\\d+$"`, "uses"},
		{`"^(us|e.)\\-\\w+\\-\\d+$"`, "uses"},
		{`"^us\\w+\\-\\d+$"`, `no \-`},
		{`"^(us\\-\\w+\\-\\d+$"`, "parenthesis"},
		{`7`, "want a string"},
	} {
		_, err := Partitions([]byte(head+c.regex+`}]}`), "test")
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) ||
			!strings.Contains(err.Error(), "$.partitions[0].regionRegex")) {
			t.Errorf("%s: got %v, want %q", c.regex, err, c.want)
		}
	}
}
