// Package protocols finds the wire protocol of a model, for tests that go
// through all services. Programs import the protocol that they need.
package protocols

import (
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/awsjson"
	"github.com/tucuxi-go/tucuxi/wire/ec2query"
	"github.com/tucuxi-go/tucuxi/wire/query"
	"github.com/tucuxi-go/tucuxi/wire/restjson"
	"github.com/tucuxi-go/tucuxi/wire/restxml"
	"github.com/tucuxi-go/tucuxi/wire/rpcv2cbor"
)

// Of is the implementation of p; nil if there is none.
func Of(p models.Protocol) *wire.Protocol {
	switch p {
	case models.JSON:
		return &awsjson.Protocol
	case models.RestJSON:
		return &restjson.Protocol
	case models.RestXML:
		return &restxml.Protocol
	case models.CBOR:
		return &rpcv2cbor.Protocol
	case models.Query:
		return &query.Protocol
	case models.EC2:
		return &ec2query.Protocol
	}
	return nil
}
