// Package wiretest runs the shared protocol suites against a wire protocol.
//
// A suite is a service in miniature: metadata, shapes and cases, each of which
// holds one operation with either params and the request that they must give,
// or a response and what must be read from it. Every case is compiled into a
// model of its own, so that the suites also go through the model compiler.
//
// A protocol's test calls [Input] and [Output] with the file's path below the
// corpus and with the cases that it leaves out, each with its reason:
//
//	wiretest.Input(t, &awsjson.Protocol, "protocols/input/json.json", nil)
//
// One case alone: go test -run 'TestConformanceInput/KitchenSink.*/serializes_string'.
package wiretest
