package lite_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
)

// TestErrorsRedact: what a service repeats of the request's secrets is in no
// error, whatever its protocol.
func TestErrorsRedact(t *testing.T) {
	const token, key = "FwoGZXIvYXdzEXAMPLE/SESSION+TOKEN==", "0123456789abcdef0123456789abcdef"
	for name, tt := range map[string]struct {
		service lite.Service
		op      lite.Operation
		params  lite.Map
		body    string
	}{
		"json": {dynamodb.Service, dynamodb.ListTables, nil,
			`{"__type":"InvalidSignatureException","message":"The Canonical String should have been\n'x-amz-security-token:` + token + `\n\nhost;x-amz-security-token'"}`},
		"xml": {s3.Service, s3.GetObject, lite.Map{"Bucket": "orders", "Key": "k", "SSECustomerAlgorithm": "AES256", "SSECustomerKey": key},
			`<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><CanonicalRequest>x-amz-security-token:` + token +
				` x-amz-server-side-encryption-customer-key:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=</CanonicalRequest></Error>`},
	} {
		s := &stub{answers: []answer{{status: 403, body: tt.body}}}
		cfg := config(s)
		cfg.Credentials = creds.Static("AKIDEXAMPLE", "secret", token)
		_, err := lite.New(tt.service, cfg).Call(t.Context(), tt.op, tt.params)
		e, ok := errors.AsType[*lite.Error](err)
		if !ok {
			t.Fatalf("%s: %v", name, err)
		}
		text := fmt.Sprintf("%v %+v %s", err, *e, lite.Detail(err, "CanonicalRequest"))
		if strings.Contains(text, token) || strings.Contains(text, "MDEyMzQ1Njc4OWFi") {
			t.Errorf("%s: %s", name, text)
		}
		if name == "json" && !strings.Contains(e.Message, "x-amz-security-token:REDACTED\n") {
			t.Errorf("%s: %s", name, e.Message)
		}
	}
}
