package lite_test

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
)

// TestLostConnections: errors that say nothing of the cause are put into words.
func TestLostConnections(t *testing.T) {
	for _, cause := range []error{io.EOF, io.ErrUnexpectedEOF, &net.OpError{Op: "write", Net: "tcp", Err: net.ErrClosed}} {
		cfg := config(nil)
		cfg.RetryMode = lite.RetryOff
		cfg.Transport = lite.HTTPTransport(roundTrip(func(*http.Request) (*http.Response, error) { return nil, cause }))
		_, err := lite.New(sqs.Service, cfg).Call(t.Context(), sqs.ListQueues, nil)
		if err == nil || !strings.Contains(err.Error(), "the service closed the connection before it answered") {
			t.Errorf("%v: %v", cause, err)
		}
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("%v: the cause is hidden", cause)
		}
	}
}
