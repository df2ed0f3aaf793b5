package differential

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// question is a case for reference.py.
type question struct {
	Service   string            `json:"service"`
	Operation string            `json:"operation"`
	Params    any               `json:"params"`
	Status    int               `json:"status"`
	Headers   map[string]string `json:"headers"`
	Body      []byte            `json:"body"`
}

// reply is what botocore sent, and what it understood.
type reply struct {
	Method, URL string
	Headers     map[string]string
	Body        []byte
	Parsed      any
	Error       string
}

// reference is a Python process that runs botocore.
type reference struct {
	in  io.WriteCloser
	out *bufio.Reader
}

func startReference(t *testing.T) *reference {
	t.Helper()
	python := os.Getenv("TUCUXI_BOTOCORE_PYTHON")
	cmd := exec.Command(python, filepath.Join(testkit.Root(t), "internal", "differential", "testdata", "reference.py"))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := cmd.Wait(); err != nil {
			t.Errorf("reference.py: %v", err)
		}
	})
	return &reference{in, bufio.NewReaderSize(out, 1<<20)}
}

// ask writes a question, answer reads its reply: between the two, both sides work.
func (r *reference) ask(q question) error {
	q.Params = shown(q.Params)
	line, err := json.Marshal(q)
	if err != nil {
		return err
	}
	_, err = r.in.Write(append(line, '\n'))
	return err
}

func (r *reference) answer() (a reply, err error) {
	line, err := r.out.ReadBytes('\n')
	if err != nil {
		return a, err
	}
	err = json.Unmarshal(line, &a)
	return a, err
}

// shown is a value in the notation of reference.py: what JSON has, bytes as
// {"$b": base64}, times as {"$t": seconds}; numbers are float64, as those of
// decoded JSON are. Members that are nil are left out.
func shown(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for name, x := range v {
			if x != nil {
				m[name] = shown(x)
			}
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = shown(v[i])
		}
		return list
	case []byte:
		return map[string]any{"$b": base64.StdEncoding.EncodeToString(v)}
	case time.Time:
		return map[string]any{"$t": float64(v.UnixMicro()) / 1e6}
	case int64:
		return float64(v)
	}
	return v
}
