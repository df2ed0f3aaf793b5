package calls

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v2cloudwatch "github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	v2sts "github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/tucuxi-go/tucuxi/bench/measure"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

const form = "application/x-www-form-urlencoded"

// queryCases are calls of the query protocols, and of CloudWatch, which was
// one: Tucuxi speaks JSON with it, v2 CBOR.
func queryCases() ([]measure.Case, error) {
	cases, err := putMetricData()
	cases = append(callerIdentity(), cases...)
	return append(cases, describeInstances()...), err
}

func callerIdentity() []measure.Case {
	const thing = "GetCallerIdentity"
	a := answering(identity, "text/xml")
	client := v2sts.NewFromConfig(a.v2())
	h := jsonHand(a, "sts", form, "", "Action=GetCallerIdentity&Version=2011-06-15", func(body []byte) bool {
		got, ok := between(body, "<Account>", "<")
		return ok && got == "123456789012"
	})
	h.headers = h.headers[:1]
	return []measure.Case{
		ours(thing, a.tucuxi(sts.Service), sts.GetCallerIdentity, lite.Map{}, func(o *lite.Output) bool {
			return o.Get("Account").String() == "123456789012"
		}),
		theirs(thing, "v2", func() (bool, error) {
			out, err := client.GetCallerIdentity(ctx, &v2sts.GetCallerIdentityInput{})
			return err == nil && *out.Account == "123456789012", err
		}),
		byHand(thing, h),
	}
}

// putMetricData sends 20 data points.
func putMetricData() ([]measure.Case, error) {
	const thing = "PutMetricData, 20 points"
	at := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)
	var points lite.List
	input := &v2cloudwatch.PutMetricDataInput{Namespace: aws.String("Orders")}
	for i := range 20 {
		points = append(points, lite.Map{
			"MetricName": "Latency", "Timestamp": at, "Unit": "Milliseconds", "Value": float64(i) + 0.5,
			"Dimensions": lite.List{lite.Map{"Name": "Function", "Value": "checkout"}},
		})
		input.MetricData = append(input.MetricData, types.MetricDatum{
			MetricName: aws.String("Latency"), Timestamp: &at, Unit: types.StandardUnitMilliseconds, Value: aws.Float64(float64(i) + 0.5),
			Dimensions: []types.Dimension{{Name: aws.String("Function"), Value: aws.String("checkout")}},
		})
	}
	client := v2cloudwatch.NewFromConfig(answering("\xa0", "application/cbor", "Smithy-Protocol", "rpc-v2-cbor").v2())
	params := lite.Map{"Namespace": "Orders", "MetricData": points}
	a := answering(`{}`, json10)
	own := ours(thing, a.tucuxi(cloudwatch.Service), cloudwatch.PutMetricData, params, func(*lite.Output) bool { return true })
	err := own.Run()
	own.Body = a.asked
	return []measure.Case{own, theirs(thing, "v2", func() (bool, error) {
		_, err := client.PutMetricData(ctx, input)
		return err == nil, err
	})}, err
}

// describeInstances has v2 beside it with the tag ec2.
func describeInstances() []measure.Case {
	const thing = "DescribeInstances, 100 instances"
	a := answering(describe100(), "text/xml")
	h := jsonHand(a, "ec2", form, "", "Action=DescribeInstances&Version=2016-11-15", func(body []byte) bool {
		reservations, _, err := readReservations(string(body))
		n := 0
		for i := range reservations {
			for k := range reservations[i].Instances {
				n += len(reservations[i].Instances[k].InstanceID)
			}
		}
		return err == nil && n == 100*19
	})
	h.headers = h.headers[:1]
	return append(describeRival(thing, a), []measure.Case{
		ours(thing, a.tucuxi(ec2.Service), ec2.DescribeInstances, lite.Map{}, func(o *lite.Output) bool {
			n := 0
			for r := range o.Get("Reservations").List() {
				for i := range r.Field("Instances").List() {
					n += len(i.Field("InstanceId").String())
				}
			}
			return n == 100*19
		}),
		byHand(thing, h),
	}...)
}
