package lite

import (
	"net/http"
	"time"
)

// This file is the part of nethttp.go that only programs with two-way streams
// link.

// twoWays are the transports for two-way streams, of the clients that configure no
// transport, by what their transports for calls differ in.
var twoWays transports

// twoWayTransport is the transport for two-way streams that trusts the roots, and
// has the limits, of the one for calls.
func twoWayTransport(calls Transport) Transport {
	l := limits{silence: silence}
	if t, ok := calls.(*httpTransport); ok && t.dialer != nil {
		l = t.limits
	}
	return twoWays.of(l, newTwoWayTransport)
}

// newTwoWayTransport speaks HTTP/2 alone, without TLS too. Pings keep a silent
// stream from being taken for a dead one.
func newTwoWayTransport(l limits) *httpTransport {
	d := newDialer(l)
	d.tls.NextProtos = []string{"h2"}
	var protocols http.Protocols
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	return &httpTransport{dialer: d, limits: l, rt: &http.Transport{
		Proxy:                  proxy,
		DialContext:            d.plain,
		DialTLSContext:         d.secure,
		TLSClientConfig:        d.tls,
		TLSHandshakeTimeout:    d.handshakes,
		DisableCompression:     true,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: headerLimit,
		Protocols:              &protocols,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: silence / 4, PingTimeout: 15 * time.Second},
	}}
}
