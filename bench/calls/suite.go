package calls

import (
	"context"
	"errors"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
)

// errAnswer: a peer has read something else than what was answered.
var errAnswer = errors.New("the answer was read wrongly")

var ctx = context.Background()

// Suite is all cases.
func Suite() (measure.Suite, error) {
	s := measure.Suite{
		Name:  "calls",
		About: "Whole calls, over a transport that answers at once. The floor is written by hand over net/http's types for the one operation. Bytes are with the copy of a small body that net/http gets; the budgets of PutMetricData and PutObject do not count it.",
		Goals: []measure.Goal{
			{Thing: "GetItem", Peer: "v2", Factor: 1. / 8}, {Thing: "PutItem", Peer: "v2", Factor: 1. / 8}, {Thing: "SendMessage", Peer: "v2", Factor: 1. / 8},
			{Thing: "Query", Peer: "v2", Factor: 1. / 3}, {Thing: "GetObject 1 KB", Peer: "v2", Factor: 1. / 6}, {Thing: "PutObject 1 KB", Peer: "v2", Factor: 1. / 6},
			{Thing: "ListObjectsV2", Peer: "v2", Factor: 1. / 20}, {Thing: "DescribeInstances", Peer: "v2", Factor: 1. / 20}, {Thing: "", Peer: "floor", Factor: 2},
		},
	}
	for _, cases := range []func() ([]measure.Case, error){dynamodbCases, sqsCases, lambdaCases, s3Cases, queryCases, smallCases, presignCases} {
		list, err := cases()
		if err != nil {
			return s, err
		}
		s.Cases = append(s.Cases, list...)
	}
	return s, nil
}

// ours is a case of Tucuxi: a call, what is read of its output, and the
// output's release.
func ours(thing string, c *lite.Client, op lite.Operation, params lite.Map, read func(*lite.Output) bool) measure.Case {
	return measure.Case{Thing: thing, Peer: measure.Ours, Run: func() error {
		out, err := c.Call(ctx, op, params)
		if err != nil {
			return err
		}
		if !read(out) {
			return errAnswer
		}
		out.Release()
		return nil
	}}
}

// theirs is a case of another peer, whose run says whether it has read what it should.
func theirs(thing, peer string, run func() (bool, error)) measure.Case {
	return measure.Case{Thing: thing, Peer: peer, Run: func() error {
		ok, err := run()
		if err == nil && !ok {
			err = errAnswer
		}
		return err
	}}
}
