// Command tucuxi-rules is base with the evaluator of endpoint rules alone.
package main

import (
	"context"

	"github.com/tucuxi-go/tucuxi/bench/once"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

type handler struct{}

func (handler) Invoke(ctx context.Context, event []byte) ([]byte, error) {
	var p rules.Program
	if err := p.Open(string(event)); err != nil {
		return nil, err
	}
	var args rules.Args
	var out rules.Endpoint
	args.SetString(p.ParamIndex("Region"), "us-east-1")
	if err := p.Resolve(&args, &out); err != nil {
		return nil, err
	}
	text := out.URL
	for record := range rules.Records {
		for i := range out.Count(record) {
			text += out.Text(record, i)
		}
	}
	return []byte(text), nil
}

func main() { once.Start(handler{}) }
