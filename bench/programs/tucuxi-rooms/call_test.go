//go:build !rooms_wire && !rooms_sign

package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestCall: the program's call works, and what is no answer is an error.
func TestCall(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		scope, _, _ := strings.Cut(r.Header.Get("Authorization"), ", Signature=")
		switch {
		case r.Header.Get("X-Amz-Target") != "DynamoDB_20120810.GetItem",
			!strings.HasPrefix(scope, "AWS4-HMAC-SHA256 Credential=AKID/") || !strings.Contains(scope, "/us-east-1/dynamodb/aws4_request, SignedHeaders=content-type;host;x-amz-date;"),
			string(body) == "":
			t.Errorf("%v %s", r.Header, body)
		case string(body) == `{"TableName":"t","Key":{"id":{"S":"user-1"}}}`:
			io.WriteString(w, `{"Item":{"name":{"S":"Ada"}}}`)
		default:
			w.WriteHeader(http.StatusBadRequest)
			io.WriteString(w, `{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}`)
		}
	}))
	defer server.Close()
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "AKID", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token",
	} {
		t.Setenv(name, value)
	}
	if out, err := call(context.Background(), []byte("user-1")); string(out) != `{"Item":{"name":{"S":"Ada"}}}` || err != nil {
		t.Errorf("%s, %v", out, err)
	}
	if out, err := call(context.Background(), []byte("user-2")); out != nil || err == nil || err.Error() != "ResourceNotFoundException: no table" {
		t.Errorf("%s, %v", out, err)
	}
}
