package lite

import "github.com/tucuxi-go/tucuxi/wire"

// CloudSearchDomainExtra sends searches as POST, with the params of the model's
// GET in the body: they may be longer than URLs can be.
//
// Source: Amazon CloudSearch Developer Guide, "Submitting Search Requests".
func CloudSearchDomainExtra(*Client) Extra {
	return Extra{edit: cloudSearchEdit, presign: cloudSearchPresign}
}

// cloudSearchEdit is its edit.
func cloudSearchEdit(k *call, _ wire.Value) error {
	if r := &k.request; k.op.Name() == "Search" {
		r.Method = "POST"
		r.Body, r.Query = append(r.Body[:0], r.Query...), r.Query[:0]
		r.SetHeader("content-type", "application/x-www-form-urlencoded")
	}
	return nil
}

// cloudSearchPresign is its presign: a URL is a GET.
func cloudSearchPresign(k *call) bool {
	r := &k.request
	if k.op.Name() != "Search" {
		return false
	}
	r.Method = "GET"
	r.Query, r.Body = append(r.Query[:0], r.Body...), r.Body[:0]
	removeHeader(r, "content-type")
	return true
}
