package chain

import (
	"strings"
	"testing"
)

// Where a case is run otherwise than it stands, and why.
const (
	// A credential_process is run without a shell, as in botocore, and this case
	// pipes through one: it names the shell here.
	pipes = "credential_process"

	// Botocore prefers AWS_SECURITY_TOKEN, which no other SDK does: who exports a
	// session's keys sets AWS_SESSION_TOKEN, and an older name that is still about
	// would spoil them. The case has the other token here.
	twoTokens = "environment: AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN"
)

// inShell is a config file whose credential_process names the shell.
func inShell(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if command, ok := strings.CutPrefix(line, "credential_process = "); ok {
			lines[i] = `credential_process = sh -c "` + command + `"`
		}
	}
	return strings.Join(lines, "\n")
}

// tally runs cases and logs how many.
type tally struct{ ran int }

func (y *tally) run(t *testing.T, id string, f func(t *testing.T)) {
	y.ran++
	t.Run(id, f)
}

func (y *tally) report(t *testing.T, total int) {
	t.Helper()
	if t.Logf("%d cases, %d run", total, y.ran); y.ran != total || total == 0 {
		t.Error("not all cases were run")
	}
}
