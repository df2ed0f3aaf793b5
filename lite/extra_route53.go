package lite

import (
	"strings"

	"github.com/tucuxi-go/tucuxi/wire"
)

// Route53Extra takes ids as Route 53 answers with them, "/hostedzone/Z123", and
// sends what is behind the last slash.
//
// Source: Amazon Route 53 API Reference, "HostedZone", Id.
func Route53Extra(*Client) Extra {
	return Extra{revise: route53Revise}
}

// route53Revise is its revise.
func route53Revise(k *call, params wire.Value) (wire.Value, error) {
	var set []entry
	input := k.op.Input()
	for i := range input.NumMembers() {
		m := input.Member(i)
		if !m.ResourceID() {
			continue
		}
		id := params.Lookup(m.Name())
		if cut := strings.LastIndexByte(id.Str(), '/'); id.Kind() == wire.StringKind && cut >= 0 {
			set = append(set, entry{m.Name(), wire.StringValue(id.Str()[cut+1:])})
		}
	}
	if set == nil {
		return params, nil
	}
	return replaced(k, params, set...), nil
}
