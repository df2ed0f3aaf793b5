package query

import (
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

const service = `{
"metadata": {"protocol": "query", "apiVersion": "2020-01-01", "serviceId": "Test"},
"operations": {
	"Wrapped": {"name": "Wrapped", "output": {"shape": "Output", "resultWrapper": "WrappedResult"}},
	"Odd": {"name": "Odd", "output": {"shape": "Output", "resultWrapper": "Other"}},
	"Bare": {"name": "Bare", "output": {"shape": "Output"}},
	"None": {"name": "None"}
},
"shapes": {
	"Output": {"type": "structure", "members": {"S": {"shape": "String"}, "I": {"shape": "Integer"}}},
	"Failed": {"type": "structure", "exception": true, "members": {"Count": {"shape": "Integer"}}},
	"String": {"type": "string"}, "Integer": {"type": "integer"}
}}`

func TestDecodeResponse(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct{ operation, body, want string }{
		{"Wrapped", `<WrappedResponse><WrappedResult><S>a</S></WrappedResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></WrappedResponse>`, `{"S":"a"}`},
		{"Wrapped", `<WrappedResponse><ResponseMetadata/><WrappedResult/></WrappedResponse>`, `{}`},
		{"Wrapped", `<WrappedResponse><S>outside</S></WrappedResponse>`, `{}`},
		{"Odd", `<R><Other><S>a</S><I>1</I></Other></R>`, `{"S":"a","I":1}`},
		{"Bare", `<R><S>a</S></R>`, `{"S":"a"}`},
		{"Bare", `<R><BareResult><S>a</S></BareResult></R>`, `{"S":"a"}`},
		{"Bare", ``, `{}`},
		{"Bare", " \r\n\t", `{}`},
		{"None", `<R><S>a</S></R>`, ``},
	} {
		var d wire.Document
		op := wiretest.Operation(t, m, c.operation)
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(c.body)}, op); err != nil {
			t.Errorf("%s %s: %v", c.operation, c.body, err)
			continue
		}
		if c.want == "" {
			if d.Shape.Kind() != models.Invalid || d.Node().Len() != 0 {
				t.Errorf("%s: an output", c.operation)
			}
			continue
		}
		if got := string(d.Node().AppendJSON(nil)); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.operation, c.body, got, c.want)
		}
	}
}

func TestDecodeResponseErrors(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Wrapped")
	for _, c := range []struct{ body, want string }{
		{`<R><WrappedResult><I>x</I></WrappedResult></R>`, `wire: I: "x" is no integer`},
		{`<R><WrappedResult>`, `the document ends early`},
		{`{}`, `malformed document`},
	} {
		var d wire.Document
		err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(c.body)}, op)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.body, err, c.want)
		}
	}
}

func TestDecodeError(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "None")
	var d wire.Document
	body := `<ErrorResponse><Error><Type>Receiver</Type><Code>Failed</Code><Message>m</Message><Count>2</Count></Error><RequestId>r</RequestId></ErrorResponse>`
	f := Protocol.DecodeError(&d, &wire.Response{Status: 500, Body: []byte(body)}, op)
	if f.Code != "Failed" || f.Message != "m" || f.Fault != "Receiver" || f.RequestID != "r" || f.Shape.NumMembers() != 1 {
		t.Errorf("%+v", f)
	}
	if got := d.Node().Get("Count").Int(); got != 2 {
		t.Errorf("Count %d", got)
	}
}

var (
	identity = []byte(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:sts::123456789012:assumed-role/role/session</Arn>
    <UserId>AROAEXAMPLEEXAMPLEEXA:session</UserId>
    <Account>123456789012</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`)
	publish = wire.Map{
		"TopicArn": "arn:aws:sns:us-east-1:123456789012:topic",
		"Message":  `{"default":"an order was placed","order":{"id":"0123456789","items":3,"total":"12.50"}}`,
		"Subject":  "order placed",
		"MessageAttributes": wire.Map{
			"type":  wire.Map{"DataType": "String", "StringValue": "order"},
			"count": wire.Map{"DataType": "Number", "StringValue": "3"},
		},
	}
)

func decodeIdentity(t testing.TB) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "sts"), "GetCallerIdentity")
	var d wire.Document
	response := &wire.Response{Status: 200, Header: wire.HeaderList{}, Body: identity}
	return func() {
		d.Reset()
		if err := Protocol.DecodeResponse(&d, response, op); err != nil || d.Node().Field("Account").String() != "123456789012" {
			t.Fatal(err)
		}
	}
}

func encodePublish(t testing.TB) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "sns"), "Publish")
	var e wire.Encoder
	var r wire.Request
	params := wire.ValueOf(publish)
	return func() {
		e.Reset()
		r.Reset()
		Protocol.EncodeRequest(&e, &r, op, params)
		if e.Failed() {
			t.Fatal(e.Err(op))
		}
	}
}

func TestAllocs(t *testing.T) {
	for name, f := range map[string]func(){"decode": decodeIdentity(t), "encode": encodePublish(t)} {
		t.Run(name, func(t *testing.T) {
			f()
			f()
			testkit.WantAllocs(t, 0, f)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	b.Run("GetCallerIdentity", func(b *testing.B) { run(b, len(identity), decodeIdentity(b)) })
}

func BenchmarkEncode(b *testing.B) {
	b.Run("Publish", func(b *testing.B) { run(b, 0, encodePublish(b)) })
}

func run(b *testing.B, size int, f func()) {
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		f()
	}
}

// TestRequestID: the id is found in the body of an answer, with an output and
// without.
func TestRequestID(t *testing.T) {
	m := wiretest.Compile(t, service)
	for operation, body := range map[string]string{
		"Wrapped": `<WrappedResponse><WrappedResult><S>a</S></WrappedResult><ResponseMetadata><RequestId> r-1 </RequestId></ResponseMetadata></WrappedResponse>`,
		"None":    `<NoneResponse xmlns="x"><ResponseMetadata><Other/><RequestId>r-1</RequestId></ResponseMetadata></NoneResponse>`,
	} {
		var d wire.Document
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Body: []byte(body)}, wiretest.Operation(t, m, operation)); err != nil || d.RequestID != "r-1" {
			t.Errorf("%s: %q, %v", operation, d.RequestID, err)
		}
		if d.Reset(); d.RequestID != "" {
			t.Error("an id is left")
		}
	}
}
