// Package container gives clients the credentials of ECS tasks, of EKS pods with
// Pod Identity, and of whatever else names a credentials endpoint in
// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI:
//
//	db := lite.New(dynamodb.Service, container.Config(lite.Config{}))
//
// A client on its own asks the environment alone, which is all that a Lambda
// function in Go has: SnapStart, which works with this endpoint, is not for Go's
// runtime. Package chain asks the endpoint too, among others.
//
// The endpoint, its variables and its limits are those of creds.Container.
package container

import (
	"context"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/creds/internal/transport"
	"github.com/tucuxi-go/tucuxi/lite"
)

// Source is creds.Container over the transport of clients. Its zero value works.
type Source struct {
	Transport lite.Transport                    // default: the one that clients share
	Getenv    func(name string) string          // default: os.Getenv
	ReadFile  func(name string) ([]byte, error) // default: os.Open, at most creds.MaxAnswer bytes
}

// Retrieve asks the endpoint.
func (s Source) Retrieve(ctx context.Context) (creds.Credentials, error) {
	return creds.Container{Getenv: s.Getenv, ReadFile: s.ReadFile, Fetch: s.fetch}.Retrieve(ctx)
}

func (s Source) fetch(ctx context.Context, url string, header []creds.Header) (status int, body []byte, err error) {
	return transport.Send(ctx, transport.Or(s.Transport), "GET", url, header)
}

// Config is c for clients that take their credentials from the environment, else
// from the endpoint. Clients of one Config share them. Credentials that c has
// stay as they are.
func Config(c lite.Config) lite.Config {
	if c.Credentials == nil && !c.Unsigned {
		c.Credentials = creds.NewCache(creds.Chain(creds.Environment{}, Source{Transport: c.Transport}))
	}
	return c
}
