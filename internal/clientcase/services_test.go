package clientcase

import "testing"

func TestConformanceServices(t *testing.T) {
	Run(t, Suite{File: "service-customizations/client-cases.json", Exclude: map[string]string{
		"test_generic_query_compatibility":    "the case's model lacks awsQueryCompatible, without which Smithy gives x-amzn-query-error no meaning",
		"test_user_agent_has_cbor_feature_id": "sends the member's locationName, which the protocol does not have: Smithy RPC v2 CBOR writes member names",
	}})
}

// TestExtras: every service finds its protocol and the Extra that the generator
// names.
func TestExtras(t *testing.T) {
	extras := 0
	for name, bin := range library() {
		s, err := serviceOf(bin)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if s.Extra != nil {
			extras++
		}
	}
	if extras < 17 {
		t.Errorf("only %d services have an Extra", extras)
	}
}
