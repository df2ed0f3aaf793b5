package query

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

func TestConformanceInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/input/query.json", nil)
}

func TestConformanceOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/output/query.json", nil)
}

func TestConformanceLegacyInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/legacy/input/query.json", nil)
}

func TestConformanceLegacyOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/legacy/output/query.json", nil)
}
