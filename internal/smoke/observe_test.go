package smoke

import (
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/cloudwatch"
	"github.com/tucuxi-go/tucuxi/models/embed/logs"
)

func TestMotoCloudWatch(t *testing.T) {
	p := moto(t, cloudwatch.Service)
	space := name("smoke")
	dimensions := lite.List{lite.Map{"Name": "d", "Value": "v w"}}
	now := time.Now()
	p.call(cloudwatch.PutMetricData, lite.Map{"Namespace": space, "MetricData": lite.List{
		lite.Map{"MetricName": "m", "Value": 2.5, "Unit": "Count", "Dimensions": dimensions, "Timestamp": now},
		lite.Map{"MetricName": "m", "Value": 4, "Unit": "Count", "Dimensions": dimensions, "Timestamp": now},
	}})
	metrics := p.call(cloudwatch.ListMetrics, lite.Map{"Namespace": space}).Get("Metrics")
	same(t, "Metrics", metrics.Len(), 1)
	same(t, "Dimensions", metrics.Get(0, "Dimensions", 0, "Value").String(), "v w")
	points := p.call(cloudwatch.GetMetricStatistics, lite.Map{
		"Namespace": space, "MetricName": "m", "Dimensions": dimensions, "Period": 60, "Statistics": []string{"Sum", "Maximum"},
		"StartTime": now.Add(-5 * time.Minute), "EndTime": now.Add(5 * time.Minute),
	}).Get("Datapoints")
	same(t, "Datapoints", points.Len(), 1)
	same(t, "Sum", points.Get(0, "Sum").Float(), 6.5)
	same(t, "Maximum", points.Get(0, "Maximum").Float(), 4)
	recent(t, "Timestamp", points.Get(0, "Timestamp"))

	alarm := lite.Map{"AlarmNames": []string{space}}
	p.call(cloudwatch.PutMetricAlarm, lite.Map{
		"AlarmName": space, "Namespace": space, "MetricName": "m", "ComparisonOperator": "GreaterThanThreshold",
		"Threshold": 1.5, "EvaluationPeriods": 1, "Period": 60, "Statistic": "Average", "ActionsEnabled": false,
	})
	p.later(cloudwatch.DeleteAlarms, alarm)
	got := p.call(cloudwatch.DescribeAlarms, alarm).Get("MetricAlarms", 0)
	same(t, "Threshold", got.Get("Threshold").Float(), 1.5)
	same(t, "ActionsEnabled", got.Get("ActionsEnabled").Exists() && !got.Get("ActionsEnabled").Bool(), true)
	p.call(cloudwatch.DeleteAlarms, alarm)
	same(t, "after", p.call(cloudwatch.DescribeAlarms, alarm).Get("MetricAlarms").Len(), 0)
	p.fails(cloudwatch.GetDashboard, lite.Map{"DashboardName": space}, cloudwatch.ErrDashboardNotFoundError)
}

func TestMotoLogs(t *testing.T) {
	p := moto(t, logs.Service)
	group := "/" + name("smoke")
	p.call(logs.CreateLogGroup, lite.Map{"logGroupName": group, "tags": map[string]string{"a": "b"}})
	p.later(logs.DeleteLogGroup, lite.Map{"logGroupName": group})
	p.call(logs.CreateLogStream, lite.Map{"logGroupName": group, "logStreamName": "one"})
	at := time.Now().UnixMilli()
	p.call(logs.PutLogEvents, lite.Map{"logGroupName": group, "logStreamName": "one", "logEvents": lite.List{
		lite.Map{"timestamp": at, "message": "first"}, lite.Map{"timestamp": at + 1, "message": "zweite ü\n\ttab"},
	}})
	got := p.call(logs.GetLogEvents, lite.Map{"logGroupName": group, "logStreamName": "one", "startFromHead": true}).Get("events")
	same(t, "events", got.Len(), 2)
	same(t, "message", got.Get(1, "message").String(), "zweite ü\n\ttab")
	same(t, "timestamp", got.Get(0, "timestamp").Int(), at)
	groups := p.call(logs.DescribeLogGroups, lite.Map{"logGroupNamePrefix": group}).Get("logGroups")
	same(t, "listed", groups.Get(0, "logGroupName").String(), group)

	p.fails(logs.CreateLogGroup, lite.Map{"logGroupName": group}, logs.ErrResourceAlreadyExistsException)
	p.call(logs.DeleteLogGroup, lite.Map{"logGroupName": group})
	p.fails(logs.DeleteLogGroup, lite.Map{"logGroupName": group}, logs.ErrResourceNotFoundException)
}
