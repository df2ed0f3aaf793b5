package lite

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"time"
	"unsafe"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// maxAnswer bounds a body that is read whole, unless Config.MaxAnswer does.
const maxAnswer = 256 << 20

// maxTrusted is the room made at once for a body because its header says so. A
// longer one gets more as it comes.
const maxTrusted = 8 << 20

// send sends the request once and reads the answer.
func (k *call) send() (*Output, error) {
	k.finishHeaders()
	answer := &k.answer
	*answer = HTTPResponse{}
	if k.sent.IsZero() { // it is not signed
		k.sent = time.Now()
	}
	if k.body.behind != "" {
		if err := k.c.service.Checksums.encode(k); err != nil {
			return nil, k.failed("body", err)
		}
	}
	k.lend()
	err := k.transport.Send(k.limit(), &k.http, answer)
	k.detached = k.detached || answer.Detached
	out, err := k.received(answer, err)
	k.unlimit(out)
	return out, err
}

// received is what an attempt brought.
func (k *call) received(answer *HTTPResponse, err error) (*Output, error) {
	if err != nil {
		return nil, k.unanswered("send", err)
	}
	if answer.Header == nil {
		answer.Header = new(httpHeader)
	}
	if answer.Body == nil {
		answer.Body = io.NopCloser(new(bytes.Reader))
	}
	if answer.Status >= 300 {
		return nil, k.refused(answer)
	}
	return k.answered(answer)
}

// finishHeaders adds the headers that are not signed.
func (k *call) finishHeaders() {
	r := &k.request
	r.SetHeader("user-agent", k.c.agents.header(k))
	r.SetHeader("amz-sdk-invocation-id", viewBytes(k.id[:]))
	k.retryHeader()
	if _, given := r.Header("x-amzn-trace-id"); !given {
		if trace := traceHeader(k.ctx); trace != "" {
			r.SetHeader("x-amzn-trace-id", trace)
		}
	}
	k.http.Header = r.Headers
}

// answered decodes a success.
func (k *call) answered(a *HTTPResponse) (*Output, error) {
	o := newOutput()
	o.Status, o.Attempts, o.header = a.Status, k.attempt, a.Header
	response := &k.response
	*response = wire.Response{Status: a.Status, Header: a.Header}
	if k.streams() {
		if k.c.service.Streams == nil {
			a.Body.Close()
			return nil, k.failed("read", errNoStreams)
		}
		o.Body = k.c.service.Streams.answer(k, a)
		o.events = eventSource{op: k.op, protocol: k.c.service.Protocol}
	} else {
		body, err := k.readAll(o.buffer[:0], a)
		o.buffer, response.Body = body, body
		if err != nil {
			return nil, k.unanswered("read", err)
		}
		check := k.bodyCheck(a.Header)
		if check.write(body); check.fails() {
			return nil, k.unanswered("read", ErrChecksum)
		}
		if !crcFits(k.c.model.ServiceID(), a.Header, body) {
			return nil, k.failed("read", errBodyCRC)
		}
		if k.c.extra.answer != nil {
			changed, failed := k.c.extra.answer(k, body)
			if failed {
				a.Status = 500 // so that it is an error to retry like any other
				return nil, k.failure(a, body)
			}
			o.buffer, response.Body = changed, changed
		}
	}
	if err := k.c.service.Protocol.DecodeResponse(&o.document, response, k.op); err != nil {
		if o.Body != nil {
			o.Body.Close()
		}
		return nil, k.failed("decode", err)
	}
	if o.RequestID = requestID(a.Header); o.RequestID == "" {
		o.RequestID = o.document.RequestID
	}
	o.HostID, _ = a.Header.Get("X-Amz-Id-2")
	if k.c.extra.checks != nil {
		if err := k.c.extra.checks(k, o); err != nil {
			return nil, k.failed("checksum", err)
		}
	}
	k.succeeded()
	return o, nil
}

// streams reports whether the caller reads the answer's body: a payload that is
// a stream, or events.
func (k *call) streams() bool {
	m, i := k.op.Output().Payload()
	return i >= 0 && m.Streaming() || k.op.Is(models.OpOutputEventStream)
}

// refused decodes an error.
func (k *call) refused(a *HTTPResponse) error {
	body, err := k.readAll(nil, a)
	if err != nil {
		return k.unanswered("read", err)
	}
	return k.failure(a, body)
}

// failure decodes the error in a body.
func (k *call) failure(a *HTTPResponse, body []byte) error {
	e := &Error{
		Service: k.c.model.ServiceID(), Operation: k.op.Name(), Status: a.Status, Attempts: k.attempt,
		document: unsafe.Pointer(new(wire.Document)),
	}
	response := wire.Response{Status: a.Status, Header: a.Header, Body: k.redact(body)}
	f := k.c.service.Protocol.DecodeError(e.answer(), &response, k.op)
	e.Code, e.QueryCode, e.Message, e.HostID, e.RequestID = f.Code, f.QueryCode, f.Message, f.HostID, f.RequestID
	if e.RequestID == "" {
		e.RequestID = requestID(a.Header)
	}
	if e.HostID == "" {
		e.HostID, _ = a.Header.Get("x-amz-id-2")
	}
	e.Fault = "client"
	if a.Status >= 500 {
		e.Fault = "server"
	}
	if k.c.extra.refused != nil {
		k.c.extra.refused(k, e)
	}
	k.classify(e)
	if k.skewed(e, a.Header) {
		e.skewed, e.Retryable = true, true
	}
	if k.renew(e) {
		e.Retryable = true
	}
	return e
}

// requestID is the service's name for the request.
func requestID(h wire.Headers) string {
	for _, name := range [...]string{"X-Amzn-Requestid", "X-Amz-Request-Id", "X-Amz-Cf-Id"} {
		if id, ok := h.Get(name); ok {
			return id
		}
	}
	return ""
}

// unanswered is a CallError that knows whether it was a time-out.
func (k *call) unanswered(step string, err error) error {
	err = k.timedOut(err)
	return &CallError{
		Service: k.c.model.ServiceID(), Operation: k.op.Name(), Step: step, Attempts: k.attempt, Err: err,
		timeout: isTimeout(err),
	}
}

func isTimeout(err error) bool {
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) || has(err, saysTimeout)
}

func saysTimeout(err error) bool {
	e, ok := err.(net.Error)
	return ok && e.Timeout()
}

// readAll appends the whole body to dst and closes it. A body shorter than its
// length is an error.
func (k *call) readAll(dst []byte, a *HTTPResponse) ([]byte, error) {
	defer a.Body.Close()
	most := int64(maxAnswer)
	if k.c.config.MaxAnswer > 0 {
		most = k.c.config.MaxAnswer
	}
	if a.Length > most {
		return dst, errTooLarge
	}
	want := int(min(a.Length, maxTrusted))
	if want < 0 {
		want = 4 << 10
	}
	if cap(dst) < want+1 { // one more, so that the end is seen without growing
		dst = make([]byte, 0, want+1)
	}
	for reads := 0; ; reads++ {
		if len(dst) == cap(dst) {
			dst = append(make([]byte, 0, 2*cap(dst)), dst...)
		}
		n, err := a.Body.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		switch {
		case err == io.EOF && a.Length >= 0 && int64(len(dst)) < a.Length:
			return dst, io.ErrUnexpectedEOF
		case err == io.EOF:
			return dst, nil
		case err != nil:
			return dst, err
		case int64(len(dst)) > most:
			return dst, errTooLarge
		case reads >= dripReads && overdue(k.sent, int64(len(dst))):
			return dst, &attemptError{attemptLimit}
		}
	}
}
