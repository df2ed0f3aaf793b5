package build

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// Packages are those that a program is made of, as it is built for deployment.
func Packages(program string) ([]string, error) {
	cmd := exec.Command("go", "list", "-deps", "-tags=lambda.norpc", Module+"/programs/"+program)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	return strings.Fields(string(out)), nil
}

// CPU is what it takes to build a program when some of its packages are compiled
// anew, whatever is cached, and the others are cached.
func CPU(dir, program string, fresh []string) (time.Duration, error) {
	if _, err := Program(dir, program, Options{}); err != nil {
		return 0, err
	}
	var used time.Duration
	_, err := run(dir, program, Options{Fresh: fresh}, &used)
	return used, err
}
