package lite_test

import (
	"context"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds/chain"
	"github.com/tucuxi-go/tucuxi/creds/container"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// In a Lambda function the credentials come from variables, and neither a file nor
// an endpoint is touched that others come from: the files are pipes that nobody
// writes to, so that who opens one waits for ever, and the endpoints are a listener.
func TestLambdaTouchesNothing(t *testing.T) {
	hideEnvironment(t)
	home := t.TempDir()
	t.Setenv("HOME", home)
	for i, name := range []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CA_BUNDLE"} {
		pipe := filepath.Join(home, string(rune('a'+i)))
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv(name, pipe)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			t.Error("an endpoint was asked for credentials")
			c.Close()
		}
	}()
	t.Setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://"+listener.Addr().String())
	t.Setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://"+listener.Addr().String())
	for name, value := range map[string]string{
		"AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023", "AWS_REGION": "eu-west-1", "AWS_DEFAULTS_MODE": "auto",
		"AWS_ACCESS_KEY_ID": "ASIALAMBDA", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token",
	} {
		t.Setenv(name, value)
	}
	for name, c := range map[string]lite.Config{
		"alone": {}, "with the container": container.Config(lite.Config{}), "with the chain": {Credentials: chain.Source{}},
	} {
		s := &stub{answers: []answer{{status: 200, body: "{}"}}}
		c.Transport = s
		done := make(chan error, 1)
		go func() {
			_, err := lite.New(sqs.Service, c).Call(context.Background(), sqs.ListQueues, nil)
			done <- err
		}()
		select {
		case err := <-done:
			if err != nil || !strings.Contains(s.sent[0].header["authorization"], "Credential=ASIALAMBDA/") || s.sent[0].header["x-amz-security-token"] != "token" {
				t.Errorf("%s: %v, %+v", name, err, s.sent)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s: a file was opened", name)
		}
	}
}
