package restxml

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/rest"
	"github.com/tucuxi-go/tucuxi/wire/internal/xmldoc"
)

// decodeResponse is [wire.Protocol].DecodeResponse.
func decodeResponse(d *wire.Document, response *wire.Response, op models.Operation) error {
	d.Shape = op.Output()
	if d.Shape.Kind() != models.Structure {
		return d.ParseBody(nil)
	}
	if err := rest.DecodeBound(d, response); err != nil {
		return err
	}
	body := response.Body
	payload, i := d.Shape.Payload()
	if i >= 0 {
		switch shape := payload.Shape(); {
		case shape.Kind() == models.Blob || shape.Kind() == models.String:
			if len(body) > 0 {
				d.Payload = body
			}
			body = nil
		case shape.EventStream(): // read by whoever reads the stream
			body = nil
		}
	}
	if xmldoc.Empty(body) || i < 0 && !hasBody(d.Shape) {
		return d.ParseBody(nil)
	}
	r := xmldoc.Begin(d, body)
	if root, ok := r.Root(); ok {
		m, bare := unwrapped(d.Shape)
		switch {
		case i >= 0:
			r.Member(payload, i)
		case bare && root == m.WireName() && !r.Holds(root):
			r.Text(m, 0)
		default:
			r.Members(d.Shape)
		}
	}
	return r.End()
}

// hasBody reports whether a member of the output is read from the body.
func hasBody(output models.Shape) bool {
	if !output.HasBindings() {
		return output.NumMembers() > 0
	}
	for i := range output.NumMembers() {
		switch output.Member(i).Location() {
		case models.Header, models.PrefixHeaders, models.StatusCode:
		default: // places of a request mean nothing here
			return true
		}
	}
	return false
}

// unwrapped is the only member of an output, if it is a string: then the root
// may be that member, as in S3's GetBucketLocation, and not hold it.
//
// Source: Smithy, "s3UnwrappedXmlOutput trait".
func unwrapped(output models.Shape) (m models.Member, ok bool) {
	if output.NumMembers() != 1 {
		return m, false
	}
	m = output.Member(0)
	return m, m.Shape().Kind() == models.String
}

// decodeEvent is [wire.Protocol].DecodeEvent. The root may have any name.
func decodeEvent(d *wire.Document, payload []byte) error {
	if xmldoc.Empty(payload) {
		return d.ParseBody(nil)
	}
	r := xmldoc.Begin(d, payload)
	if _, ok := r.Root(); ok {
		if m, i := wire.EventPayload(d.Shape); i >= 0 {
			r.Member(m, i)
		} else {
			r.Members(d.Shape)
		}
	}
	return r.End()
}

// decodeError is [wire.Protocol].DecodeError. The document of an error holds the
// children of the error element that are not in the model as well, such as
// S3's Key or BucketName.
func decodeError(d *wire.Document, response *wire.Response, op models.Operation) wire.Failure {
	return xmldoc.DecodeError(d, response, op, rest.DecodeBound)
}
