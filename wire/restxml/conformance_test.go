package restxml

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// One case: go test -run 'TestConformanceInput/.*/XmlLists$' ./wire/restxml

func TestConformanceInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/input/rest-xml.json", nil)
}

func TestConformanceOutput(t *testing.T) {
	wiretest.Output(t, &Protocol, "protocols/output/rest-xml.json", nil)
}

func TestConformanceLegacyInput(t *testing.T) {
	wiretest.Input(t, &Protocol, "protocols/legacy/input/rest-xml.json", map[string]string{
		"List in header/1": "wants no header for an empty list; the newer suite (NullAndEmptyHeaders) wants an empty one",
	})
}

func TestConformanceLegacyOutput(t *testing.T) {
	const events = "event streams are read apart from the response"
	wiretest.Output(t, &Protocol, "protocols/legacy/output/rest-xml.json", map[string]string{
		"REST XML Event Stream/0": events,
		"REST XML Event Stream/1": events,
		"REST XML Event Stream/2": events,
	})
}
