//go:build ec2

package calls

import (
	v2ec2 "github.com/aws/aws-sdk-go-v2/service/ec2"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

// describeRival is v2's DescribeInstances. Its module takes minutes to compile,
// so it is there if asked for:
//
//	go run -tags ec2 ./bench/compare calls
func describeRival(thing string, a *answer) []measure.Case {
	client := v2ec2.NewFromConfig(a.v2())
	return []measure.Case{theirs(thing, "v2", func() (bool, error) {
		out, err := client.DescribeInstances(ctx, &v2ec2.DescribeInstancesInput{})
		if err != nil {
			return false, err
		}
		n := 0
		for _, r := range out.Reservations {
			for _, i := range r.Instances {
				n += len(*i.InstanceId)
			}
		}
		return n == 100*19, nil
	})}
}
