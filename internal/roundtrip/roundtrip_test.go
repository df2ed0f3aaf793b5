package roundtrip

import (
	"io/fs"
	"path"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/protocols"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// eventStream reports the members that hold events, which are no values.
func eventStream(m models.Member) bool { return m.Shape().EventStream() }

// TestEveryOperation sends a generated input of every operation through its
// protocol and signs it, then decodes an empty answer and a full one, which must
// give back the values that it was made of.
func TestEveryOperation(t *testing.T) {
	files, err := fs.Glob(embed.FS, "*/model.bin")
	if err != nil {
		t.Fatal(err)
	}
	operations := 0
	for _, file := range files {
		bin, err := embed.FS.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := models.Open(string(bin))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		operations += m.NumOperations()
		t.Run(path.Dir(file), func(t *testing.T) {
			t.Parallel()
			for i := range m.NumOperations() {
				request(t, m.Operation(i))
				response(t, m.Operation(i))
			}
		})
	}
	if len(files) < 429 || operations < 18993 {
		t.Errorf("%d services, %d operations", len(files), operations)
	}
	t.Logf("%d services, %d operations", len(files), operations)
}

func request(t *testing.T, op models.Operation) {
	t.Helper()
	if op.Is(models.OpInputEventStream) {
		return // required events have no value yet
	}
	g := Generator{Depth: 3, Skip: eventStream}
	var params wire.Value
	if op.Input().Kind() == models.Structure {
		params = wire.ValueOf(g.Value(op.Input(), 0))
	} else {
		params = wire.ValueOf(wire.Map{})
	}
	var e wire.Encoder
	var r wire.Request
	protocols.Of(op.Model().Protocol()).EncodeRequest(&e, &r, op, params)
	if err := e.Err(op); err != nil {
		t.Errorf("%v", err)
		return
	}
	if r.Method == "" || len(r.Path) == 0 || r.Path[0] != '/' {
		t.Errorf("%s: %s %s", op.Name(), r.Method, r.Path)
	}
	var signer sign.Signer
	signed := sign.Request{
		Method: r.Method, Host: "service.us-east-1.amazonaws.com", Path: string(r.Path), Query: string(r.Query),
		Headers: r.Headers, PayloadHash: string(sign.AppendPayloadHash(nil, r.Body)),
	}
	scope := sign.Scope{Region: "us-east-1", Service: op.Model().SigningName(), Time: time.Unix(1700000000, 0)}
	if err := signer.Sign(&signed, sign.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}, scope); err != nil {
		t.Errorf("%s: %v", op.Name(), err)
	}
}

// ambiguous reports the one operation whose structures have two members of the
// same element name, the deprecated Event beside Events.
func ambiguous(op models.Operation) bool { return op.Name() == "GetBucketNotification" }

func response(t *testing.T, op models.Operation) {
	t.Helper()
	p := protocols.Of(op.Model().Protocol())
	var empty wire.Document
	if err := p.DecodeResponse(&empty, &wire.Response{Status: 200, Header: wire.HeaderList(nil)}, op); err != nil {
		t.Errorf("%s: empty answer: %v", op.Name(), err)
	}
	p.DecodeError(new(wire.Document), &wire.Response{Status: 500, Header: wire.HeaderList(nil), Body: []byte("<html>")}, op)
	if op.Output().Kind() != models.Structure || ambiguous(op) {
		return
	}
	g := Generator{Depth: 3, Skip: eventStream}
	want := g.Value(op.Output(), 0).(map[string]any)
	var d wire.Document
	answer := Answer(op, want)
	for name, v := range want { // a jsonvalue header reads as its JSON text
		if m, _ := op.Output().MemberNamed(name); m.JSONValue() && m.Location() == models.Header {
			want[name] = strconv.Quote(v.(string))
		}
	}
	if err := p.DecodeResponse(&d, answer, op); err != nil {
		t.Errorf("%s: %v", op.Name(), err)
		return
	}
	if got := d.Node().Any(); !reflect.DeepEqual(got, any(want)) {
		t.Errorf("%s: got %v, want %v\nbody %s", op.Name(), got, want, answer.Body)
	}
}
