package roundtrip

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/build"
)

// Load is what a client does, as JSON on its standard input.
type Load struct {
	Peer       string // "tucuxi", "floor", "v2", "minio", …
	Goroutines int
	Duration   time.Duration // how long; 0: until Calls are made
	Calls      int
	Samples    int // of heap and goroutines on the way
	Address    string
}

// Result is what it took.
type Result struct {
	Calls      int
	Wall       time.Duration
	CPU        time.Duration
	Allocs     float64 // per call
	Bytes      float64 // per call
	P50        time.Duration
	P99        time.Duration
	P999       time.Duration
	Heap       []int64 // live bytes, after a collection, at each sample
	Goroutines []int
}

// PerSecond is the throughput.
func (r *Result) PerSecond() float64 { return float64(r.Calls) / r.Wall.Seconds() }

// Micros is the CPU of a call in microseconds.
func (r *Result) Micros() float64 { return float64(r.CPU.Nanoseconds()) / 1e3 / float64(r.Calls) }

// Bench is a server that runs, and the client's binary.
type Bench struct {
	address string
	client  string
	server  *exec.Cmd
	stdin   io.Closer
}

// Start builds both and starts the server. The caller must call Close.
func Start(dir string) (*Bench, error) {
	server, err := build.Command(dir, "roundtrip/server")
	if err != nil {
		return nil, err
	}
	client, err := build.Command(dir, "roundtrip/client")
	if err != nil {
		return nil, err
	}
	b := &Bench{client: client, server: exec.Command(server)}
	b.server.Stderr = os.Stderr
	if b.stdin, err = b.server.StdinPipe(); err != nil { // it ends when this does
		return nil, err
	}
	out, err := b.server.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := startOn(1, b.server); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Close()
		return nil, fmt.Errorf("roundtrip: the server does not serve: %w", err)
	}
	b.address = strings.TrimSpace(line)
	return b, nil
}

// Close ends the server.
func (b *Bench) Close() error {
	b.stdin.Close()
	return b.server.Wait()
}

// Run runs a client.
func (b *Bench) Run(l Load) (Result, error) {
	l.Address = b.address
	var r Result
	input, err := json.Marshal(l)
	if err != nil {
		return r, err
	}
	cmd := exec.Command(b.client)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(input)), os.Stderr
	cmd.Env = []string{"AWS_REGION=us-east-1"}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return r, err
	}
	if err := startOn(0, cmd); err != nil {
		return r, err
	}
	decoded := json.NewDecoder(out).Decode(&r)
	if err := cmd.Wait(); err != nil {
		return r, fmt.Errorf("roundtrip: %s: %w", l.Peer, err)
	}
	return r, decoded
}
