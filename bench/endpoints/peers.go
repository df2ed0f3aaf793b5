package endpoints

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2dynamodb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	v2s3 "github.com/aws/aws-sdk-go-v2/service/s3"
	v2sqs "github.com/aws/aws-sdk-go-v2/service/sqs"
	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/rules"
)

var services = map[string]lite.Service{"dynamodb": dynamodb.Service, "sqs": sqs.Service, "s3": s3.Service}

// program is a service's rule set, and where its parameters are.
type program struct {
	rules.Program
	region, fips, dualStack, bucket int
}

func open(service string) (*program, error) {
	m, err := models.Open(*services[service].Model)
	if err != nil {
		return nil, err
	}
	p := new(program)
	err = p.Open(m.Rules())
	p.region, p.fips, p.dualStack, p.bucket = p.ParamIndex("Region"), p.ParamIndex("UseFIPS"), p.ParamIndex("UseDualStack"), p.ParamIndex("Bucket")
	return p, err
}

// set sets what the configuration and the call give.
func (p *program) set(a *rules.Args, at *place) {
	a.SetString(p.region, at.region)
	a.SetBool(p.fips, false)
	a.SetBool(p.dualStack, false)
	if at.bucket != "" {
		a.SetString(p.bucket, at.bucket)
	}
}

// resolved is the URL that a peer gives.
type resolved func() (string, error)

// tucuxi evaluates with buffers that are used again.
func tucuxi(at place) (resolved, error) {
	p, err := open(at.service)
	args, out := new(rules.Args), new(rules.Endpoint)
	return func() (string, error) {
		args.Reset()
		p.set(args, &at)
		err := p.Resolve(args, out)
		return out.URL, err
	}, err
}

// tucuxiNew evaluates with new buffers for the result.
func tucuxiNew(at place) (resolved, error) {
	p, err := open(at.service)
	var args rules.Args
	return func() (string, error) {
		var out rules.Endpoint
		args.Reset()
		p.set(&args, &at)
		err := p.Resolve(&args, &out)
		return out.URL, err
	}, err
}

func v2(at place) (resolved, error) {
	ctx := context.Background()
	var resolve func() (smithyendpoints.Endpoint, error)
	switch at.service {
	case "dynamodb":
		r := v2dynamodb.NewDefaultEndpointResolverV2()
		p := v2dynamodb.EndpointParameters{Region: &at.region, UseFIPS: aws.Bool(false), UseDualStack: aws.Bool(false)}
		resolve = func() (smithyendpoints.Endpoint, error) { return r.ResolveEndpoint(ctx, p) }
	case "sqs":
		r := v2sqs.NewDefaultEndpointResolverV2()
		p := v2sqs.EndpointParameters{Region: &at.region, UseFIPS: aws.Bool(false), UseDualStack: aws.Bool(false)}
		resolve = func() (smithyendpoints.Endpoint, error) { return r.ResolveEndpoint(ctx, p) }
	case "s3":
		r := v2s3.NewDefaultEndpointResolverV2()
		p := v2s3.EndpointParameters{Region: &at.region, Bucket: &at.bucket, UseFIPS: aws.Bool(false), UseDualStack: aws.Bool(false)}
		resolve = func() (smithyendpoints.Endpoint, error) { return r.ResolveEndpoint(ctx, p) }
	default:
		return nil, fmt.Errorf("no resolver for %s", at.service)
	}
	return func() (string, error) {
		e, err := resolve()
		return e.URI.Host, err
	}, nil
}
