package jmespath

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models/path"
)

// document has all that the expressions of modelExpressions look at.
const document = `{"NextMarker":"","Contents":[{"Key":"a"},{"Key":"b"}],"status":"CREATING","PasswordData":"","items":[],
"VerificationAttributes":{"x":{"VerificationStatus":"Success"},"y":{"VerificationStatus":"Pending"}},
"Reservations":[{"Instances":[{"State":{"Name":"running"}},{"State":{"Name":"stopped"}}]},{"Instances":[{"State":{"Name":"pending"}}]}],
"services":[{"deployments":[1],"runningCount":2,"desiredCount":2},{"deployments":[1,2],"runningCount":2,"desiredCount":2}],
"KinesisDataStreamDestinations":[{"DestinationStatus":"DISABLED"},{"DestinationStatus":"ACTIVE"}],
"TransactItems":[{"Put":{"TableName":"p"}},{"Get":{"TableName":"g"}},{"Update":{"TableName":"u"},"Delete":{"TableName":"d"}}],
"RequestItems":{"t1":[],"t2":[{"n":null}]},"n":null,"nested":[[1,[2,3]],[4],5,null,[]],"big":1e300,"é":"ü"}`

// modelExpressions is one of each form that occurs in models, and a few beside.
var modelExpressions = []struct{ expression, want string }{
	{`NextMarker || Contents[-1].Key`, `"b"`},
	{`Reservations[].Instances[].State.Name`, `["running","stopped","pending"]`},
	{`Reservations[*].Instances[*].State.Name`, `[["running","stopped"],["pending"]]`},
	{`VerificationAttributes.*.VerificationStatus`, `["Success","Pending"]`},
	{"length(items) == `0`", `true`},
	{"length(Reservations[]) > `0`", `true`},
	{"length(PasswordData) > `0`", `false`},
	{`status != 'CANCELLING' && status != 'CANCELLED'`, `true`},
	{"length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`", `false`},
	{"length(KinesisDataStreamDestinations) > `0`  && length(KinesisDataStreamDestinations[?DestinationStatus == 'DISABLED' || DestinationStatus == 'ENABLE_FAILED']) ==  length(KinesisDataStreamDestinations)", `false`},
	{`TransactItems[*].Get.TableName`, `["g"]`},
	{`TransactItems[*].[ConditionCheck.TableName, Put.TableName, Delete.TableName, Update.TableName][]`, `["p","d","u"]`},
	{`keys(RequestItems)`, `["t1","t2"]`},
	{`nested[]`, `[1,[2,3],4,5]`},
	{`nested[][]`, `[1,2,3,4,5]`},
	{`(nested[])[1][0]`, `2`},
	{`nested[0] | [1]`, `[2,3]`},
	{`services[?runningCount].deployments[?@ > '1']`, `[]`},
	{`n.x.y[0]`, `null`},
	{"big >= `1e300`", `true`},
	{`"é"`, `"ü"`},
	{`@.status`, `"CREATING"`},
}

func TestSearch(t *testing.T) {
	root, err := parseDoc(document)
	if err != nil {
		t.Fatal(err)
	}
	var e path.Evaluator[doc]
	for _, c := range modelExpressions {
		p, err := Compile(c.expression)
		if err != nil {
			t.Error(err)
			continue
		}
		v, err := e.Search(p, root)
		var want any
		json.Unmarshal([]byte(c.want), &want)
		if err != nil || !reflect.DeepEqual(plain(v), want) {
			t.Errorf("%s: got %v %v, want %s", c.expression, plain(v), err, c.want)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, c := range []struct{ expression, construct string }{
		{`a[0:2]`, "slice"},
		{`a[:]`, "slice"},
		{`{a: b}`, "multi-select hash"},
		{`a.{b: c}`, "multi-select hash"},
		{`sort_by(a, &b)`, "function sort_by"},
		{`&a`, "expression reference"},
		{"`[1]`", "list literal"},
		{"`{}`", "object literal"},
		{strings.Repeat("a", 256), "field name of more than 255 bytes"},
		{strings.Repeat("(", 40) + strings.Repeat("!a)", 40), ""},
		{"", ""}, {"a.", ""}, {"a b", ""}, {"a[", ""}, {"'a", ""}, {"`1", ""}, {"`x`", ""}, {"length()", ""}, {"length(a, b)", ""},
		{`"length"(a)`, ""}, {"a[99999999999999999999]", ""}, {"#", ""}, {strings.Repeat("(", 300) + "a", ""}, {"a[*]b", ""}, {"a[-]", ""}, {"a.1", ""},
	} {
		_, err := Compile(c.expression)
		if u, ok := errors.AsType[*UnsupportedError](err); c.construct != "" {
			if !ok || u.Construct != c.construct || !strings.Contains(u.Error(), c.construct) {
				t.Errorf("%s: got %v, want %s", c.expression, err, c.construct)
			}
		} else if _, ok := errors.AsType[*SyntaxError](err); !ok {
			t.Errorf("%s: got %v, want a syntax error", c.expression, err)
		}
	}
}

// FuzzCompile: an expression that compiles gives what its tree gives.
func FuzzCompile(f *testing.F) {
	for _, c := range modelExpressions {
		f.Add(c.expression, document)
	}
	for _, s := range []string{"a[?b][?c].d", "a[?b].c[?d][]", "*.*", "[*][0]", "[[]]", "a[].b[*].c[]", "!a || b && c", "(a[*].b)[0]", "a | b | [0]", "@[*].[@,@][]", "\"\\u0061\"", "''", "'\\''", "``", "a[*].*[]", "[?@][?@]"} {
		f.Add(s, `{"a":[{"b":[{"c":[1,[2]]}]},{"b":{"c":0}}],"c":[[],[[]]]}`)
		f.Add(s, `[[[0,1],[]],{"a":""},null,false]`)
	}
	f.Fuzz(func(t *testing.T, expression, text string) {
		n, parseErr := parse(expression)
		p, err := Compile(expression)
		if parseErr != nil && err == nil {
			t.Fatalf("%q: compiled although %v", expression, parseErr)
		}
		root, docErr := parseDoc(text)
		if err != nil || docErr != nil {
			return
		}
		var e path.Evaluator[doc]
		v, err := e.Search(p, root)
		if err == path.ErrTooLarge {
			return
		}
		want, wantErr := slowSearch(n, root.v)
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("%q: error %v, want %v", expression, err, wantErr)
		}
		if err == nil && !reflect.DeepEqual(plain(v), slowPlain(want)) {
			t.Errorf("%q of %s: got %v, want %v", expression, text, plain(v), slowPlain(want))
		}
	})
}

// TestBotocoreExpressions compiles all expressions of botocore's models.
func TestBotocoreExpressions(t *testing.T) {
	data := os.Getenv("TUCUXI_BOTOCORE_DATA")
	if data == "" {
		t.Skip("TUCUXI_BOTOCORE_DATA does not name botocore's data folder")
	}
	seen, count, source, size := map[string]bool{}, 0, 0, 0
	check := func(where, expression string) {
		count++
		p, err := Compile(expression)
		if err != nil {
			t.Errorf("%s: %v", where, err)
		}
		if !seen[expression] {
			seen[expression] = true
			source += len(expression)
			size += len(p)
		}
	}
	kinds := map[string]int{}
	for _, pattern := range []string{"paginators-1*.json.gz", "waiters-2*.json.gz", "service-2.json.gz", "paginators-1*.json", "waiters-2*.json"} {
		files, _ := filepath.Glob(filepath.Join(data, "*", "*", pattern))
		for _, file := range files {
			before := count
			expressions(t, file, check)
			kinds[pattern[:3]] += count - before
		}
	}
	t.Logf("%d expressions (paginators %d, waiters %d, operation context parameters %d), %d distinct: %d bytes of text, %d of programs",
		count, kinds["pag"], kinds["wai"], kinds["ser"], len(seen), source, size)
	if kinds["pag"] < 10_000 || kinds["wai"] < 1000 || kinds["ser"] < 4 {
		t.Errorf("too few expressions: %v", kinds)
	}
}

// expressions finds the JMESPath of one of botocore's files.
func expressions(t *testing.T, file string, check func(where, expression string)) {
	var top struct {
		Pagination map[string]map[string]any
		Merge      struct{ Pagination map[string]map[string]any }
		Waiters    map[string]struct{ Acceptors []struct{ Argument string } }
		Operations map[string]struct {
			OperationContextParams map[string]struct{ Path string }
		}
	}
	if err := json.Unmarshal(readFile(t, file), &top); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	for _, paginators := range []map[string]map[string]any{top.Pagination, top.Merge.Pagination} {
		for name, paginator := range paginators {
			for _, key := range []string{"input_token", "output_token", "result_key", "limit_key", "more_results", "non_aggregate_keys"} {
				switch v := paginator[key].(type) {
				case string:
					check(file+" "+name, v)
				case []any:
					for _, s := range v {
						check(file+" "+name, s.(string))
					}
				}
			}
		}
	}
	for name, waiter := range top.Waiters {
		for _, a := range waiter.Acceptors {
			if a.Argument != "" {
				check(file+" "+name, a.Argument)
			}
		}
	}
	for name, operation := range top.Operations {
		for _, param := range operation.OperationContextParams {
			check(file+" "+name, param.Path)
		}
	}
}

func readFile(t *testing.T, file string) []byte {
	b, err := os.ReadFile(file)
	if err == nil && strings.HasSuffix(file, ".gz") {
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(b)); err == nil {
			b, err = io.ReadAll(z)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}
