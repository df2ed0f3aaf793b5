// Package build builds the programs of bench/programs.
package build

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// Module is the import path of the bench module.
const Module = "github.com/tucuxi-go/tucuxi/bench"

// Options say how to build. The zero Options are those of a deployment:
// -trimpath -ldflags="-s -w", CGO_ENABLED=0, -tags lambda.norpc, for linux/amd64.
type Options struct {
	Arch    string   // GOARCH; "host": this machine's
	RPC     bool     // without lambda.norpc: net/rpc is linked, which looks methods up by reflection
	Text    bool     // with text/template, which does so too
	Tag     string   // one more build tag
	Symbols bool     // keep the symbol table; nothing that is loaded changes
	Overlay string   // a file for go build -overlay; its folder's name tells it from others
	Fresh   []string // packages to compile again, whatever is cached
}

// Program builds a program into dir and is the path of its file. With equal
// options it builds once.
func Program(dir, program string, o Options) (string, error) {
	return run(dir, program, o, nil)
}

// run builds, and says what CPU that took unless used is nil.
func run(dir, program string, o Options, used *time.Duration) (string, error) {
	switch o.Arch {
	case "":
		o.Arch = "amd64"
	case "host":
		o.Arch = runtime.GOARCH
	}
	overlay := ""
	if o.Overlay != "" {
		overlay = filepath.Base(filepath.Dir(o.Overlay))
	}
	file := filepath.Join(dir, fmt.Sprintf("%s-%s-%t-%t-%s-%t-%s", program, o.Arch, o.RPC, o.Text, o.Tag, o.Symbols, overlay))
	if _, err := os.Stat(file); err == nil && o.Fresh == nil {
		return file, nil
	}
	args, err := o.arguments(dir)
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", append(append([]string{"build"}, args...), "-o", file, Module+"/programs/"+program)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+o.Arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", program, err, out)
	}
	if used != nil {
		*used = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return file, nil
}

// arguments are those of go build.
func (o *Options) arguments(dir string) ([]string, error) {
	args := []string{"-trimpath", "-buildvcs=false"}
	if o.Symbols {
		args = append(args, "-ldflags=-w")
	} else {
		args = append(args, "-ldflags=-s -w")
	}
	if o.Overlay != "" {
		args = append(args, "-overlay="+o.Overlay)
	}
	var tags []string
	if !o.RPC {
		tags = append(tags, "lambda.norpc")
	}
	if o.Text {
		tags = append(tags, "texttemplate")
	}
	if o.Tag != "" {
		tags = append(tags, o.Tag)
	}
	if tags != nil {
		args = append(args, "-tags="+strings.Join(tags, ","))
	}
	if o.Fresh == nil {
		return args, nil
	}
	// A flag that nobody has used before is one more way to compile. This one
	// makes the compiler write down how long it took.
	times, err := os.MkdirTemp(dir, "times")
	for _, p := range o.Fresh {
		args = append(args, "-gcflags="+p+"=-bench="+filepath.Join(times, "times"))
	}
	return args, err
}

// Command builds a command of the bench module, such as "budgets", with the build
// tags of the one that asks.
func Command(dir, name string) (string, error) {
	file := filepath.Join(dir, filepath.Base(name))
	args := []string{"build", "-o", file}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "-tags" {
				args = append(args, "-tags="+s.Value)
			}
		}
	}
	out, err := exec.Command("go", append(args, Module+"/"+name)...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", name, err, out)
	}
	return file, nil
}

// Size builds a program and is the size of its file.
func Size(dir, program string, o Options) (int, error) {
	file, err := Program(dir, program, o)
	if err != nil {
		return 0, err
	}
	info, err := os.Stat(file)
	if err != nil {
		return 0, err
	}
	return int(info.Size()), nil
}

// Loaded builds a program and is the size of what is loaded of its file: the file
// rounds each part up to a page, which has 64 KB on arm64.
func Loaded(dir, program string, o Options) (int, error) {
	file, err := Program(dir, program, o)
	if err != nil {
		return 0, err
	}
	f, err := elf.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	size := 0
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC != 0 && s.Type != elf.SHT_NOBITS {
			size += int(s.Size)
		}
	}
	return size, nil
}
