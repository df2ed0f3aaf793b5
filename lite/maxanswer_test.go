package lite_test

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

// TestMaxAnswer: an answer over the limit is an error, whether its length is
// said or not, and is not sent for again.
func TestMaxAnswer(t *testing.T) {
	body := `{"TableNames":["` + strings.Repeat("x", 20_000) + `"]}`
	for _, length := range []int64{0, -1} { // of the body, unknown
		for limit, fits := range map[int64]bool{0: true, int64(len(body)): true, int64(len(body)) - 1: false, 100: false} {
			fake := &stub{answers: []answer{{status: 200, body: body, length: length}}}
			c := config(fake)
			c.MaxAnswer = limit
			out, err := lite.New(dynamodb.Service, c).Call(t.Context(), dynamodb.ListTables, nil)
			if (err == nil) != fits || len(fake.sent) != 1 {
				t.Errorf("limit %d, length %d: %v, %d requests", limit, length, err, len(fake.sent))
			}
			if err == nil && out.Get("TableNames", 0).Len() != 20_000 {
				t.Error("the answer is not whole")
			}
		}
	}
}
