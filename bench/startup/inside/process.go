package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	report "github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/bench/startup"
)

// longest is when a process hangs.
const longest = 60 * time.Second

// environment is that of a Lambda function.
func environment(p *startup.TaskProgram, s *startup.Scenario, endpoint string) []string {
	env := []string{
		"AWS_REGION=us-east-1", "AWS_DEFAULT_REGION=us-east-1",
		"AWS_ACCESS_KEY_ID=AKIDEXAMPLEAKIDEXAMP", "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "AWS_SESSION_TOKEN=" + token,
		"AWS_LAMBDA_FUNCTION_NAME=bench", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE=128", "AWS_LAMBDA_FUNCTION_VERSION=$LATEST",
		"AWS_EXECUTION_ENV=AWS_Lambda_provided.al2023", "LAMBDA_TASK_ROOT=/var/task", "PATH=/usr/local/bin:/usr/bin:/bin", "TZ=:UTC",
		"AWS_ENDPOINT_URL=" + endpoint, report.Event + "=" + p.Event,
	}
	if p.Again {
		env = append(env, report.Again+"=1")
	}
	if s.TLS && p.Roots == startup.Named {
		env = append(env, "SSL_CERT_FILE="+bundle, "SSL_CERT_DIR=/nowhere")
	}
	if s.Procs > 0 {
		env = append(env, "GOMAXPROCS="+strconv.Itoa(s.Procs))
	}
	return env
}

// once runs a process.
func once(p *startup.TaskProgram, s *startup.Scenario, server *server, q *quota) (f startup.Figures, err error) {
	file, args := p.File, []string(nil)
	if s.TLS {
		file = p.TLS
	}
	if s.Valgrind {
		file, args = "valgrind", append(valgrindArgs, file)
	}
	cmd := exec.Command(file, args...)
	cmd.Env = environment(p, s, server.endpoint(p.Name))
	if lib := os.Getenv("VALGRIND_LIB"); s.Valgrind && lib != "" { // where valgrind was unpacked
		cmd.Env = append(cmd.Env, "VALGRIND_LIB="+lib)
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	server.first.Store(0)
	began := time.Now().UnixNano()
	if err := q.start(cmd); err != nil {
		return f, err
	}
	timer := time.AfterFunc(longest, func() { cmd.Process.Kill() })
	err = cmd.Wait()
	timer.Stop()
	r, ok := report.Parse(out.Bytes())
	first := server.first.Load()
	if err != nil || !ok {
		return f, fmt.Errorf("%v\n%s%s", err, out.Bytes(), errs.Bytes())
	}
	if s.Valgrind {
		f.Instructions, err = counted(errs.Bytes())
		return f, err
	}
	if first > 0 { // base sends none
		f.Request = float64(first-began) / 1e6
	}
	f.Main, f.Answer = float64(r[report.Main]-began)/1e6, float64(r[report.Answer]-began)/1e6
	f.CPU = float64(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()) / 1e6
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		f.Faults = float64(usage.Minflt + usage.Majflt)
	}
	f.Peak, f.Heap = float64(r[report.Peak]), float64(r[report.Heap])
	f.Allocated, f.Mallocs = float64(r[report.Allocated]), float64(r[report.Mallocs])
	return f, nil
}
