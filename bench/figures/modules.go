package figures

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// dependency is what a user's go.sum has besides aws-lambda-go and what that
// brings along.
const (
	dependency = "github.com/valyala/fastjson"
	awsLambda  = "github.com/aws/aws-lambda-go"
)

// Modules makes modules of users and counts the foreign modules that Tucuxi adds
// to their go.sum.
func Modules(o Options) (*Section, error) {
	const client = `_ "github.com/tucuxi-go/tucuxi/models/embed/s3"`
	const handler = `_ "github.com/tucuxi-go/tucuxi/lite/lambda"`
	alone, err := goSum(filepath.Join(o.Dir, "alone"), client)
	if err != nil {
		return nil, err
	}
	before, err := goSum(filepath.Join(o.Dir, "before"), `_ "`+awsLambda+`/lambda"`)
	if err != nil {
		return nil, err
	}
	after, err := goSum(filepath.Join(o.Dir, "after"), client, handler)
	if err != nil {
		return nil, err
	}
	before[awsLambda] = true
	t := Table{Head: []string{"module", "modules in its go.sum", "neither fastjson's nor aws-lambda-go's"}}
	one, both := foreign(alone, nil), foreign(after, before)
	t.row("a program with an S3 client", Grouped(len(alone)), Grouped(one))
	t.row("a Lambda function with an S3 client", Grouped(len(after)), Grouped(both))
	s := &Section{ID: "modules", Title: "Modules", Text: "What go mod tidy writes to the go.sum of a user's module.", Tables: []Table{t}}
	s.add(float64(one), "go.sum of a user: modules but fastjson")
	s.add(float64(both), "go.sum of a Lambda function: modules but fastjson and those of aws-lambda-go")
	return s, nil
}

// foreign counts modules that are neither known nor fastjson.
func foreign(modules, known map[string]bool) int {
	n := 0
	for name := range modules {
		if name != dependency && !known[name] {
			n++
			fmt.Fprintln(os.Stderr, "in a user's go.sum:", name)
		}
	}
	return n
}

// goSum makes the module of a user with the given imports and is the modules in
// its go.sum.
func goSum(dir string, imports ...string) (map[string]bool, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Version}} {{.Dir}}", awsLambda, strings.TrimSuffix(library, "/")).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	module := "module example.com/user\n\ngo 1.26\n"
	for line := range strings.Lines(string(out)) {
		path, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		version, folder, _ := strings.Cut(rest, " ")
		if path == awsLambda {
			module += fmt.Sprintf("require %s %s\n", path, version)
		} else {
			module += fmt.Sprintf("require %s v0.0.0\nreplace %s => %s\n", path, path, folder)
		}
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	program := "package figures\n\nimport (\n" + strings.Join(imports, "\n") + "\n)\n\nfunc main() {}\n"
	for name, text := range map[string]string{"go.mod": module, "main.go": program} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("go", "mod", "tidy")
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go mod tidy: %w\n%s", err, out)
	}
	content, err := os.ReadFile(filepath.Join(dir, "go.sum"))
	if err != nil {
		return nil, err
	}
	modules := map[string]bool{}
	for line := range strings.Lines(string(content)) {
		name, _, _ := strings.Cut(line, " ")
		modules[name] = true
	}
	if len(modules) == 0 {
		return nil, fmt.Errorf("go.sum of a user of %v is empty", imports)
	}
	return modules, nil
}
