package lite_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestExtrasLink: code that only some services need is in programs that import
// them, and in no others.
func TestExtrasLink(t *testing.T) {
	if testing.Short() {
		t.Skip("builds four programs")
	}
	all := []string{
		"lite.(*s3Extra)", "lite.(*s3ControlExtra)", "lite.(*discoveryExtra)", "lite.sqsChecks", "lite.(*gzipExtra)",
		"lite.(*ec2Extra)", "lite.(*copyExtra)", "lite.(*glacierExtra)", "lite.(*iamExtra)", "lite.pollyPresign",
	}
	for service, want := range map[string]string{"timestreamwrite": "lite.(*discoveryExtra)", "sqs": "lite.sqsChecks", "s3": "lite.(*s3Extra)", "lambda": ""} {
		dir := t.TempDir()
		main := "package main\n\nimport (\n\"context\"\n\"github.com/tucuxi-go/tucuxi/lite\"\n\"github.com/tucuxi-go/tucuxi/models/embed/" + service + "\"\n)\n\n" +
			"func main() {\n\tout, err := lite.New(" + service + ".Service, lite.Config{}).Call(context.Background(), 0, nil)\n\tprintln(out, err)\n}\n"
		file, bin := filepath.Join(dir, "main.go"), filepath.Join(dir, "main")
		if err := os.WriteFile(file, []byte(main), 0o600); err != nil {
			t.Fatal(err)
		}
		run := func(args ...string) []byte {
			cmd := exec.Command("go", args...)
			cmd.Dir = testkit.Root(t)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("go %v: %v\n%s", args, err, out)
			}
			return out
		}
		run("build", "-o", bin, file)
		symbols := run("tool", "nm", bin)
		for _, name := range all {
			if got := bytes.Contains(symbols, []byte(name)); got != (name == want) {
				t.Errorf("%s: linked with %s is %v", service, name, got)
			}
		}
	}
}
