package ec2query

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestConformanceInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/input/ec2.json", nil)
}

func TestConformanceOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/output/ec2.json", nil)
}

func TestConformanceLegacyInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/legacy/input/ec2.json", nil)
}

func TestConformanceLegacyOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/legacy/output/ec2.json", nil)
}
