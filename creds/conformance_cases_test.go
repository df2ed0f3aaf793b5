package creds

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// Why a case is not run here. Those that need another source are run in package
// chain, which has them all.
const (
	needsFiles    = "needs the shared config and credentials files"
	needsProcess  = "needs the credential_process source"
	needsRole     = "needs the assume-role source (STS)"
	needsIdentity = "needs the web identity source (STS)"
	needsSSO      = "needs the SSO source"
	needsIMDS     = "needs the instance metadata source"
	ownArgument   = "merges headers that are an argument of botocore's fetcher; Container has none"
	tokenOrder    = "botocore prefers AWS_SECURITY_TOKEN; the other SDKs prefer AWS_SESSION_TOKEN, and so do we"
)

// excluded holds the cases that are not run: by suite and id, with the reason. A
// name that ends in * stands for all that begin so.
func excluded(suite string) map[string]string {
	switch suite {
	case "container-flows":
		return map[string]string{"TestContainerMetadataFetcher.test_can_specify_extra_headers_are_merged": ownArgument}
	case "profile-and-environment":
		return map[string]string{
			"environment: AWS_SESSION_TOKEN and AWS_SECURITY_TOKEN":  tokenOrder,
			"environment: empty values count as absent":              needsFiles,
			"explicit profile wins over environment keys":            needsFiles,
			"AWS_PROFILE picks the profile":                          needsFiles,
			"missing profile":                                        needsFiles,
			"credentials file*":                                      needsFiles,
			"config file*":                                           needsFiles,
			"static keys in the credentials file win over a process": needsProcess,
			"process*":      needsProcess,
			"assume role*":  needsRole,
			"sts endpoint*": needsRole,
			"web identity*": needsIdentity,
			"sso*":          needsSSO,
		}
	case "default-credential-provider-chain":
		return map[string]string{
			"e2e_fips_and_dual_stack_sso": needsSSO,
			"sso_*":                       needsSSO,
			"ecs_assume_role":             needsRole,
			"environment_variables_blank": needsFiles,
			"profile_*":                   needsFiles,
			"imds_*":                      needsIMDS,
			"web_identity_*":              needsIdentity,
		}
	}
	return nil
}

// tally runs the cases that are not excluded, fails for exclusions that fit no
// case, and logs the counts.
type tally struct {
	excluded map[string]string
	used     map[string]bool
	ran      int
	left     map[string]int // by reason
}

func newTally(suite string) *tally {
	return &tally{excluded: excluded(suite), used: map[string]bool{}, left: map[string]int{}}
}

func (y *tally) run(t *testing.T, id string, f func(t *testing.T)) {
	for pattern, reason := range y.excluded {
		prefix, many := strings.CutSuffix(pattern, "*")
		if id == pattern || many && strings.HasPrefix(id, prefix) {
			y.used[pattern] = true
			y.left[reason]++
			return
		}
	}
	y.ran++
	t.Run(id, f)
}

func (y *tally) report(t *testing.T, total int) {
	t.Helper()
	for pattern := range y.excluded {
		if !y.used[pattern] {
			t.Errorf("the exclusion %q fits no case", pattern)
		}
	}
	t.Logf("%d cases, %d run, %d excluded", total, y.ran, total-y.ran)
	for _, reason := range slices.Sorted(maps.Keys(y.left)) {
		t.Logf("%4d excluded: %s", y.left[reason], reason)
	}
	if total == 0 || y.ran == 0 {
		t.Error("nothing was run")
	}
}
