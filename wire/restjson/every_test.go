package restjson_test

import (
	"reflect"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/json"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
)

// TestEveryOperation: of every operation of every service that speaks the
// protocol, a whole input can be sent, and the body of a whole output reads
// back from a response.
func TestEveryOperation(t *testing.T) {
	var e wire.Encoder
	var r wire.Request
	var d wire.Document
	wiretest.EachEmbedded(t, models.RestJSON, func(t *testing.T, name string, m *models.Model) {
		for i := range m.NumOperations() {
			op := m.Operation(i)
			if op.Is(models.OpInputEventStream) {
				continue // cannot be sent
			}
			params := wiretest.Sample(op.Input(), 3)
			if op.Input().Kind() == models.Invalid {
				params = wire.Map{}
			}
			e.Reset()
			r.Reset()
			restjson.Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(params))
			if err := e.Err(op); err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if r.Method == "" || len(r.Path) == 0 || r.Path[0] != '/' {
				t.Errorf("%s.%s: %s %s", name, op.Name(), r.Method, r.Path)
			}
			decodeSample(t, &d, name, op)
		}
	})
}

// decodeSample decodes a response whose body holds every member that bodies
// hold, and compares these.
func decodeSample(t *testing.T, d *wire.Document, name string, op models.Operation) {
	out := op.Output()
	if out.NumMembers() == 0 {
		return
	}
	var e wire.Encoder
	var body []byte
	want, _ := wiretest.Sample(out, 3).(wire.Map)
	for i := range out.NumMembers() {
		if m := out.Member(i); m.Location() != models.Body {
			delete(want, m.Name())
		}
	}
	if m, i := out.Payload(); i < 0 {
		e.Document = json.AppendDocument
		body = json.Encode(&e, nil, out, wire.ValueOf(want))
	} else if want[m.Name()] == nil { // an event stream
		return
	} else if b, ok := want[m.Name()].([]byte); ok {
		body = b
	} else if s, ok := want[m.Name()].(string); ok {
		body = []byte(s)
	} else {
		e.Document = json.AppendDocument
		body = json.Encode(&e, nil, m.Shape(), wire.ValueOf(want[m.Name()]))
	}
	d.Reset()
	if err := restjson.Protocol.DecodeResponse(d, &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: body}, op); err != nil {
		t.Errorf("%s.%s: %v", name, op.Name(), err)
		return
	}
	got, _ := d.Node().Any().(wire.Map)
	for i := range out.NumMembers() {
		if m := out.Member(i); m.Location() != models.Body {
			delete(got, m.Name()) // the status code
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s.%s: %v came back as %v", name, op.Name(), want, got)
	}
}
