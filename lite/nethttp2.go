package lite

import (
	"net/http"
	"sync/atomic"
	"time"
)

// This file is the part of nethttp.go that only programs with two-way streams
// link.

// sharedTwoWay is the last transport for two-way streams, of all clients that
// configure none and trust the same roots.
var sharedTwoWay atomic.Pointer[httpTransport]

// twoWayTransport speaks HTTP/2 alone, without TLS too. Pings keep a silent
// stream from being taken for a dead one.
//
// It trusts the roots that the transport for calls trusts.
func twoWayTransport(calls Transport) Transport {
	bundle := ""
	if t, ok := calls.(*httpTransport); ok && t.dialer != nil {
		bundle = t.dialer.roots.file
	}
	old := sharedTwoWay.Load()
	if old != nil && old.dialer.roots.file == bundle {
		return old
	}
	d := newDialer(limits{bundle: bundle, silence: silence})
	d.tls.NextProtos = []string{"h2"}
	var protocols http.Protocols
	protocols.SetHTTP2(true)
	protocols.SetUnencryptedHTTP2(true)
	sharedTwoWay.CompareAndSwap(old, &httpTransport{dialer: d, rt: &http.Transport{
		Proxy:                  proxy,
		DialContext:            d.plain,
		DialTLSContext:         d.secure,
		TLSClientConfig:        d.tls,
		TLSHandshakeTimeout:    tlsTimeout,
		DisableCompression:     true,
		IdleConnTimeout:        idleTimeout,
		MaxResponseHeaderBytes: headerLimit,
		Protocols:              &protocols,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: silence / 4, PingTimeout: 15 * time.Second},
	}})
	return sharedTwoWay.Load()
}
