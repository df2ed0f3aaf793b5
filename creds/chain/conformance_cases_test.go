package chain

import (
	"maps"
	"slices"
	"testing"
)

// Why a case is not run.
const (
	noShell    = "credential_process is run without a shell, as in botocore; the case pipes through one"
	tokenOrder = "botocore prefers AWS_SECURITY_TOKEN; the other SDKs prefer AWS_SESSION_TOKEN, and so do we"
)

// excluded holds the cases that are not run: by suite and id, with the reason.
func excluded(suite string) map[string]string {
	switch suite {
	case "profile-provider":
		return map[string]string{"credential_process": noShell}
	case "profile-and-environment":
		return map[string]string{"environment: AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN": tokenOrder}
	}
	return nil
}

// tally runs the cases that are not excluded, fails for exclusions that fit no
// case, and logs the counts.
type tally struct {
	excluded, used map[string]string
	ran            int
}

func newTally(suite string) *tally {
	return &tally{excluded: excluded(suite), used: map[string]string{}}
}

func (y *tally) run(t *testing.T, id string, f func(t *testing.T)) {
	if reason, ok := y.excluded[id]; ok {
		y.used[id] = reason
		return
	}
	y.ran++
	t.Run(id, f)
}

func (y *tally) report(t *testing.T, total int) {
	t.Helper()
	t.Logf("%d cases, %d run, %d excluded", total, y.ran, total-y.ran)
	for _, id := range slices.Sorted(maps.Keys(y.used)) {
		t.Logf("excluded: %s: %s", id, y.used[id])
	}
	if len(y.used) != len(y.excluded) || y.ran == 0 {
		t.Errorf("%d run; %d exclusions, %d fit a case", y.ran, len(y.excluded), len(y.used))
	}
}
