package lite

import "time"

// Resolved is what the settings of a client come to.
type Resolved struct {
	Config
	Mode     RetryMode
	Attempts int
	Connect  time.Duration // of the transport that the client would have
	Err      error         // what every call gives
}

// Resolve fills in what c leaves open, as the first call of a client does.
func Resolve(c Config, service string) Resolved {
	s := c.resolve(service)
	s.bearer(service)
	if service == "S3" || service == "S3 Control" {
		s.s3(service == "S3 Control")
	}
	var r retries
	r.open(&s, service)
	if r.err == nil {
		r.err = s.check()
	}
	return Resolved{s.Config, r.mode, r.attempts, s.transport().(*httpTransport).dialer.connects, r.err}
}
