package startup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// Scenario is how processes run.
type Scenario struct {
	Name   string
	TLS    bool
	Procs  int     // GOMAXPROCS; 0 is not set
	Quota  float64 // of one CPU; 0 is no quota
	Rounds int
	// Valgrind counts instructions, and nothing else.
	Valgrind bool
	// Close makes the server close each connection after an answer, and Forget
	// keeps it from resuming sessions.
	Close, Forget bool
}

// Program is one to run.
type Program struct {
	Name  string // folder of bench/programs
	Event string // "": user-1
	Row   string // what tables call it; "": Name
	Again bool   // invoke the handler twice
	Roots Roots
}

// Roots is what a program of Tucuxi's trusts over TLS. Others trust the system's
// bundle, which has the chain's root in any case.
type Roots int

const (
	Preferred Roots = iota // the chain's root is one of the preferred roots
	Other                  // it is not: the system's bundle is read after the first handshake
	Named                  // SSL_CERT_FILE names the bundle: nothing else counts
)

// Figures are what a program took in a scenario: medians over all rounds, of the
// instructions the least.
type Figures struct {
	Main         float64 // ms from start to main
	Request      float64 // ms from start to the first signed request at the server
	Answer       float64 // ms from start to the answer
	CPU          float64 // ms, user and system
	Faults       float64 // page faults
	Peak         float64 // bytes of memory at most
	Heap         float64 // bytes at the answer
	Allocated    float64 // bytes
	Mallocs      float64
	Instructions float64
}

// Result is the figures of a scenario by row, or why there are none.
type Result struct {
	Scenario Scenario
	Figures  map[string]Figures
	Missing  string
}

// Task is what the command inside reads, and Result's what it writes, as JSON.
type Task struct {
	Certificate, Key, Bundle string // files
	Programs                 []TaskProgram
	Scenarios                []Scenario
}

// TaskProgram is a program with its binary.
type TaskProgram struct {
	Program
	File string
	TLS  string // the binary with the other preferred roots
}

// Names of AWS that lead to loopback inside.
const (
	Database = "dynamodb.us-east-1.amazonaws.com"
	Store    = "s3.us-east-1.amazonaws.com"
	Bucket   = "orders." + Store
	// Elsewhere is for minio-go, which drops the port of a name of AWS.
	Elsewhere = "store.example"
)

// Measure builds the programs into dir and runs them in the scenarios.
func Measure(dir string, programs []Program, scenarios []Scenario) ([]Result, error) {
	task := Task{Scenarios: scenarios}
	own, err := os.MkdirTemp(dir, "authorities") // each measurement has its roots, and programs that prefer them
	if err != nil {
		return nil, err
	}
	overlay, err := authorities(own, &task)
	if err != nil {
		return nil, err
	}
	encrypted := false
	for _, s := range scenarios {
		encrypted = encrypted || s.TLS
	}
	for _, p := range programs {
		if p.Event == "" {
			p.Event = "user-1"
		}
		if p.Row == "" {
			p.Row = p.Name
		}
		t := TaskProgram{Program: p}
		if t.File, err = build.Program(dir, p.Name, build.Options{Arch: "host"}); err != nil {
			return nil, err
		}
		t.TLS = t.File
		if encrypted && strings.HasPrefix(p.Name, "tucuxi-") && p.Roots == Preferred {
			if t.TLS, err = build.Program(dir, p.Name, build.Options{Arch: "host", Overlay: overlay}); err != nil {
				return nil, err
			}
		}
		task.Programs = append(task.Programs, t)
	}
	return inside(dir, task)
}

// inside runs the command of that name in a mount namespace. Where none can be
// made, it runs outside and leaves out what needs one.
func inside(dir string, task Task) ([]Result, error) {
	file, err := build.Command(dir, "startup/inside")
	if err != nil {
		return nil, err
	}
	input, err := json.Marshal(task)
	if err != nil {
		return nil, err
	}
	attr := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		attr.Cloneflags |= syscall.CLONE_NEWUSER
		attr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}}
		attr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}}
	}
	output, err := run(file, input, attr, "namespace")
	if err != nil && output == nil {
		output, err = run(file, input, nil)
	}
	if err != nil {
		return nil, err
	}
	var results []Result
	if err := json.Unmarshal(output, &results); err != nil {
		return nil, fmt.Errorf("startup: %w", err)
	}
	return results, nil
}

// run gives no output if the process could not be started.
func run(file string, input []byte, attr *syscall.SysProcAttr, args ...string) ([]byte, error) {
	cmd := exec.Command(file, args...)
	cmd.Dir, cmd.SysProcAttr = filepath.Dir(file), attr
	var out bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &out, os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	if err := cmd.Wait(); err != nil {
		return []byte{}, fmt.Errorf("startup: inside: %w", err)
	}
	return out.Bytes(), nil
}
