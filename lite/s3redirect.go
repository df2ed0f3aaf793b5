package lite

import (
	"context"
	"sync"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// s3Regions are the regions of buckets that answered from elsewhere.
type s3Regions struct {
	mu    sync.RWMutex
	known map[string]string
}

// maxRegions bounds the table; when it is full it starts anew.
const maxRegions = 1 << 10

func (r *s3Regions) get(bucket string) string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.known[bucket]
}

func (r *s3Regions) set(bucket, region string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known == nil || len(r.known) >= maxRegions {
		r.known = make(map[string]string)
	}
	r.known[bucket] = region
}

// again is that of Extra: an answer that says that the bucket is in another
// region sends the call there, once, and those that follow.
//
// Source: Amazon S3 User Guide, "Making requests using the REST API", request
// redirection.
func (x *s3Extra) again(k *call, err error) bool {
	e, ok := err.(*Error)
	bucket := x.bucketOf(k)
	if !ok || k.moved || bucket == "" || isARN(bucket) || k.ctx.Err() != nil || !isElsewhere(k, e) {
		return false
	}
	if k.request.Stream != nil && k.body.seeker == nil {
		return false // the body cannot be sent again
	}
	bucket = string([]byte(bucket))
	region := x.regionIn(k, e)
	if region == "" && k.op.Name() != "HeadBucket" {
		region = x.ask(k.ctx, bucket)
	}
	if region == "" || !isRegion(region) || region == x.regionOf(k) {
		return false
	}
	k.moved = true
	x.regions.set(bucket, region)
	k.target.give(x.region, textOf(region))
	return k.locate() == nil && k.rewind() == nil && k.readdress()
}

// regionOf is the region that the call went to.
func (x *s3Extra) regionOf(k *call) string {
	for i := range k.target.given {
		if a := &k.target.given[i]; a.index == x.region {
			return a.text
		}
	}
	return x.c.settings.Region
}

// isElsewhere reports whether e says that the bucket is in another region.
func isElsewhere(k *call, e *Error) bool {
	switch e.Code {
	case "PermanentRedirect":
		return true
	case "AuthorizationHeaderMalformed":
		return e.answer().Extra("Region").String() != ""
	case "IllegalLocationConstraintException":
		return k.op.Name() != "CreateBucket"
	}
	switch e.Status {
	case 301, 302, 307:
		return true
	case 400: // to a HEAD, which has no body that could say more
		_, named := k.answer.Header.Get("x-amz-bucket-region")
		return k.op.Method() == "HEAD" && (k.op.Name() == "HeadObject" || named)
	}
	return false
}

// regionIn is the region that the answer names; empty if it names none.
func (x *s3Extra) regionIn(k *call, e *Error) string {
	if region, ok := k.answer.Header.Get("x-amz-bucket-region"); ok && region != "" {
		return string([]byte(region))
	}
	return string([]byte(e.answer().Extra("Region").String()))
}

// ask asks for the region of a bucket; empty if there is no answer.
func (x *s3Extra) ask(ctx context.Context, bucket string) string {
	op, ok := x.c.model.OperationNamed("HeadBucket")
	if !ok {
		return ""
	}
	k, err := x.c.begin(ctx, operation(op))
	if err != nil {
		return ""
	}
	defer k.end()
	out, err := k.run(wire.ValueOf(Map{"Bucket": bucket}))
	if err == nil {
		defer out.Release()
	}
	if k.answer.Header == nil {
		return ""
	}
	region, _ := k.answer.Header.Get("x-amz-bucket-region")
	return string([]byte(region))
}

// operation is the constant of an operation.
func operation(op models.Operation) Operation {
	return Operation(uint32(op.Model().Tag())<<16 | uint32(op.Index()))
}

// readdress turns the request to a target that changed after it was prepared.
func (k *call) readdress() bool {
	k.request.Headers = k.request.Headers[:k.headers]
	for _, h := range k.target.headers[:k.target.numHeaders] {
		k.request.SetHeader(h.name, h.value)
	}
	k.headers, k.values = len(k.request.Headers), len(k.request.Values)
	k.aim()
	return true
}
