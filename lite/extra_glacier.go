package lite

import (
	"encoding/hex"

	"github.com/tucuxi-go/tucuxi/wire"
)

// GlacierExtra is what Glacier needs beyond its model: "-" for accountId, which
// is the account of the credentials, where the caller names none; the API's
// version in a header; and the hashes of what is uploaded (treehash.go), unless
// the caller gives the tree hash as checksum. A stream is read once for them and
// once for the signature, before it is sent.
//
// Source: Amazon S3 Glacier Developer Guide, "Common Request Headers".
func GlacierExtra(c *Client) Extra {
	x := &glacierExtra{version: c.model.APIVersion()}
	return Extra{revise: x.revise, edit: x.edit}
}

type glacierExtra struct {
	version string
}

// revise is that of Extra.
func (x *glacierExtra) revise(k *call, params wire.Value) (wire.Value, error) {
	if _, i := k.op.Input().MemberNamed("accountId"); i < 0 || params.Lookup("accountId").Kind() != wire.Null {
		return params, nil
	}
	return replaced(k, params, entry{"accountId", wire.StringValue("-")}), nil
}

// edit is that of Extra.
func (x *glacierExtra) edit(k *call, _ wire.Value) error {
	r := &k.request
	r.SetHeader("x-amz-glacier-version", x.version)
	if name := k.op.Name(); name != "UploadArchive" && name != "UploadMultipartPart" {
		return nil
	}
	if err := k.measure(); err != nil {
		return err
	}
	h := newTreeHash()
	if err := k.digest(h); err != nil {
		return err
	}
	whole, tree := h.sums()
	r.SetHeader("x-amz-content-sha256", hex.EncodeToString(whole[:]))
	if _, given := r.Header("x-amz-sha256-tree-hash"); !given {
		r.SetHeader("x-amz-sha256-tree-hash", hex.EncodeToString(tree[:]))
	}
	return nil
}
