package lite_test

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/servicediscovery"
	"github.com/tucuxi-go/tucuxi/models/embed/stepfunctions"
)

// TestHostPrefix: services of JSON with host prefixes link what puts them there.
func TestHostPrefix(t *testing.T) {
	c, s := client(t, stepfunctions.Service, answer{status: 200, body: "{}"}, answer{status: 200, body: "{}"})
	arn := "arn:aws:states:eu-west-1:123456789012:stateMachine:m"
	if _, err := c.Call(t.Context(), stepfunctions.StartSyncExecution, lite.Map{"stateMachineArn": arn}); err != nil || s.sent[0].url != "https://sync-states.eu-west-1.amazonaws.com/" {
		t.Errorf("%v, %+v", err, s.sent)
	}
	if _, err := c.Call(t.Context(), stepfunctions.StartExecution, lite.Map{"stateMachineArn": arn}); err != nil || s.sent[1].url != "https://states.eu-west-1.amazonaws.com/" {
		t.Errorf("%v, %+v", err, s.sent)
	}
	c, s = client(t, servicediscovery.Service, answer{status: 200, body: "{}"})
	if _, err := c.Call(t.Context(), servicediscovery.DiscoverInstances, lite.Map{"NamespaceName": "n", "ServiceName": "s"}); err != nil || !strings.HasPrefix(s.sent[0].url, "https://data-servicediscovery.") {
		t.Errorf("%v, %+v", err, s.sent)
	}
}
