package main

import "testing"

// lambdaBudget is what finding credentials in a Lambda function may add to a
// program, in bytes.
const lambdaBudget = 40 << 10

func TestLambdaPathBudget(t *testing.T) {
	for _, arch := range []string{"amd64", "arm64"} {
		size, err := lambdaPath(t.TempDir(), arch)
		if err != nil {
			t.Fatal(err)
		}
		if t.Logf("%s: %d bytes over base", arch, size); size >= lambdaBudget {
			t.Errorf("%s: %d bytes over base, the budget is %d", arch, size, lambdaBudget)
		}
	}
}
