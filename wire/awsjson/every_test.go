package awsjson_test

import (
	"reflect"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// TestEveryOperation: of every operation of every service that speaks the
// protocol, a whole input reads back from the body that it was sent as, and a
// whole output from a response.
func TestEveryOperation(t *testing.T) {
	var e wire.Encoder
	var r wire.Request
	var d wire.Document
	wiretest.EachEmbedded(t, models.JSON, func(t *testing.T, name string, m *models.Model) {
		for i := range m.NumOperations() {
			op := m.Operation(i)
			params := wiretest.Sample(op.Input(), 3)
			if op.Input().Kind() == models.Invalid {
				params = wire.Map{}
			}
			e.Reset()
			r.Reset()
			awsjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(params))
			if err := e.Err(op); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			d.Reset()
			d.Shape = op.Input()
			if err := d.ParseConforming(r.Body, d.Shape); err != nil {
				t.Errorf("%s.%s: %v", name, op.Name(), err)
			} else if d.Shape.NumMembers() > 0 && !reflect.DeepEqual(d.Node().Any(), params) {
				t.Errorf("%s.%s: %v came back as %v", name, op.Name(), params, d.Node().Any())
			}

			result := wiretest.Sample(op.Output(), 3)
			e.Reset()
			e.Document = json.AppendDocument
			body := json.Encode(&e, nil, op.Output(), wire.ValueOf(result))
			d.Reset()
			if op.Output().NumMembers() == 0 {
				continue
			}
			if err := awsjson.Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: body}, op); err != nil {
				t.Errorf("%s.%s: %v", name, op.Name(), err)
			} else if !reflect.DeepEqual(d.Node().Any(), result) {
				t.Errorf("%s.%s: %v came back as %v", name, op.Name(), result, d.Node().Any())
			}
		}
	})
}
