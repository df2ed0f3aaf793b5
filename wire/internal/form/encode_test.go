package form

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// service has a member for every rule of names.
const service = `{
"metadata": {"protocol": "query", "apiVersion": "2020-01-01", "serviceId": "Test"},
"operations": {
	"Do": {"name": "Do", "input": {"shape": "Input"}, "endpoint": {"hostPrefix": "{S}-x."}},
	"Nothing": {"name": "Nothing"}
},
"shapes": {
	"Input": {"type": "structure", "members": {
		"S": {"shape": "String", "hostLabel": true},
		"renamed": {"shape": "String", "locationName": "other"},
		"queried": {"shape": "String", "locationName": "o", "queryName": "q"},
		"I": {"shape": "Integer"}, "L": {"shape": "Long"}, "B": {"shape": "Boolean"}, "D": {"shape": "Double"},
		"T": {"shape": "Time"}, "U": {"shape": "Unix"}, "Blob": {"shape": "Blob"},
		"List": {"shape": "Strings"},
		"items": {"shape": "Items"},
		"Flat": {"shape": "Items", "flattened": true},
		"FlatRenamed": {"shape": "Items", "flattened": true, "locationName": "Hi"},
		"Map": {"shape": "Map"},
		"FlatMap": {"shape": "NamedMap", "flattened": true},
		"nested": {"shape": "Nested"},
		"Lists": {"shape": "Lists"},
		"Events": {"shape": "Events"},
		"Odd": {"shape": "String", "locationName": "a b"}
	}},
	"Nested": {"type": "structure", "members": {"a": {"shape": "String"}, "In": {"shape": "Nested"}, "List": {"shape": "Strings"}}},
	"Events": {"type": "structure", "eventstream": true, "members": {}},
	"Strings": {"type": "list", "member": {"shape": "String"}},
	"Lists": {"type": "list", "member": {"shape": "Strings"}},
	"Items": {"type": "list", "member": {"shape": "String", "locationName": "item"}},
	"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Nested"}},
	"NamedMap": {"type": "map", "key": {"shape": "String", "locationName": "K"}, "value": {"shape": "String", "locationName": "V"}},
	"String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Boolean": {"type": "boolean"},
	"Double": {"type": "double"}, "Blob": {"type": "blob"}, "Time": {"type": "timestamp"}, "Unix": {"type": "timestamp", "timestampFormat": "unixTimestamp"}
}}`

func operation(t testing.TB, name string) models.Operation {
	return wiretest.Operation(t, wiretest.Compile(t, service), name)
}

// encode gives the body behind operation and version.
func encode(t testing.TB, op models.Operation, params wire.Map, style Style) (string, error) {
	t.Helper()
	var e wire.Encoder
	var r wire.Request
	Encode(&e, &r, op, wire.ValueOf(params), style)
	if err := e.Err(op); err != nil {
		return "", err
	}
	start := "Action=" + op.Name() + "&Version=2020-01-01"
	body := string(r.Body)
	if !strings.HasPrefix(body, start) || r.Method != "POST" || string(r.Path) != "/" || len(r.Values) != 0 {
		t.Errorf("%s %s %q, values %q", r.Method, r.Path, body, r.Values)
	}
	if got, _ := r.Header("content-type"); got != "application/x-www-form-urlencoded; charset=utf-8" {
		t.Errorf("content type %q", got)
	}
	return strings.TrimPrefix(strings.TrimPrefix(body, start), "&"), nil
}

func TestEncode(t *testing.T) {
	op := operation(t, "Do")
	for _, c := range []struct {
		name       string
		params     wire.Map
		query, ec2 string
	}{
		{"nothing", wire.Map{}, "", ""},
		{"string", wire.Map{"renamed": "a b"}, "other=a%20b", "Other=a%20b"},
		{"query name", wire.Map{"queried": "x"}, "o=x", "q=x"},
		{"odd name", wire.Map{"Odd": "x"}, "a%20b=x", "A%20b=x"},
		{"numbers", wire.Map{"I": -1, "L": int64(1) << 40, "D": 1e21, "B": true}, "I=-1&L=1099511627776&B=true&D=1e%2B21", "I=-1&L=1099511627776&B=true&D=1e%2B21"},
		{"times", wire.Map{"T": time.Unix(0, 0), "U": time.Unix(5, 0)}, "T=1970-01-01T00%3A00%3A00Z&U=5", "T=1970-01-01T00%3A00%3A00Z&U=5"},
		{"blob", wire.Map{"Blob": []byte("\xfb\xff?")}, "Blob=%2B%2F8%2F", "Blob=%2B%2F8%2F"},
		{"list", wire.Map{"List": wire.List{"a", "b"}}, "List.member.1=a&List.member.2=b", "List.1=a&List.2=b"},
		{"named elements", wire.Map{"items": wire.List{"a"}}, "items.item.1=a", "Items.1=a"},
		{"empty list", wire.Map{"List": wire.List{}}, "List=", ""},
		{"flattened", wire.Map{"Flat": wire.List{"a"}}, "item.1=a", "Flat.1=a"},
		{"flattened with a name", wire.Map{"FlatRenamed": wire.List{"a"}}, "Hi.1=a", "Hi.1=a"},
		{"map", wire.Map{"Map": wire.Map{"b": wire.Map{"a": "2"}, "a": wire.Map{}}}, "Map.entry.1.key=a&Map.entry.2.key=b&Map.entry.2.value.a=2", "Map.entry.1.key=a&Map.entry.2.key=b&Map.entry.2.value.A=2"},
		{"flattened map", wire.Map{"FlatMap": map[string]string{"a": "1"}}, "FlatMap.1.K=a&FlatMap.1.V=1", "FlatMap.1.K=a&FlatMap.1.V=1"},
		{"nested", wire.Map{"nested": wire.Map{"In": wire.Map{"a": "x", "List": wire.List{"y"}}, "a": "z"}},
			"nested.a=z&nested.In.a=x&nested.In.List.member.1=y", "Nested.A=z&Nested.In.A=x&Nested.In.List.1=y"},
		{"lists of lists", wire.Map{"Lists": wire.List{wire.List{"a"}, wire.List{}}}, "Lists.member.1.member.1=a&Lists.member.2=", "Lists.1.1=a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.params["S"] = "h"
			for _, s := range []struct {
				style Style
				want  string
			}{{Query, c.query}, {EC2, c.ec2}} {
				got, err := encode(t, op, c.params, s.style)
				if err != nil {
					t.Fatal(err)
				}
				if got = strings.TrimPrefix(strings.TrimPrefix(got, "S=h"), "&"); got != s.want {
					t.Errorf("style %d: %s\nwant %s", s.style, got, s.want)
				}
			}
		})
	}
}

func TestEncodeFaults(t *testing.T) {
	op := operation(t, "Do")
	for _, c := range []struct {
		params wire.Map
		want   string
	}{
		{wire.Map{"nested": wire.Map{"In": wire.Map{"a": 1}}}, "nested.In.a: a string is wanted, not an integer"},
		{wire.Map{"List": wire.List{"a", nil}}, "List[1]: a string is wanted, not nil"},
		{wire.Map{"Map": wire.Map{"\xff": wire.Map{}}}, "the string is not UTF-8"},
		{wire.Map{"Events": wire.Map{}}, "Events: events are not params: they are sent one by one"},
		{wire.Map{"Blob": strings.NewReader("x")}, "Blob: a blob is wanted, not a reader"},
	} {
		c.params["S"] = "h"
		if _, err := encode(t, op, c.params, Query); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestEncodeWithoutInput(t *testing.T) {
	if got, err := encode(t, operation(t, "Nothing"), nil, Query); got != "" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	var e wire.Encoder
	var r wire.Request
	Encode(&e, &r, operation(t, "Nothing"), wire.Value{}, EC2)
	if e.Failed() || string(r.Body) != "Action=Nothing&Version=2020-01-01" {
		t.Errorf("%q", r.Body)
	}
}

func TestHostPrefix(t *testing.T) {
	var e wire.Encoder
	var r wire.Request
	Encode(&e, &r, operation(t, "Do"), wire.ValueOf(wire.Map{"S": "h"}), Query)
	if string(r.HostPrefix) != "h-x." {
		t.Errorf("%q", r.HostPrefix)
	}
}

// net/url reads a form's values as they were given.
func FuzzEncode(f *testing.F) {
	f.Add("", "", []byte{})
	f.Add("a=b&c", " +%", []byte{0xfb, 0xff})
	op := operation(f, "Do")
	f.Fuzz(func(t *testing.T, s, key string, blob []byte) {
		body, err := encode(t, op, wire.Map{"S": "h", "renamed": s, "List": wire.List{s}, "FlatMap": map[string]string{key: s}, "Blob": blob}, Query)
		if err != nil {
			return // no UTF-8
		}
		got, err := url.ParseQuery(body)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{"other": s, "List.member.1": s, "FlatMap.1.K": key, "FlatMap.1.V": s} {
			if got.Get(name) != want || len(got[name]) != 1 {
				t.Errorf("%s: %q, want %q", name, got[name], want)
			}
		}
		if len(got) != 6 {
			t.Errorf("%q", got)
		}
	})
}
