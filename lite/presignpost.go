package lite

import (
	"context"
	"errors"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/sign"
	"github.com/tucuxi-go/tucuxi/wire"
)

var errPost = errors.New("forms are for uploads to S3, signed with SigV4")

// PostForm is a form with which anyone can upload to a bucket until it expires.
type PostForm struct {
	URL    string        // where it is posted, as multipart/form-data
	Fields []wire.Header // in order; the field "file" follows them
}

// PresignPost signs a form that lets a browser upload to policy.Bucket what the
// policy allows. It does no I/O, unless the credentials have to be fetched. The
// fields are texts: who writes them into HTML has to escape them.
//
//	form, err := bucket.PresignPost(ctx, sign.PostPolicy{
//		Bucket:     "uploads",
//		Expires:    time.Now().Add(15 * time.Minute),
//		Fields:     []sign.Header{{Name: "key", Value: "inbox/${filename}"}},
//		Conditions: []sign.PostCondition{{Name: "content-length-range", Max: 1 << 20}},
//	})
//
// Source: Amazon S3 API Reference, "Browser-Based Uploads Using POST (AWS
// Signature Version 4)".
func (c *Client) PresignPost(ctx context.Context, policy sign.PostPolicy) (form PostForm, err error) {
	op, ok := c.model.OperationNamed("HeadBucket") // whose URL is the bucket's
	if c.modelErr == nil && !ok {
		return form, &CallError{Service: c.model.ServiceID(), Step: "presign", Err: errPost}
	}
	k, err := c.begin(ctx, Operation(uint32(c.model.Tag())<<16|uint32(op.Index()&0xffff)))
	if err != nil {
		return form, err
	}
	defer k.end()
	params, err := k.revise(wire.ValueOf(Map{"Bucket": policy.Bucket}))
	if err != nil {
		return form, err
	}
	if err := k.encode(params); err != nil {
		return form, err
	}
	if err := k.resolve(params); err != nil {
		return form, k.failed("endpoint", err)
	}
	fields, err := k.signPost(&policy)
	if err != nil {
		return form, k.failed("presign", err)
	}
	form.URL = k.target.scheme + "://" + k.target.host + k.target.path(k.request.Path)
	form.Fields = fields
	return form, nil
}

// signPost signs a policy for the call's target.
func (k *call) signPost(policy *sign.PostPolicy) ([]wire.Header, error) {
	scheme, err := k.scheme()
	if err != nil {
		return nil, err
	}
	switch scheme.kind {
	case models.AuthSigV4, models.AuthS3, authS3Express:
	default:
		return nil, errPost
	}
	if k.unsigned() {
		return nil, errPost
	}
	credentials, err := k.credentials(scheme)
	if err != nil {
		return nil, err
	}
	return k.c.signer.SignPost(policy, revealed(credentials), scheme.scope(k.now()))
}
