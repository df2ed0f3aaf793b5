package faults

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Services are a few operations of several services and protocols, in memory:
// DynamoDB (awsJson1_0), SQS, STS (awsQuery), S3 (restXml), Lambda (restJson1)
// and EventBridge (rpcv2Cbor). They count what they execute.
type Services struct {
	mu       sync.Mutex
	executed map[execution]int
	calls    map[string]int    // executions by invocation id
	objects  map[string][]byte // by path
	messages map[string]int    // of SQS, by their text
	counters map[string]int    // of DynamoDB, by their key
	parts    map[string]int    // how often each object was put
}

// execution is an attempt that was executed.
type execution struct{ ID, Attempt string }

// NewServices are services that hold nothing.
func NewServices() *Services {
	return &Services{
		executed: map[execution]int{}, calls: map[string]int{}, objects: map[string][]byte{}, messages: map[string]int{},
		counters: map[string]int{}, parts: map[string]int{},
	}
}

// Execute executes a request.
func (v *Services) Execute(q *Request) Answer {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.executed[execution{q.ID, q.Attempt}]++
	v.calls[q.ID]++
	switch target := q.Header.Get("X-Amz-Target"); {
	case strings.HasPrefix(target, "DynamoDB_20120810."):
		return v.table(strings.TrimPrefix(target, "DynamoDB_20120810."), q)
	case strings.HasPrefix(target, "AmazonSQS."):
		return v.queue(strings.TrimPrefix(target, "AmazonSQS."), q)
	case q.Header.Get("Smithy-Protocol") == "rpc-v2-cbor":
		return Answer{Header: http.Header{"Smithy-Protocol": {"rpc-v2-cbor"}, "Content-Type": {"application/cbor"}}, Body: []byte("\xa1iNextTokendnext")}
	case strings.HasPrefix(q.URL.Path, "/2015-03-31/functions/"):
		return Answer{Body: q.Content}
	case strings.HasPrefix(q.Header.Get("Content-Type"), "application/x-www-form-urlencoded"):
		form, _ := url.ParseQuery(string(q.Content))
		return Answer{Body: []byte(`<` + form.Get("Action") + `Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:root</Arn><UserId>U</UserId></GetCallerIdentityResult></` + form.Get("Action") + `Response>`)}
	}
	return v.store(q)
}

func (v *Services) table(op string, q *Request) Answer {
	var in struct {
		Key map[string]map[string]string
	}
	json.Unmarshal(q.Content, &in)
	key := in.Key["id"]["S"]
	switch op {
	case "UpdateItem": // adds one
		v.counters[key]++
		return Answer{Body: []byte(`{"Attributes":{"n":{"N":"` + strconv.Itoa(v.counters[key]) + `"}}}`)}
	case "DescribeTable":
		return Answer{Body: []byte(`{"Table":{"TableStatus":"ACTIVE"}}`)}
	case "Scan":
		return Answer{Body: []byte(`{"Items":[{"id":{"S":"1"}},{"id":{"S":"2"}}],"LastEvaluatedKey":{"id":{"S":"` + strconv.Itoa(q.Number) + `"}}}`)}
	}
	return Answer{Body: []byte(`{"Item":{"id":{"S":"` + key + `"}}}`)}
}

func (v *Services) queue(op string, q *Request) Answer {
	var in struct{ MessageBody string }
	json.Unmarshal(q.Content, &in)
	if op != "SendMessage" {
		return Answer{Body: []byte(`{}`)}
	}
	v.messages[in.MessageBody]++
	sum := md5.Sum([]byte(in.MessageBody))
	return Answer{Body: []byte(`{"MessageId":"` + strconv.Itoa(len(v.messages)) + `","MD5OfMessageBody":"` + hex.EncodeToString(sum[:]) + `"}`)}
}

func (v *Services) store(q *Request) Answer {
	path := q.URL.Path
	switch {
	case q.Method == "PUT":
		v.objects[path] = slices.Clone(q.Content)
		v.parts[path]++
		return Answer{Header: http.Header{"Etag": {`"e"`}}}
	case q.URL.Query().Get("list-type") == "2":
		type object struct{ Key string }
		var list struct {
			XMLName     xml.Name `xml:"ListBucketResult"`
			Contents    []object
			IsTruncated bool
		}
		for key := range v.objects {
			list.Contents = append(list.Contents, object{key})
		}
		body, _ := xml.Marshal(list)
		return Answer{Body: body}
	case q.Method == "DELETE":
		delete(v.objects, path)
		return Answer{Status: 204}
	}
	body, ok := v.objects[path]
	if !ok {
		return Answer{Status: 404, Body: []byte(`<Error><Code>NoSuchKey</Code></Error>`)}
	}
	return Answer{Body: body}
}

// Twice are the attempts that were executed more than once.
func (v *Services) Twice() (list []execution) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for e, n := range v.executed {
		if n > 1 {
			list = append(list, e)
		}
	}
	return list
}

// Put puts an object there as a service's own doing.
func (v *Services) Put(path string, content []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.objects[path] = content
}

// Object is an object, and how often it was put.
func (v *Services) Object(path string) ([]byte, int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.objects[path], v.parts[path]
}

// Message is how often a message was sent, Counter how often one was raised.
func (v *Services) Message(text string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.messages[text]
}

func (v *Services) Counter(key string) int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.counters[key]
}
