// Package build builds the programs of bench/programs.
package build

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Module is the import path of the bench module.
const Module = "github.com/tucuxi-go/tucuxi/bench"

// Options say how to build. The zero Options are those of a deployment:
// -trimpath -ldflags="-s -w", CGO_ENABLED=0, -tags lambda.norpc, for linux/amd64.
type Options struct {
	Arch    string // GOARCH
	RPC     bool   // without lambda.norpc: net/rpc is linked, which looks methods up by reflection
	Symbols bool   // keep the symbol table; nothing that is loaded changes
}

// Program builds a program into dir and is the path of its file.
func Program(dir, program string, o Options) (string, error) {
	if o.Arch == "" {
		o.Arch = "amd64"
	}
	file := filepath.Join(dir, fmt.Sprintf("%s-%s-%t-%t", program, o.Arch, o.RPC, o.Symbols))
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", file}
	if o.Symbols {
		args[3] = "-ldflags=-w"
	}
	if !o.RPC {
		args = append(args, "-tags=lambda.norpc")
	}
	cmd := exec.Command("go", append(args, Module+"/programs/"+program)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+o.Arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s: %w\n%s", program, err, out)
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
