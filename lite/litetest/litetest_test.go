package litetest_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/lite/litetest"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
	"github.com/tucuxi-go/tucuxi/models/embed/ec2"
	"github.com/tucuxi-go/tucuxi/models/embed/eventbridgev2"
	"github.com/tucuxi-go/tucuxi/models/embed/lambda"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/models/embed/sqs"
	"github.com/tucuxi-go/tucuxi/models/embed/sts"
)

// users is code under test: it takes the real client.
type users struct{ db *lite.Client }

func (u users) email(ctx context.Context, id string) (string, error) {
	out, err := u.db.Call(ctx, dynamodb.GetItem, lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": id}}})
	if err != nil {
		return "", err
	}
	return out.Get("Item", "email", "S").String(), nil
}

func TestAnswer(t *testing.T) {
	db := litetest.New(t, dynamodb.Service)
	db.On(dynamodb.GetItem).
		Expect(lite.Map{"TableName": "users", "Key": lite.Map{"id": litetest.Any}}).
		Answer(lite.Map{"Item": lite.Map{"email": lite.Map{"S": "a@b.example"}}})
	if email, err := (users{db.Client}).email(t.Context(), "7"); err != nil || email != "a@b.example" {
		t.Error(email, err)
	}
	calls := db.Calls(dynamodb.GetItem)
	if len(calls) != 1 || calls[0].Params["Key"].(lite.Map)["id"].(lite.Map)["S"] != "7" {
		t.Errorf("%+v", calls)
	}
	r := calls[0].Requests[0]
	if r.Method != "POST" || r.Header["x-amz-target"] != "DynamoDB_20120810.GetItem" || !strings.HasPrefix(r.Header["authorization"], "AWS4-HMAC-SHA256") ||
		string(r.Body) != `{"TableName":"users","Key":{"id":{"S":"7"}}}` {
		t.Errorf("%+v", r)
	}
	if _, err := db.Client.Call(t.Context(), dynamodb.GetItem, lite.Map{"TabelName": "users"}); err == nil {
		t.Error("params are not checked")
	}
}

func TestOrder(t *testing.T) {
	queue := litetest.New(t, sqs.Service)
	queue.On(sqs.ReceiveMessage).
		Answer(lite.Map{"Messages": []lite.Map{{"Body": "a"}}}).
		Fail(sqs.ErrOverLimit, "too many").
		Answer(nil)
	for i, want := range []string{"a", "OverLimit", "", ""} {
		out, err := queue.Client.Call(t.Context(), sqs.ReceiveMessage, lite.Map{"QueueUrl": "q"})
		got := ""
		if e, ok := errors.AsType[*lite.Error](err); ok {
			got = e.Code
		} else if err != nil {
			t.Error(err)
		} else {
			got = out.Get("Messages", 0, "Body").String()
		}
		if got != want {
			t.Errorf("%d: %q, want %q", i, got, want)
		}
	}
}

// TestProtocols answers and refuses by every protocol.
func TestProtocols(t *testing.T) {
	when := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, tt := range []struct {
		service lite.Service
		op      lite.Operation
		params  lite.Map
		output  lite.Map
		check   func(*lite.Output) string
		want    string
		code    lite.ErrorCode
	}{
		{dynamodb.Service, dynamodb.DescribeTable, lite.Map{"TableName": "t"}, lite.Map{"Table": lite.Map{"ItemCount": 3, "CreationDateTime": when}},
			func(o *lite.Output) string {
				return o.Get("Table", "ItemCount").String() + o.Get("Table", "CreationDateTime").Time().Format(time.RFC3339)
			}, "32026-01-02T03:04:05Z", dynamodb.ErrResourceNotFoundException},
		{lambda.Service, lambda.Invoke, lite.Map{"FunctionName": "f"}, lite.Map{"Payload": []byte("{}"), "ExecutedVersion": "7", "StatusCode": 200},
			func(o *lite.Output) string {
				return string(o.Get("Payload").Bytes()) + o.Get("ExecutedVersion").String()
			}, "{}7", lambda.ErrTooManyRequestsException},
		{s3.Service, s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"}, lite.Map{"Body": strings.NewReader("hello"), "ETag": "e", "Metadata": lite.Map{"a": "1"}, "LastModified": when},
			func(o *lite.Output) string {
				b, _ := io.ReadAll(o.Body)
				return string(b) + o.Get("ETag").String() + o.Get("Metadata", "a").String() + o.Get("LastModified").Time().Format("15")
			}, "helloe103", s3.ErrNoSuchKey},
		{s3.Service, s3.ListObjectsV2, lite.Map{"Bucket": "b-1"}, lite.Map{"Contents": []lite.Map{{"Key": "a<b", "Size": 5}}},
			func(o *lite.Output) string {
				return o.Get("Contents", 0, "Key").String() + o.Get("Contents", 0, "Size").String()
			}, "a<b5", s3.ErrNoSuchBucket},
		{eventbridgev2.Service, eventbridgev2.ListEventBuses, nil, lite.Map{"EventBuses": []lite.Map{{"Name": "bus", "CreationTime": when}}},
			func(o *lite.Output) string {
				return o.Get("EventBuses", 0, "Name").String() + o.Get("EventBuses", 0, "CreationTime").Time().Format("04")
			}, "bus04", eventbridgev2.ErrAccessDeniedException},
		{sts.Service, sts.GetCallerIdentity, nil, lite.Map{"Account": "123456789012"},
			func(o *lite.Output) string { return o.Get("Account").String() }, "123456789012", "AccessDenied"},
		{ec2.Service, ec2.DescribeInstances, nil, lite.Map{"Reservations": []lite.Map{{"Instances": []lite.Map{{"InstanceId": "i-1"}}}}},
			func(o *lite.Output) string { return o.Get("Reservations", 0, "Instances", 0, "InstanceId").String() }, "i-1", "InvalidInstanceID.NotFound"},
	} {
		f := litetest.New(t, tt.service)
		f.On(tt.op).Answer(tt.output).Fail(tt.code, "as told")
		out, err := f.Client.Call(t.Context(), tt.op, tt.params)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.check(out); got != tt.want {
			t.Errorf("%s: %q, want %q: %s", f.Calls()[0].Operation, got, tt.want, out.JSON())
		}
		_, err = f.Client.Call(t.Context(), tt.op, tt.params)
		if e, ok := errors.AsType[*lite.Error](err); !ok || !errors.Is(err, tt.code) || e.Message != "as told" {
			t.Errorf("%s: %v", f.Calls()[0].Operation, err)
		}
	}
}

func TestErrorMembers(t *testing.T) {
	db := litetest.New(t, dynamodb.Service)
	db.On(dynamodb.PutItem).Refuse(litetest.Refusal{
		Code: dynamodb.ErrConditionalCheckFailedException, Message: "no", Members: lite.Map{"Item": lite.Map{"v": lite.Map{"N": "3"}}},
	})
	_, err := db.Client.Call(t.Context(), dynamodb.PutItem, lite.Map{"TableName": "t", "Item": lite.Map{}})
	if e, ok := errors.AsType[*lite.Error](err); !ok || lite.Detail(e, "Item", "v", "N").String() != "3" {
		t.Error(err)
	}
	head := litetest.New(t, s3.Service)
	head.On(s3.HeadObject).Fail("NotFound", "")
	_, err = head.Client.Call(t.Context(), s3.HeadObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	if e, ok := errors.AsType[*lite.Error](err); !ok || e.Status != 404 {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	for name, faults := range map[string][]litetest.Fault{
		"throttled": {litetest.Throttled()}, "unavailable": {litetest.Unavailable(), litetest.InternalError()}, "reset": {litetest.Reset()},
		"time-out": {litetest.Timeout()}, "truncated": {litetest.TruncatedBody(), litetest.TruncatedBody()}, "skewed": {litetest.ClockSkew(time.Hour)},
		"gateway": {litetest.Status(502)},
	} {
		t.Run(name, func(t *testing.T) {
			queue := litetest.New(t, sqs.Service)
			queue.On(sqs.ListQueues).Fault(faults...).Answer(lite.Map{"QueueUrls": []string{"q"}})
			out, err := queue.Client.Call(t.Context(), sqs.ListQueues, nil)
			if err != nil || out.Attempts != len(faults)+1 || out.Get("QueueUrls", 0).String() != "q" {
				t.Error(err)
			}
			if queue.Waited() == 0 != (name == "skewed") {
				t.Errorf("waited %v", queue.Waited())
			}
		})
	}
	queue := litetest.New(t, sqs.Service)
	queue.On(sqs.ListQueues).Fault(litetest.Throttled(), litetest.Throttled(), litetest.Throttled()).Answer(nil)
	_, err := queue.Client.Call(t.Context(), sqs.ListQueues, nil)
	if e, ok := errors.AsType[*lite.Error](err); !ok || !e.Throttling() || e.Attempts != 3 {
		t.Error(err)
	}
}

func TestSlow(t *testing.T) {
	for name, fault := range map[string]litetest.Fault{"answer": litetest.Slow(time.Minute), "body": litetest.SlowBody(time.Minute)} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				queue := litetest.New(t, sqs.Service)
				queue.On(sqs.ListQueues).Fault(fault).Answer(nil).Fault(fault).Answer(nil)
				began := time.Now()
				if _, err := queue.Client.Call(t.Context(), sqs.ListQueues, nil); err != nil || time.Since(began) != time.Minute {
					t.Error(err, time.Since(began))
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				if _, err := queue.Client.Call(ctx, sqs.ListQueues, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 61*time.Second {
					t.Error(err, time.Since(began))
				}
			})
		})
	}
}

func TestPagesAndWait(t *testing.T) {
	db := litetest.New(t, dynamodb.Service)
	db.On(dynamodb.ListTables).
		Answer(lite.Map{"TableNames": []string{"a", "b"}, "LastEvaluatedTableName": "bbb"}).
		Expect(lite.Map{"ExclusiveStartTableName": "bbb"}).Answer(lite.Map{"TableNames": []string{"c"}})
	got := ""
	for name, err := range db.Client.Items(t.Context(), dynamodb.ListTables, nil) {
		if err != nil {
			t.Fatal(err)
		}
		got += name.String()
	}
	db.On(dynamodb.DescribeTable).Fail(dynamodb.ErrResourceNotFoundException, "").Answer(lite.Map{"Table": lite.Map{"TableStatus": "ACTIVE"}})
	if _, err := db.Client.Wait(t.Context(), dynamodb.WaitTableExists, lite.Map{"TableName": "t"}); err != nil || got != "abc" || db.Waited() != 20*time.Second {
		t.Error(err, got, db.Waited())
	}
}

func TestAnswerFunc(t *testing.T) {
	objects := map[string]string{}
	bucket := litetest.New(t, s3.Service)
	bucket.On(s3.PutObject).AnswerFunc(func(p lite.Map) (lite.Map, error) {
		objects[p["Key"].(string)] = string(p["Body"].([]byte))
		return nil, nil
	})
	bucket.On(s3.GetObject).AnswerFunc(func(p lite.Map) (lite.Map, error) {
		content, ok := objects[p["Key"].(string)]
		if !ok {
			return nil, s3.ErrNoSuchKey
		}
		return lite.Map{"Body": content}, nil
	})
	if _, err := bucket.Client.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": strings.NewReader("content")}); err != nil {
		t.Fatal(err)
	}
	out, err := bucket.Client.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(out.Body); string(b) != "content" {
		t.Errorf("%q", b)
	}
	if _, err := bucket.Client.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "x"}); !errors.Is(err, s3.ErrNoSuchKey) {
		t.Error(err)
	}
}

// note is a testing.TB that keeps what it is told.
type note struct {
	testing.TB
	errors   []string
	cleanups []func()
}

func (n *note) Helper()                   {}
func (n *note) Cleanup(f func())          { n.cleanups = append(n.cleanups, f) }
func (n *note) Error(args ...any)         { n.errors = append(n.errors, fmt.Sprint(args...)) }
func (n *note) Errorf(f string, a ...any) { n.errors = append(n.errors, fmt.Sprintf(f, a...)) }
func (n *note) Fatalf(f string, a ...any) { n.Errorf(f, a...); panic(n) }

func (n *note) end() string {
	for _, f := range n.cleanups {
		f()
	}
	return strings.Join(n.errors, "\n")
}

// fatal runs f up to its Fatalf.
func (n *note) fatal(f func()) {
	defer func() { recover() }()
	f()
}

// TestFails checks that tests fail which should.
func TestFails(t *testing.T) {
	for name, tt := range map[string]struct {
		test func(f *litetest.Fake)
		want string
	}{
		"not registered": {func(f *litetest.Fake) { f.Client.Call(t.Context(), sqs.ListQueues, nil) }, "there is no answer for ListQueues"},
		"not asked for":  {func(f *litetest.Fake) { f.On(sqs.ListQueues).Answer(nil) }, "no call asked for answer 1 of ListQueues"},
		"other params": {func(f *litetest.Fake) {
			f.On(sqs.ListQueues).Expect(lite.Map{"QueueNamePrefix": "a"}).Answer(nil)
			f.Client.Call(t.Context(), sqs.ListQueues, lite.Map{"QueueNamePrefix": "b"})
		}, `ListQueues: QueueNamePrefix is "b", want "a"`},
		"missing param": {func(f *litetest.Fake) {
			f.On(sqs.ListQueues).Expect(lite.Map{"MaxResults": litetest.Any}).Answer(nil)
			f.Client.Call(t.Context(), sqs.ListQueues, nil)
		}, `MaxResults is not set`},
		"check": {func(f *litetest.Fake) {
			f.On(sqs.ListQueues).ExpectFunc(func(lite.Map) error { return errors.New("not like this") }).Answer(nil)
			f.Client.Call(t.Context(), sqs.ListQueues, nil)
		}, "ListQueues: not like this"},
		"unknown member": {func(f *litetest.Fake) { f.On(sqs.ListQueues).Answer(lite.Map{"QueueURLs": []string{}}) }, "QueueURLs: unknown member; there are NextToken, QueueUrls"},
		"wrong type":     {func(f *litetest.Fake) { f.On(sqs.ListQueues).Answer(lite.Map{"QueueUrls": []int{1}}) }, "QueueUrls[0]: a string is wanted, not integer"},
		"foreign":        {func(f *litetest.Fake) { f.On(s3.GetObject) }, "another service than SQS"},
	} {
		n := &note{TB: t}
		f := litetest.New(n, sqs.Service)
		n.fatal(func() { tt.test(f) })
		if got := n.end(); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q lacks %q", name, got, tt.want)
		}
	}
}

// TestRecording records what one fake answers and plays it to another client.
func TestRecording(t *testing.T) {
	path := t.TempDir() + "/sub/calls.jsonl"
	content := []byte{0xff, 0, 'x'}
	use := func(t *testing.T, c *lite.Client) {
		out, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "k"})
		if err != nil {
			t.Fatal(err)
		}
		if b, _ := io.ReadAll(out.Body); !bytes.Equal(b, content) || out.Get("ETag").String() != "e" {
			t.Errorf("%q", b)
		}
		if _, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "none"}); !errors.Is(err, s3.ErrNoSuchKey) {
			t.Error(err)
		}
		if _, err := c.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": bytes.NewReader(content)}); err != nil {
			t.Error(err)
		}
	}
	t.Run("record", func(t *testing.T) {
		through := answering(func(r *lite.HTTPRequest, a *lite.HTTPResponse) {
			b, status := content, 200
			switch {
			case r.Method == "PUT":
				sent, _ := io.ReadAll(r.Stream)
				if b = nil; !bytes.Contains(sent, content) {
					t.Errorf("%q", sent)
				}
			case strings.HasSuffix(r.Path, "/none"):
				b, status = []byte("<Error><Code>NoSuchKey</Code></Error>"), 404
			}
			a.Status, a.Body, a.Length = status, io.NopCloser(bytes.NewReader(b)), int64(len(b))
		})
		use(t, lite.New(s3.Service, config(litetest.Record(t, path, through, nil))))
	})
	t.Run("replay", func(t *testing.T) { use(t, lite.New(s3.Service, config(litetest.Recording(t, path, nil)))) })
	n := &note{TB: t}
	c := lite.New(s3.Service, config(litetest.Replay(n, path)))
	if _, err := c.Call(t.Context(), s3.GetObject, lite.Map{"Bucket": "b-1", "Key": "other"}); err == nil {
		t.Error("no error")
	}
	if got := n.end(); !strings.Contains(got, "has no GET https://b-1.s3.us-east-1.amazonaws.com/other") || strings.Count(got, "nothing asked for") != 3 {
		t.Error(got)
	}
}

// TestBody: params hold the content of a body, however it was sent.
func TestBody(t *testing.T) {
	const content = "5\r\nhello, a content that looks like a chunk"
	for _, body := range []any{content, []byte(content), strings.NewReader(content), io.MultiReader(strings.NewReader(content))} {
		bucket := litetest.New(t, s3.Service)
		bucket.On(s3.PutObject).Fault(litetest.Reset()).Answer(nil)
		_, err := bucket.Client.Call(t.Context(), s3.PutObject, lite.Map{"Bucket": "b-1", "Key": "k", "Body": body})
		if got, ok := bucket.Calls()[0].Params["Body"].([]byte); err != nil && !errors.Is(err, lite.ErrNotRewindable) || !ok || string(got) != content {
			t.Errorf("%T: %q, %v", body, got, err)
		}
	}
}
