package json

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// DecodeFailure makes sense of an error response: its body becomes the
// document, its code is what the header x-amzn-errortype says, else the first
// string among the body's members that keys names. Without any of these it is
// a failure made of the status.
//
// If the model has an error of that code, the document is its structure; what
// that error binds to headers is for the caller to add.
//
// Source: Smithy, "AWS JSON 1.0 protocol" and "AWS restJson1 protocol",
// operation error serialization; "awsQueryCompatible trait".
func DecodeFailure(d *wire.Document, r *wire.Response, op models.Operation, keys ...string) wire.Failure {
	f := wire.StatusFailure(r.Status)
	d.Shape = models.Shape{}
	malformed := d.ParseBody(r.Body) != nil
	code, _ := r.Header.Get("x-amzn-errortype")
	for i := 0; code == "" && i < len(keys); i++ {
		code = d.ExtraString(keys[i])
	}
	if code = cleanCode(code); code != "" {
		f.Code, f.Message = code, ""
	}
	if message := d.ExtraString("message"); message != "" {
		f.Message = message
	} else if message = d.ExtraString("Message"); message != "" {
		f.Message = message
	}
	if op.Model() == nil {
		return f
	}
	if op.Model().QueryCompatible() {
		f.QueryCode, f.Fault = queryError(r)
	}
	e, ok := op.Model().ErrorCoded(f.Code)
	if !ok && f.QueryCode != "" {
		e, ok = op.Model().ErrorCoded(f.QueryCode)
	}
	if ok {
		f.Shape, d.Shape = e.Shape(), e.Shape()
		if !malformed {
			d.ParseBody(r.Body) // again, guided by the shape
		}
	}
	return f
}

// cleanCode is an error's shape name out of what services send:
// "aws.protocoltests#FooError:http://internal.amazon.com/…".
func cleanCode(code string) string {
	code, _, _ = strings.Cut(code, ":")
	if i := strings.LastIndexByte(code, '#'); i >= 0 {
		code = code[i+1:]
	}
	return strings.TrimSpace(code)
}

// queryError is the code of the query protocol and whose fault the error is,
// from the header x-amzn-query-error, "Code;Sender".
func queryError(r *wire.Response) (code, fault string) {
	text, _ := r.Header.Get("x-amzn-query-error")
	code, fault, found := strings.Cut(text, ";")
	if !found || code == "" || strings.IndexByte(fault, ';') >= 0 {
		return "", ""
	}
	return code, fault
}
