package instructions

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// Each case is counted in blocks of some runs, of which the least counts: what
// happens once a second, such as a new date to sign, is in some of them only.
const (
	Blocks = 3
	Runs   = 2
)

// Case is whose instructions they are.
type Case struct{ Thing, Peer string }

// ErrMissing: there is no valgrind, or it cannot be asked to count.
var ErrMissing = errors.New("instructions are counted by valgrind, on amd64")

// Cost is the instructions of a run.
type Cost struct {
	Total    float64
	Packages map[string]float64 // what each package's own code takes of it
}

// Count is the cost of all cases of the suites calls, signing, endpoints and growth, or of
// one peer's alone if peer is set.
func Count(dir, peer string) (map[Case]Cost, error) {
	if _, err := exec.LookPath("valgrind"); err != nil || runtime.GOARCH != "amd64" {
		return nil, ErrMissing
	}
	file, err := build.Command(dir, "instructions/count")
	if err != nil {
		return nil, err
	}
	dumps, err := os.MkdirTemp(dir, "callgrind")
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dumps, "out")
	cmd := exec.Command("valgrind", "--tool=callgrind", "--instr-atstart=no", "--callgrind-out-file="+out, file, peer)
	// callgrind 3.19 loses count of nested signals, which preemption sends.
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=off", "GODEBUG=asyncpreemptoff=1")
	if text, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("valgrind: %w\n%s", err, text)
	}
	files, err := filepath.Glob(out + ".*")
	if err != nil {
		return nil, err
	}
	counts := map[Case]Cost{}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if c, n, ok := parse(content); ok {
			if old, seen := counts[c]; seen && old.Total <= n/Runs {
				continue
			}
			cost := Cost{n / Runs, packages(content)}
			for p := range cost.Packages {
				cost.Packages[p] /= Runs
			}
			counts[c] = cost
		}
	}
	if len(counts) == 0 {
		return nil, fmt.Errorf("valgrind wrote nothing of use in %d files", len(files))
	}
	return counts, nil
}

// Separator stands between thing and peer in the name of a dump.
const Separator = " by "

// parse reads the name and the total of a dump.
func parse(dump []byte) (c Case, n float64, ok bool) {
	lines := bufio.NewScanner(bytes.NewReader(dump))
	named := false
	for lines.Scan() {
		line := lines.Text()
		if name, found := strings.CutPrefix(line, "desc: Trigger: Client Request: "); found {
			c.Thing, c.Peer, named = strings.Cut(name, Separator)
		}
		if total, found := strings.CutPrefix(line, "totals: "); found && named {
			n, err := strconv.ParseFloat(strings.TrimSpace(total), 64)
			return c, n, err == nil
		}
	}
	return c, 0, false
}
