package litelog_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// TestUnusedLinksNothing: a program with hooks of its own and without this
// package links nothing of log/slog.
func TestUnusedLinksNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	for imports, want := range map[string]bool{"": false, `"github.com/tucuxi-go/tucuxi/lite/litelog"`: true} {
		hooks := "lite.Hooks{End: func(_ context.Context, e *lite.EndInfo) { println(e.Attempts) }}"
		if want {
			hooks = "litelog.Hooks(nil, litelog.Options{})"
		}
		dir := t.TempDir()
		main := "package main\n\nimport (\n\"context\"\n\"github.com/tucuxi-go/tucuxi/lite\"\n" + imports + "\n\"github.com/tucuxi-go/tucuxi/models/embed/sqs\"\n)\n\n" +
			"func main() {\n\t_, err := lite.New(sqs.Service, lite.Config{Hooks: " + hooks + "}).Call(context.Background(), sqs.ListQueues, nil)\n\tprintln(err)\n}\n"
		file, bin := filepath.Join(dir, "main.go"), filepath.Join(dir, "main")
		if err := os.WriteFile(file, []byte(main), 0o600); err != nil {
			t.Fatal(err)
		}
		var symbols []byte
		for _, args := range [][]string{{"build", "-o", bin, file}, {"tool", "nm", bin}} {
			cmd := exec.Command("go", args...)
			cmd.Dir = testkit.Root(t)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("go %v: %v\n%s", args, err, out)
			}
			symbols = out
		}
		if got := bytes.Contains(symbols, []byte("log/slog.(*Logger)")); got != want {
			t.Errorf("%q: log/slog is linked: %v", imports, got)
		}
	}
}
