package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// page is a Markdown file in which the report owns what is between its marks.
type page struct {
	file string
	text string
}

// Marks of a subject.
const (
	begin = "<!-- report: %s -->\n"
	end   = "<!-- end of report: %s -->"
)

func (p *page) read() error {
	text, err := os.ReadFile(p.file)
	p.text = string(text)
	return err
}

// write puts text between the marks of a subject and writes the file, so that
// what was measured is kept whatever fails later.
func (p *page) write(id, text string) error {
	first, last := fmt.Sprintf(begin, id), fmt.Sprintf(end, id)
	before, rest, ok := strings.Cut(p.text, first)
	_, after, both := strings.Cut(rest, last)
	if !ok || !both {
		return fmt.Errorf("%s has no marks for %s", p.file, id)
	}
	p.text = before + first + "\n" + strings.TrimSpace(text) + "\n\n" + last + after
	return os.WriteFile(p.file, []byte(p.text), 0o644)
}

// machine says what was measured, and on what.
func machine() string {
	text := fmt.Sprintf("%s, %s/%s, %d CPUs", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	if cpu, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(cpu)) {
			if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
				text += " (" + strings.TrimSpace(model) + ")"
				break
			}
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			switch m.Path {
			case "github.com/aws/aws-sdk-go-v2", "github.com/aws/aws-sdk-go-v2/service/dynamodb", "github.com/aws/aws-sdk-go-v2/service/s3", "github.com/aws/aws-lambda-go", "github.com/minio/minio-go/v7":
				text += fmt.Sprintf(", %s %s", m.Path, m.Version)
			}
		}
	}
	return text + "."
}
