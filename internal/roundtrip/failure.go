package roundtrip

import (
	"encoding/json"
	"encoding/xml"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// Failure is the response of a service that refuses a call, by the service's
// protocol. members are those of the modeled error of that code, if it is one.
func Failure(m *models.Model, code, message string, status int, members map[string]any) *wire.Response {
	r := &wire.Response{Status: status, Header: wire.HeaderList{}}
	modeled, _ := m.ErrorCoded(code)
	shape, body := modeled.Shape(), map[string]any{}
	for name, v := range members {
		body[name] = v
	}
	switch m.Protocol() {
	case models.JSON, models.RestJSON:
		r.Header = wire.HeaderList{{Name: "X-Amzn-Errortype", Value: code}}
		r.Body = withCode(appendJSON(nil, shape, body), code, message)
	case models.CBOR:
		r.Body = head(nil, 5, uint64(len(body)+2))
		for _, pair := range [...][2]string{{"__type", code}, {"message", message}} {
			r.Body = append(head(r.Body, 3, uint64(len(pair[0]))), pair[0]...)
			r.Body = append(head(r.Body, 3, uint64(len(pair[1]))), pair[1]...)
		}
		r.Body = append(r.Body, appendCBOR(nil, shape, body)[9:]...) // without the head of its map
	case models.EC2:
		r.Body = []byte("<Response><Errors><Error>" + codeXML(code, message) + "</Error></Errors><RequestID>fake</RequestID></Response>")
	default:
		inner := "<Error>" + codeXML(code, message) + string(inside(nil, shape, body)) + "</Error>"
		if m.ServiceID() != "S3" {
			inner = "<ErrorResponse>" + inner + "<RequestId>fake</RequestId></ErrorResponse>"
		}
		r.Body = []byte(inner)
	}
	return r
}

// withCode puts code and message before the members of a JSON object.
func withCode(object []byte, code, message string) []byte {
	head, _ := json.Marshal(map[string]string{"__type": code, "message": message})
	if len(object) <= len("{}") {
		return head
	}
	return append(append(head[:len(head)-1], ','), object[1:]...)
}

func codeXML(code, message string) string {
	return "<Code>" + escaped(code) + "</Code><Message>" + escaped(message) + "</Message>"
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
