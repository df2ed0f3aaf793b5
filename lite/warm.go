package lite

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Warm does for each client what its first call would do before it sends
// anything: look up credentials, resolve the host name, connect and shake hands,
// all in parallel. No service is called and no permission is needed. The first
// call within 15 seconds takes the connection over.
//
// Call it during a Lambda function's init phase, which runs at full speed
// whatever the function's memory size:
//
//	var db, queue = lite.New(dynamodb.Service, lite.Config{}), lite.New(sqs.Service, lite.Config{})
//
//	func main() {
//		lambda.Serve(handle, lambda.Options{Init: lambda.Warm(db, queue)})
//	}
//
// An error only says that the first call will have to do the rest: it joins
// those of all clients. A client with a Transport of its own is warmed only if
// that is an unwrapped default.
func Warm(ctx context.Context, clients ...*Client) error {
	errs := make([]error, len(clients))
	var wg sync.WaitGroup
	for i, c := range clients {
		wg.Go(func() { errs[i] = c.Warm(ctx, Operation(uint32(c.model.Tag())<<16), nil) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// Warm warms the connection that a call of op with these params would use. Only
// the params that choose the host matter: for S3, the Bucket.
func (c *Client) Warm(ctx context.Context, op Operation, params Map) error {
	k, err := c.begin(ctx, op)
	if err != nil {
		return err
	}
	defer k.end()
	value := wire.ValueOf(params)
	k.c.service.Protocol.EncodeRequest(&k.encoder, &k.request, k.op, value) // for the host prefix; faults do not matter
	if err := k.resolve(value); err != nil {
		return k.failed("endpoint", err)
	}
	if _, err := c.cache.Retrieve(ctx); err != nil {
		return k.failed("sign", err)
	}
	t, ok := c.settings.Transport.(*httpTransport)
	if !ok || t.dialer == nil || t.proxied(k.target.scheme, k.target.host) {
		return nil
	}
	key := warmKey{k.target.scheme == "https", withPort(k.target.host, k.target.scheme)}
	if err := t.dialer.warmUp(ctx, key); err != nil {
		return k.failed("send", err)
	}
	return nil
}

// withPort is a host with the port that a connection needs.
func withPort(host, scheme string) string {
	if _, _, err := net.SplitHostPort(host); err == nil {
		return strings.Clone(host)
	}
	port := "80"
	if scheme == "https" {
		port = "443"
	}
	return net.JoinHostPort(strings.Trim(host, "[]"), port)
}
