//go:build !rooms_sign

package main

import (
	"errors"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/wire"
)

// operation is GetItem.
func operation() (models.Operation, error) {
	m, err := models.Open(*dynamodb.Service.Model)
	return m.Operation(int(dynamodb.GetItem & 0xffff)), err
}

// encode makes the request, of params that are checked.
func encode(op models.Operation, r *wire.Request, key []byte) error {
	var e wire.Encoder
	params := wire.Map{"TableName": "t", "Key": wire.Map{"id": wire.Map{"S": string(key)}}}
	dynamodb.Service.Protocol.EncodeRequest(&e, r, op, wire.ValueOf(params))
	return e.Err(op)
}

// decode is the answer as JSON, or the error that it is.
func decode(op models.Operation, r *wire.Response) ([]byte, error) {
	var d wire.Document
	if r.Status >= 300 {
		f := dynamodb.Service.Protocol.DecodeError(&d, r, op)
		return nil, errors.New(f.Code + ": " + f.Message)
	}
	if err := dynamodb.Service.Protocol.DecodeResponse(&d, r, op); err != nil {
		return nil, err
	}
	return d.Node().AppendJSON(nil), nil
}
