package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// period is how often a quota begins anew, in microseconds: that of Lambda.
const period = 20_000

// quota is a control group that processes start in. The zero quota is none.
type quota struct {
	dir    string // "": none
	second bool   // version 2 of control groups
	home   string // of version 1: the tasks that the thread goes back to
}

const (
	root1 = "/sys/fs/cgroup/cpu"
	root2 = "/sys/fs/cgroup"
)

// newQuota makes a control group with a share of one CPU.
func newQuota(share float64) (*quota, error) {
	if share == 0 {
		return &quota{}, nil
	}
	micros := strconv.Itoa(int(share * period))
	name := "tucuxi-bench-" + strconv.Itoa(os.Getpid())
	q := &quota{dir: filepath.Join(root1, name), home: filepath.Join(root1, "tasks")}
	limits := [][2]string{{"cpu.cfs_period_us", strconv.Itoa(period)}, {"cpu.cfs_quota_us", micros}}
	if _, err := os.Stat(filepath.Join(root2, "cgroup.controllers")); err == nil {
		q = &quota{dir: filepath.Join(root2, name), second: true}
		limits = [][2]string{{"cpu.max", micros + " " + strconv.Itoa(period)}}
	}
	if err := os.Mkdir(q.dir, 0o755); err != nil {
		return nil, fmt.Errorf("no control group can be made here: %w", err)
	}
	for _, l := range limits {
		if err := os.WriteFile(filepath.Join(q.dir, l[0]), []byte(l[1]), 0o644); err != nil {
			q.close()
			return nil, fmt.Errorf("no quota of CPU can be set here: %w", err)
		}
	}
	return q, nil
}

// start starts a process in the group.
func (q *quota) start(cmd *exec.Cmd) error {
	switch {
	case q.dir == "":
		return cmd.Start()
	case q.second:
		dir, err := os.Open(q.dir)
		if err != nil {
			return err
		}
		defer dir.Close()
		cmd.SysProcAttr = &syscall.SysProcAttr{UseCgroupFD: true, CgroupFD: int(dir.Fd())}
		return cmd.Start()
	}
	// A process is born where the thread is that makes it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	thread := []byte(strconv.Itoa(syscall.Gettid()))
	if err := os.WriteFile(filepath.Join(q.dir, "tasks"), thread, 0o644); err != nil {
		return err
	}
	err := cmd.Start()
	return errors.Join(err, os.WriteFile(q.home, thread, 0o644))
}

// effect says why the quota was none, "" if it slowed processes down.
func (q *quota) effect() string {
	if q.dir == "" {
		return ""
	}
	stat, err := os.ReadFile(filepath.Join(q.dir, "cpu.stat"))
	if err != nil {
		return err.Error()
	}
	for line := range strings.Lines(string(stat)) {
		if n, ok := strings.CutPrefix(strings.TrimSpace(line), "nr_throttled "); ok && n != "0" {
			return ""
		}
	}
	return "the quota that was set for a control group slowed nothing down: this kernel does not keep it"
}

func (q *quota) close() {
	if q.dir != "" {
		os.Remove(q.dir)
	}
}
