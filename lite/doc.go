// Package lite calls AWS services.
//
//	db := lite.New(dynamodb.Service, lite.Config{})
//	out, err := db.Call(ctx, dynamodb.GetItem, lite.Map{
//		"TableName": "users",
//		"Key":       lite.Map{"id": lite.Map{"S": id}},
//	})
//	if errors.Is(err, dynamodb.ErrResourceNotFoundException) { … }
//	email := out.Get("Item", "email", "S").String()
//
// A service is a package of models/embed: its compiled model, a constant for
// every operation and every error code, and the one wire protocol that it
// speaks. A program links the services that it imports and nothing else.
//
// Making a client costs nothing: no file is read, no variable looked up, no
// connection made. The first call looks up the environment; in a Lambda function
// that finds region and credentials, and only the service itself is talked to.
//
// A call goes through the rooms of this module in the order of call.go, where a
// line is a step: params are checked and encoded (wire), the endpoint rules give
// the host (models/rules), credentials are taken (creds), the request is signed
// (sign), sent, perhaps sent again, and the answer is decoded (wire).
//
// Lists are ranged over with Pages and Items, states are waited for with Wait,
// and Hooks run around every call. Tests answer calls with package
// lite/litetest; attempts are logged with lite/litelog.
//
// Clients are safe for concurrent use.
package lite
