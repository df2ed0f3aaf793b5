package lite

import (
	"bytes"

	"github.com/tucuxi-go/tucuxi/wire"
)

// PollyExtra presigns SynthesizeSpeech as a GET request whose query holds the
// params, so that the URL can be given to an audio player.
//
// Source: Amazon Polly Developer Guide, SynthesizeSpeech; the presigned requests
// of AWS's SDKs.
func PollyExtra(*Client) Extra {
	return Extra{presign: pollyPresign}
}

// pollyPresign is its presign.
func pollyPresign(k *call) bool {
	if k.op.Name() != "SynthesizeSpeech" {
		return false
	}
	r := &k.request
	from, to := k.encoder.OpenStructure(k.op.Input(), k.params)
	for i := from; i < to; i++ {
		f := k.encoder.Enter(i)
		if f.Value.Kind() == wire.StringKind {
			appendPair(r, f.Member.WireName(), f.Value)
		}
		for i := range f.Value.Len() {
			appendPair(r, f.Member.WireName(), f.Value.Element(i))
		}
		k.encoder.Leave()
	}
	k.encoder.Close(from)
	r.Method, r.Body = "GET", r.Body[:0]
	removeHeader(r, "content-type")
	return true
}

// appendPair appends a param to the query.
func appendPair(r *wire.Request, name string, value wire.Value) {
	if len(r.Query) > 0 {
		r.Query = append(r.Query, '&')
	}
	r.Query = append(append(r.Query, name...), '=')
	from := len(r.Query)
	r.Query = appendEscaped(r.Query, value.Str())
	if slashes := bytes.Count(r.Query[from:], []byte{'/'}); slashes > 0 {
		r.Query = append(r.Query[:from], bytes.ReplaceAll(r.Query[from:], []byte{'/'}, []byte("%2F"))...)
	}
}
