package restjson_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
)

// One case: go test -run 'TestConformanceRestJSONInput/.*/RestJsonJsonEnums'

func TestConformanceRestJSONInput(t *testing.T) {
	wiretest.Input(t, &restjson.Protocol, "protocols/input/rest-json.json", nil)
}

func TestConformanceRestJSONLegacyInput(t *testing.T) {
	wiretest.Input(t, &restjson.Protocol, "protocols/legacy/input/rest-json.json", map[string]string{
		"List in header/1": "wants no header for an empty list; the newer suite (RestJsonNullAndEmptyHeaders) wants an empty one",
	})
}

func TestConformanceRestJSONOutput(t *testing.T) {
	wiretest.Output(t, &restjson.Protocol, "protocols/output/rest-json.json", nil)
}

func TestConformanceRestJSONLegacyOutput(t *testing.T) {
	wiretest.Output(t, &restjson.Protocol, "protocols/legacy/output/rest-json.json", nil)
}
