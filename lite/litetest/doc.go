// Package litetest answers a client's calls in tests: without a network, without
// interfaces, with the real client.
//
//	db := litetest.New(t, dynamodb.Service)
//	db.On(dynamodb.GetItem).
//		Expect(lite.Map{"TableName": "users"}).
//		Answer(lite.Map{"Item": lite.Map{"id": lite.Map{"S": "7"}}})
//	db.On(dynamodb.PutItem).
//		Fault(litetest.Throttled()).
//		Fail(dynamodb.ErrConditionalCheckFailedException, "taken")
//
//	handler := &Handler{DB: db.Client}
//
// A call goes all its way: params are checked against the model and encoded, the
// endpoint is found, the request is signed, the answer is encoded as the service
// would and decoded by the client, faults are retried. Only waiting takes no time.
// What a test registers is checked against the model too, so that a fake cannot
// answer what the service never would.
//
// Event streams are answered with AnswerEvents and, where they go both ways, with
// Converse.
//
// Record and Replay do the same with what a real service once answered.
//
// The package is for tests: it uses reflect, encoding/json and net/http.
package litetest
