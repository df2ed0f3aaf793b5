package wire

import "github.com/tucuxi-go/tucuxi/models"

// Protocol is one AWS wire protocol. Its functions are safe for concurrent use:
// all state is in their arguments. It is a structure of functions and not an
// interface so that programs link only what they can call.
type Protocol struct {
	// ID is the protocol's number in models.
	ID models.Protocol

	// EncodeRequest encodes params, checked against the operation's input, into
	// r, whose buffers are appended to. Faults in params are collected in e;
	// the request counts only if e.Err() is nil afterwards.
	EncodeRequest func(e *Encoder, r *Request, op models.Operation, params Value)

	// DecodeResponse decodes a response below status 300 into d. Where the
	// payload is a stream, r.Body is empty and only the rest is decoded.
	DecodeResponse func(d *Document, r *Response, op models.Operation) error

	// DecodeError decodes any other response. It makes sense of whatever
	// comes: a body that is no error of the protocol gives a Failure made of
	// the status.
	DecodeError func(d *Document, r *Response, op models.Operation) Failure

	// DecodeEvent decodes the payload of an event, or of an exception among
	// events, into d, whose Shape is the event's structure: all members but those
	// in headers, or where the structure has a payload member, that one. What an
	// event's headers carry, and a payload that is a blob or string, is not its
	// business; see package wire/eventstream. It is nil for protocols without
	// event streams.
	DecodeEvent func(d *Document, payload []byte) error

	// EncodeEvent appends the payload of an event: the fields of an open
	// structure from from up to to but for those that are event headers. It is nil
	// for protocols that send no events.
	EncodeEvent func(e *Encoder, dst []byte, from, to int) (payload []byte, contentType string)
}

// Failure is what a service said went wrong. Strings are views into the
// document and the response.
type Failure struct {
	_         notCompared
	Code      string       // error shape name or query code: "ConditionalCheckFailedException"
	QueryCode string       // code of query-compatible services: "AWS.SimpleQueueService.NonExistentQueue"
	Message   string       //
	Fault     string       // "Sender" or "Receiver" where the service says so
	RequestID string       // where the body holds it; headers are read by the client
	HostID    string       //
	Shape     models.Shape // the modeled error's structure, which the document holds; Invalid if unmodeled
}

// StatusFailure is the Failure of a response without a readable error: the
// status as code ("503"), its reason phrase as message.
func StatusFailure(status int) Failure {
	return Failure{Code: statusCode(status), Message: StatusText(status)}
}

// statusCode is a three-digit status as text.
func statusCode(status int) string {
	if status < 100 || status > 999 {
		return "000"
	}
	return string([]byte{byte('0' + status/100), byte('0' + status/10%10), byte('0' + status%10)})
}

// StatusText is the reason phrase of the statuses that AWS services send (RFC
// 9110, section 15); empty for others.
func StatusText(status int) string {
	switch status {
	case 300:
		return "Multiple Choices"
	case 301:
		return "Moved Permanently"
	case 302:
		return "Found"
	case 303:
		return "See Other"
	case 304:
		return "Not Modified"
	case 307:
		return "Temporary Redirect"
	case 308:
		return "Permanent Redirect"
	case 400:
		return "Bad Request"
	case 401:
		return "Unauthorized"
	case 403:
		return "Forbidden"
	case 404:
		return "Not Found"
	case 405:
		return "Method Not Allowed"
	case 406:
		return "Not Acceptable"
	case 408:
		return "Request Timeout"
	case 409:
		return "Conflict"
	case 410:
		return "Gone"
	case 411:
		return "Length Required"
	case 412:
		return "Precondition Failed"
	case 413:
		return "Content Too Large"
	case 414:
		return "URI Too Long"
	case 415:
		return "Unsupported Media Type"
	case 416:
		return "Range Not Satisfiable"
	case 417:
		return "Expectation Failed"
	case 421:
		return "Misdirected Request"
	case 422:
		return "Unprocessable Content"
	case 424:
		return "Failed Dependency"
	case 429:
		return "Too Many Requests"
	case 500:
		return "Internal Server Error"
	case 501:
		return "Not Implemented"
	case 502:
		return "Bad Gateway"
	case 503:
		return "Service Unavailable"
	case 504:
		return "Gateway Timeout"
	case 509:
		return "Bandwidth Limit Exceeded"
	}
	return ""
}
