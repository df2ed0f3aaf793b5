package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	handlerPackage = "github.com/tucuxi-go/tucuxi/examples/lambda"
	functionName   = "orders"
	region         = "eu-west-1"
)

// made-up credentials, for the function and for this command.
var credentials = []string{
	"AWS_ACCESS_KEY_ID=ASIALOCALEXAMPLE",
	"AWS_SECRET_ACCESS_KEY=local-secret-of-no-account",
	"AWS_SESSION_TOKEN=local-session-token",
}

// buildFunction builds the function as it is deployed, but for this machine.
func buildFunction(ctx context.Context, dir string) (binary string, err error) {
	binary = filepath.Join(dir, "bootstrap")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags=-s -w", "-o", binary, handlerPackage)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return binary, nil
}

// packageFolder is where the function's source is, and its testdata.
func packageFolder(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", handlerPackage).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w\n%s", err, exit.Stderr)
		}
		return "", fmt.Errorf("go list %s: %w", handlerPackage, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// function is the running child process.
type function struct {
	cmd    *exec.Cmd
	log    tail
	exited chan struct{}
	err    error // why it ended; read it after exited is closed
}

// startFunction starts binary with the variables of a Lambda environment and
// nothing of this process's.
//
// Source: Lambda Developer Guide, "Working with Lambda environment variables",
// "Defined runtime environment variables".
func startFunction(binary, runtimeAPI, endpoint string, settings []string) (*function, error) {
	f := &function{cmd: exec.Command(binary), exited: make(chan struct{})}
	f.cmd.Dir = filepath.Dir(binary)
	f.cmd.Env = append(append([]string{
		"AWS_LAMBDA_RUNTIME_API=" + runtimeAPI,
		"AWS_LAMBDA_FUNCTION_NAME=" + functionName,
		"AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128",
		"AWS_LAMBDA_INITIALIZATION_TYPE=on-demand",
		"AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/" + functionName,
		"AWS_LAMBDA_LOG_STREAM_NAME=2025/11/22/[$LATEST]0123456789abcdef0123456789abcdef",
		"AWS_REGION=" + region,
		"AWS_DEFAULT_REGION=" + region,
		"LAMBDA_TASK_ROOT=" + f.cmd.Dir,
		"LAMBDA_RUNTIME_DIR=/var/runtime",
		"_HANDLER=bootstrap",
		"TZ=:UTC",
		"LANG=en_US.UTF-8",
		"AWS_ENDPOINT_URL=" + endpoint,
		"ORDERS_MEASURE=1",
	}, credentials...), settings...)
	f.cmd.Stdout, f.cmd.Stderr = &f.log, &f.log
	f.cmd.WaitDelay = 2 * time.Second
	if err := f.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		f.err = f.cmd.Wait()
		close(f.exited)
	}()
	return f, nil
}

// stop ends the process: SIGTERM, and SIGKILL when that is not enough.
func (f *function) stop() {
	f.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-f.exited:
	case <-time.After(2 * time.Second):
		f.cmd.Process.Kill()
		<-f.exited
	}
}

// tail keeps the end of what is written to it.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	const keep = 8 << 10
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if over := len(t.buf) - keep; over > 0 {
		t.buf = bytes.Clone(t.buf[over:])
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.buf)
}
