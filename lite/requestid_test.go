package lite_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
	"github.com/tucuxi-go/tucuxi/wire"
)

// TestRequestIDs: the ids of a request are found wherever an answer has them.
func TestRequestIDs(t *testing.T) {
	for _, c := range []struct {
		service lite.Service
		op      lite.Operation
		params  lite.Map
		answer  answer
		host    string
	}{
		{ec2.Service, ec2.DescribeInstances, nil, answer{status: 200, body: `<DescribeInstancesResponse><requestId>R1</requestId><reservationSet/></DescribeInstancesResponse>`}, ""},
		{ec2.Service, ec2.DescribeInstances, nil, answer{status: 400, body: `<Response><Errors><Error><Code>X</Code></Error></Errors><RequestID>R1</RequestID></Response>`}, ""},
		{sts.Service, sts.GetCallerIdentity, nil, answer{status: 200, body: `<GetCallerIdentityResponse><GetCallerIdentityResult/><ResponseMetadata><RequestId>R1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`}, ""},
		{sts.Service, sts.GetCallerIdentity, nil, answer{status: 200, header: []wire.Header{{Name: "x-amzn-RequestId", Value: "R1"}}, body: `<GetCallerIdentityResponse><GetCallerIdentityResult/><ResponseMetadata><RequestId>other</RequestId></ResponseMetadata></GetCallerIdentityResponse>`}, ""},
		{s3.Service, s3.ListObjectsV2, lite.Map{"Bucket": "bucket"}, answer{status: 200, header: []wire.Header{{Name: "x-amz-request-id", Value: "R1"}, {Name: "x-amz-id-2", Value: "H1"}}, body: `<ListBucketResult/>`}, "H1"},
		{s3.Service, s3.ListObjectsV2, lite.Map{"Bucket": "bucket"}, answer{status: 404, body: `<Error><Code>NoSuchBucket</Code><RequestId>R1</RequestId><HostId>H1</HostId></Error>`}, "H1"},
	} {
		cl, _ := client(t, c.service, c.answer)
		out, err := cl.Call(t.Context(), c.op, c.params)
		id, host := "", ""
		if e, ok := err.(*lite.Error); ok {
			id, host = e.RequestID, e.HostID
		} else if err != nil {
			t.Fatal(err)
		} else {
			id, host = out.RequestID, out.HostID
		}
		if id != "R1" || host != c.host {
			t.Errorf("%s: request %q, host %q", c.answer.body, id, host)
		}
	}
}
