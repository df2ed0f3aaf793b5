//go:build unix

package faults

import (
	"bufio"
	"crypto/tls"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// TestThaw stops a process between two calls, as Lambda freezes functions, and
// lets it run on when the server has closed its connections: the calls after that
// go out at once, before anything in the process has looked at a connection.
func TestThaw(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	rounds := 8
	if full {
		rounds = 60
	}
	for name, config := range map[string]*tls.Config{"tcp": nil, "tls": &certificate} {
		t.Run(name, func(t *testing.T) {
			s, v := serving(t, config)
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), childURL+"="+s.URL)
			out, err := cmd.StdoutPipe()
			if err == nil {
				err = cmd.Start()
			}
			if err != nil {
				t.Fatal(err)
			}
			defer cmd.Wait()
			defer cmd.Process.Kill()
			lines := bufio.NewScanner(out)
			for i := range rounds {
				if !lines.Scan() || lines.Text() != "<nil>" {
					t.Errorf("call %d: %s", i, lines.Text())
				}
				if n := v.Message(strconv.Itoa(i)); n != 1 {
					t.Errorf("call %d: executed %d times", i, n)
				}
				time.Sleep(10 * time.Millisecond)
				cmd.Process.Signal(syscall.SIGSTOP)
				time.Sleep(100 * time.Millisecond)
				if n := s.CloseIdle(i%2 == 1); n == 0 {
					t.Errorf("call %d: no connection was idle", i)
				}
				time.Sleep(100 * time.Millisecond)
				cmd.Process.Signal(syscall.SIGCONT)
			}
		})
	}
}
