package lite_test

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
)

// TestNoQueries: a service whose URLs have queries needs what signs them, and then
// the call is signed.
func TestNoQueries(t *testing.T) {
	for _, without := range []bool{false, true} {
		service, s := lambda.Service, &stub{answers: []answer{{status: 200, body: "{}"}}}
		if without {
			service.Queries = nil
		}
		_, err := lite.New(service, config(s)).Call(t.Context(), lambda.ListFunctions, lite.Map{"MaxItems": 3})
		switch {
		case without && (err == nil || !strings.Contains(err.Error(), "has no Queries")):
			t.Errorf("without: %v", err)
		case !without && err != nil:
			t.Errorf("with: %v", err)
		}
	}
}
