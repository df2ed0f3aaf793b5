//go:build !rooms_wire && !rooms_sign

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"os"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

// call is a GetItem, sent once.
func call(ctx context.Context, event []byte) ([]byte, error) {
	op, err := operation()
	if err != nil {
		return nil, err
	}
	var r wire.Request
	if err := encode(op, &r, event); err != nil {
		return nil, err
	}
	url, err := locate(op.Model())
	if err != nil {
		return nil, err
	}
	to, err := http.NewRequestWithContext(ctx, r.Method, url+string(r.Path), bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	keys, err := creds.Environment{}.Retrieve(ctx)
	if err != nil {
		return nil, err
	}
	headers, err := signed(op.Model().SigningName(), to.Host, &r, sign.Credentials{
		AccessKeyID: keys.AccessKeyID, SecretAccessKey: keys.SecretAccessKey.Reveal(), SessionToken: keys.SessionToken.Reveal(),
	})
	if err != nil {
		return nil, err
	}
	for _, h := range headers {
		to.Header.Set(h.Name, h.Value)
	}
	answer, err := http.DefaultTransport.RoundTrip(to)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	return decode(op, &wire.Response{Status: answer.StatusCode, Header: header(answer.Header), Body: body})
}

// locate is the URL that the endpoint rules give.
func locate(m *models.Model) (string, error) {
	var program rules.Program
	if err := program.Open(m.Rules()); err != nil {
		return "", err
	}
	var args rules.Args
	args.SetString(program.ParamIndex("Region"), os.Getenv("AWS_REGION"))
	if url := os.Getenv("AWS_ENDPOINT_URL"); url != "" {
		args.SetString(program.ParamIndex("Endpoint"), url)
	}
	var to rules.Endpoint
	err := program.Resolve(&args, &to)
	return to.URL, err
}

// header is what the protocol reads of an answer's headers.
type header http.Header

func (h header) Get(name string) (string, bool) {
	values := http.Header(h).Values(name)
	if len(values) == 0 {
		return "", false
	}
	return values[0], true
}

func (h header) All(yield func(name, value string) bool) {
	for name, values := range h {
		for _, value := range values {
			if !yield(name, value) {
				return
			}
		}
	}
}
