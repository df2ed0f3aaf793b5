package awsjson_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// One case: go test -run 'TestConformanceJSONInput/.*/AwsJson11Enums'

func TestConformanceJSONInput(t *testing.T) {
	for _, file := range []string{
		"protocols/input/json.json",
		"protocols/input/json_1_0.json",
		"protocols/input/json_1_0-query-compatible.json",
		"protocols/legacy/input/json.json",
	} {
		t.Run(file, func(t *testing.T) { wiretest.Input(t, &awsjson.Protocol, file, nil) })
	}
}

func TestConformanceJSONOutput(t *testing.T) {
	for file, exclude := range map[string]map[string]string{
		"protocols/output/json.json":                      nil,
		"protocols/output/json_1_0.json":                  nil,
		"protocols/output/json_1_0-query-compatible.json": nil,
		"protocols/legacy/output/json.json": {
			"RPC JSON Event Stream/0": "event streams are not read by the protocol",
		},
	} {
		t.Run(file, func(t *testing.T) { wiretest.Output(t, &awsjson.Protocol, file, exclude) })
	}
}
