package xmldoc

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/xml"
)

// told is what an error body says, as raw text in the body.
type told struct {
	code, message, fault, requestID, hostID string
}

// note takes the open element if it is one of those that every error has, and
// closes it.
func (e *told) note(s *xml.Scanner, name string) (ok bool) {
	switch name {
	case "Code":
		e.code = s.Text()
	case "Message", "message":
		e.message = s.Text()
	case "Type":
		e.fault = s.Text()
	case "HostId":
		e.hostID = s.Text()
	default:
		return e.noteID(s, name)
	}
	return true
}

// noteID takes the open element if it is the request's id, and closes it.
func (e *told) noteID(s *xml.Scanner, name string) (ok bool) {
	if ok = name == "RequestId" || name == "RequestID" || name == "requestId"; ok {
		e.requestID = s.Text()
	}
	return ok
}

// openError opens the element that holds the error, in any of the forms in
// which services send one:
//
//	<Error>                              S3
//	<ErrorResponse><Error>               awsQuery, restXml
//	<Response><Errors><Error>            ec2Query; <ErrorResponse><Errors> too
func openError(s *xml.Scanner, e *told) bool {
	name, ok := s.Root()
	return ok && (name == "Error" || openNested(s, e))
}

func openNested(s *xml.Scanner, e *told) bool {
	for name, ok := s.Child(); ok; name, ok = s.Child() {
		switch {
		case name == "Error":
			return true
		case name == "Errors":
			if openNested(s, e) {
				return true
			}
		case !e.noteID(s, name):
			s.Skip()
		}
	}
	return false
}

// scan reads what every error has.
func scan(s *xml.Scanner) (e told, ok bool) {
	if ok = openError(s, &e); !ok {
		return e, false
	}
	for name, more := s.Child(); more; name, more = s.Child() {
		if !e.note(s, name) {
			s.Skip()
		}
	}
	for s.Depth() > 0 { // behind the error
		if name, more := s.Child(); more && !e.noteID(s, name) {
			s.Skip()
		}
	}
	return e, true
}

// Bind adds the members of a modeled error that are not in the body. What cannot
// be read is absent: the error is known.
type Bind func(d *wire.Document, response *wire.Response) error

// DecodeError is that of wire.Protocol for the protocols whose errors are XML.
//
// The document of an error holds, beside the members of a modeled error, every
// other child of the error element under its own name, as text or as an object
// of its children: Code and Message, S3's Key, BucketName or Region. They are
// read with Document.Extra.
func DecodeError(d *wire.Document, response *wire.Response, op models.Operation, bind Bind) wire.Failure {
	r := Begin(d, response.Body)
	e, ok := scan(&r.s)
	r.release()
	if !ok {
		return wire.StatusFailure(response.Status)
	}
	if e.code == "" {
		f := failure(d, &e, models.Shape{})
		status := wire.StatusFailure(response.Status)
		if f.Code = status.Code; f.Message == "" {
			f.Message = status.Message
		}
		return f
	}
	code, _ := xml.AppendText(nil, e.code)
	shape := models.Shape{}
	if modeled, found := op.Model().ErrorCoded(cleanCode(string(code))); found {
		shape = modeled.Shape()
	}
	if !decodeError(d, response, shape, bind) {
		shape = models.Shape{}
		decodeError(d, response, shape, nil) // empty if the rest is malformed
	}
	return failure(d, &e, shape)
}

// decodeError makes the document of the error.
func decodeError(d *wire.Document, response *wire.Response, shape models.Shape, bind Bind) bool {
	d.Shape, d.Text = shape, d.Text[:0]
	if bind != nil {
		bind(d, response)
	}
	r := Begin(d, response.Body)
	r.extra = true
	var e told
	openError(&r.s, &e)
	r.Members(shape)
	for r.s.Depth() > 0 {
		r.s.Skip()
	}
	return r.End() == nil
}

// failure is the Failure of a body. Its strings are in the body, or in d.Text.
func failure(d *wire.Document, e *told, shape models.Shape) wire.Failure {
	return wire.Failure{
		Code:      cleanCode(resolve(d, e.code)),
		Message:   resolve(d, e.message),
		Fault:     resolve(d, e.fault),
		RequestID: resolve(d, e.requestID),
		HostID:    resolve(d, e.hostID),
		Shape:     shape,
	}
}

// resolve is the text of raw content.
func resolve(d *wire.Document, raw string) string {
	if plain(raw) {
		return xml.TrimSpace(raw)
	}
	from := len(d.Text)
	d.Text, _ = xml.AppendText(d.Text, raw)
	return xml.TrimSpace(view(d.Text[from:]))
}

// cleanCode is a code without the namespace before '#' and the URI behind ':'.
func cleanCode(code string) string {
	_, after, found := strings.Cut(code, "#")
	if found {
		code = after
	}
	code, _, _ = strings.Cut(code, ":")
	return code
}
