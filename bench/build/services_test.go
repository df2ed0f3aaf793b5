package build

import (
	"bytes"
	"os"
	"testing"
)

// TestAllServices checks that tucuxi-all has every service.
func TestAllServices(t *testing.T) {
	want, err := AllServices()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../programs/tucuxi-all/services.go")
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("services.go is not what go generate ./bench/programs/tucuxi-all makes (%v)", err)
	}
	if n := bytes.Count(got, []byte(".Service,\n")); n < 400 {
		t.Errorf("%d services", n)
	}
}
