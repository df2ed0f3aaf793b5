package differential

import (
	"bytes"
	"fmt"
	"math"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// uuids are made anew for each call.
var uuids = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`)

var token = []byte("00000000-0000-4000-8000-000000000000")

// unread are the headers whose values say nothing about the operation.
var unread = map[string]bool{
	"user-agent": true, "x-amz-date": true, "amz-sdk-invocation-id": true, "amz-sdk-request": true, "content-length": true,
	"authorization": true, "accept-encoding": true, "x-amzn-trace-id": true, "expect": true,
}

// differences are those between our request and botocore's.
func (v *seen) differences(op models.Operation, want *reply) (list []string) {
	add := func(what string, got, want any) {
		list = append(list, fmt.Sprintf("%s: %.300v, botocore has %.300v", what, got, want))
	}
	if v.method != want.Method {
		add("method", v.method, want.Method)
	}
	ours, err := url.Parse(v.url)
	theirs, err2 := url.Parse(want.URL)
	if err != nil || err2 != nil {
		add("url", v.url, want.URL)
		return list
	}
	if ours.Scheme != theirs.Scheme || ours.Host != theirs.Host {
		add("host", ours.Host, theirs.Host)
	}
	if a, b := ours.EscapedPath(), theirs.EscapedPath(); a != b && a+b != "/" {
		add("path", ours.EscapedPath(), theirs.EscapedPath())
	}
	if a, b := values(ours.RawQuery), values(theirs.RawQuery); !reflect.DeepEqual(a, b) {
		add("query", a, b)
	}
	for name, value := range v.headers {
		if other, ok := want.Headers[name]; !unread[name] && (!ok || uuids.ReplaceAllString(value, "") != uuids.ReplaceAllString(other, "")) {
			add("header "+name, value, other)
		}
	}
	for name, value := range want.Headers {
		if _, ok := v.headers[name]; !unread[name] && !ok {
			add("header "+name, "absent", value)
		}
	}
	if a, b := scope(v.headers["authorization"]), scope(want.Headers["authorization"]); a != b {
		add("scope", a, b)
	}
	a := meaning(op.Model().Protocol(), uuids.ReplaceAll(v.body, token))
	b := meaning(op.Model().Protocol(), uuids.ReplaceAll(want.Body, token))
	if inside := valueDifferences("", a, b); len(inside) > 0 {
		for _, d := range inside {
			list = append(list, "body "+d)
		}
	} else if !bytes.Equal(v.body, want.Body) { // other bytes of the same meaning have other digests
		list = slices.DeleteFunc(list, func(d string) bool {
			return strings.HasPrefix(d, "header x-amz-content-sha256: ") && !strings.HasSuffix(d, "has ") || strings.HasPrefix(d, "header x-amz-checksum-") && !strings.Contains(d, "-mode")
		})
	}
	return list
}

// values is the pairs of a query, each name's values in order.
func values(query string) url.Values {
	v, err := url.ParseQuery(uuids.ReplaceAllString(query, ""))
	if err != nil {
		return url.Values{"malformed": {query}}
	}
	for _, list := range v {
		sort.Strings(list)
	}
	return v
}

// scope is what an authorization header says beyond date, signed headers and
// signature.
func scope(authorization string) string {
	algorithm, rest, _ := strings.Cut(authorization, " ")
	credential, _, _ := strings.Cut(rest, ",")
	parts := strings.Split(credential, "/")
	if len(parts) == 5 {
		parts[1] = ""
	}
	return algorithm + " " + strings.Join(parts, "/")
}

// same compares decoded values, numbers by their value.
func same(a, b any) bool { return len(valueDifferences("", a, b)) == 0 }

// valueDifferences are those between two decoded values.
func valueDifferences(at string, a, b any) (list []string) {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok {
			break
		}
		for name, v := range x {
			if other, ok := y[name]; ok {
				list = append(list, valueDifferences(at+"."+name, v, other)...)
			} else {
				list = append(list, fmt.Sprintf("value %s.%s: botocore has none, we %.100v", at, name, v))
			}
		}
		for name, v := range y {
			if _, ok := x[name]; !ok && v != nil {
				list = append(list, fmt.Sprintf("value %s.%s: only botocore has %.100v", at, name, v))
			}
		}
		return list
	case []any:
		y, ok := b.([]any)
		if !ok || len(x) != len(y) {
			break
		}
		for i := range x {
			list = append(list, valueDifferences(fmt.Sprintf("%s[%d]", at, i), x[i], y[i])...)
		}
		return list
	case float64:
		if y, ok := b.(float64); ok && (x == y || math.Abs(x-y) < 1e-6) {
			return nil
		}
	default:
		if reflect.DeepEqual(a, b) {
			return nil
		}
	}
	return []string{fmt.Sprintf("value %s: %.200v, botocore has %.200v", at, a, b)}
}
