package rules_test

import (
	"encoding/json"
	"errors"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// The slow twin: the rule set's JSON interpreted word for word, with regular
// expressions, copied scopes and maps. No code is shared with what it checks.

type slowSet struct {
	Parameters map[string]slowParam
	Rules      []slowRule
}

type slowParam struct {
	Type     string
	Required bool
	Default  any
}

type slowRule struct {
	Type       string
	Conditions []map[string]any
	Rules      []slowRule
	Error      any
	Endpoint   struct {
		URL        any
		Properties map[string]any
		Headers    map[string][]any
	}
}

type slowEndpoint struct {
	url        string
	headers    map[string][]string
	properties map[string]any
}

var (
	errSlowType   = errors.New("wrong type")
	errSlowUnsafe = errors.New("unsafe endpoint")
)

type slowRuleError string

func (e slowRuleError) Error() string { return string(e) }

type slowParamError string

func (e slowParamError) Error() string { return "parameter " + string(e) }

func slowParse(source []byte) (s slowSet, err error) {
	err = json.Unmarshal(source, &s)
	return s, err
}

// resolve panics with the error: the plainest way out of a recursion.
func (s slowSet) resolve(params map[string]any) (e *slowEndpoint, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, err = nil, r.(error)
		}
	}()
	scope := maps.Clone(params)
	for name, p := range s.Parameters {
		if scope[name] == nil {
			scope[name] = p.Default
		}
		if scope[name] == nil && p.Required {
			return nil, slowParamError(name)
		}
	}
	for _, r := range s.Rules {
		if e := r.evaluate(maps.Clone(scope)); e != nil {
			return e, nil
		}
	}
	return nil, rules.ErrNoRule
}

func (r slowRule) evaluate(scope map[string]any) *slowEndpoint {
	for _, c := range r.Conditions {
		v := slowValue(c, scope)
		if v == nil || v == false {
			return nil
		}
		if name, ok := c["assign"].(string); ok {
			scope[name] = v
		}
	}
	switch r.Type {
	case "tree":
		for _, child := range r.Rules {
			if e := child.evaluate(maps.Clone(scope)); e != nil {
				return e
			}
		}
		return nil
	case "error":
		panic(slowRuleError(slowString(slowValue(r.Error, scope))))
	}
	e := &slowEndpoint{headers: map[string][]string{}, properties: map[string]any{}}
	for name, values := range r.Endpoint.Headers {
		for _, v := range values {
			e.headers[name] = append(e.headers[name], slowString(slowValue(v, scope)))
		}
	}
	e.url = slowString(slowValue(r.Endpoint.URL, scope))
	for name, v := range r.Endpoint.Properties {
		e.properties[name] = slowProperty(v, scope)
	}
	return e
}

func slowProperty(v any, scope map[string]any) any {
	switch v := v.(type) {
	case string:
		return slowString(slowValue(v, scope))
	case []any:
		list := []any{}
		for _, x := range v {
			list = append(list, slowProperty(x, scope))
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for name, x := range v {
			object[name] = slowProperty(x, scope)
		}
		return object
	}
	return v
}

func slowString(v any) string {
	s, ok := v.(string)
	if !ok {
		panic(errSlowType)
	}
	return s
}

func slowBool(v any) bool {
	b, ok := v.(bool)
	if !ok {
		panic(errSlowType)
	}
	return b
}

var slowTemplate = regexp.MustCompile(`\{\{|\}\}|\{[^}]*\}`)

func slowValue(v any, scope map[string]any) any {
	switch v := v.(type) {
	case string:
		return slowTemplate.ReplaceAllStringFunc(v, func(s string) string {
			if s == "{{" || s == "}}" {
				return s[:1]
			}
			names := strings.Split(strings.Trim(s, "{}"), "#")
			value := scope[names[0]]
			for _, name := range names[1:] {
				value = slowAttr(value, name)
			}
			return slowString(value)
		})
	case map[string]any:
		if ref, ok := v["ref"].(string); ok {
			return scope[ref]
		}
		var args []any
		for _, a := range v["argv"].([]any) {
			args = append(args, slowValue(a, scope))
		}
		return slowCall(v["fn"].(string), args)
	}
	return v
}

func slowCall(fn string, a []any) any {
	switch fn {
	case "isSet":
		return a[0] != nil
	case "not":
		return a[0] == nil || a[0] == false
	case "booleanEquals":
		return slowBool(a[0]) == slowBool(a[1])
	case "stringEquals":
		return slowString(a[0]) == slowString(a[1])
	case "getAttr":
		for _, part := range strings.Split(a[1].(string), ".") {
			a[0] = slowAttr(a[0], part)
		}
		return a[0]
	}
	if a[0] == nil {
		switch fn {
		case "isValidHostLabel", "aws.isVirtualHostableS3Bucket":
			return false
		case "aws.partition":
			a[0] = ""
		default:
			return nil
		}
	}
	s := slowString(a[0])
	switch fn {
	case "substring":
		return slowSubstring(s, int(a[1].(float64)), int(a[2].(float64)), a[3].(bool))
	case "uriEncode":
		return slowURIEncode(s)
	case "parseURL":
		v, unsafe := slowParseURL(s)
		if unsafe {
			panic(errSlowUnsafe)
		}
		return v
	case "aws.parseArn":
		return slowParseARN(s)
	case "aws.partition":
		return slowPartition(s)
	case "isValidHostLabel":
		return slowHostLabel(s, a[1].(bool))
	case "aws.isVirtualHostableS3Bucket":
		return slowBucket(s, a[1].(bool))
	}
	panic("function " + fn)
}

var slowIndex = regexp.MustCompile(`^(\w*)(?:\[(-?\d+)\])?$`)

func slowAttr(v any, part string) any {
	m := slowIndex.FindStringSubmatch(part)
	if m[1] != "" {
		object, ok := v.(map[string]any)
		if !ok && v != nil {
			panic(errSlowType)
		}
		v = object[m[1]]
	}
	if m[2] != "" && v != nil {
		i, _ := strconv.Atoi(m[2])
		list := v.([]any)
		if i < 0 {
			i += len(list)
		}
		if i < 0 || i >= len(list) {
			return nil
		}
		return list[i]
	}
	return v
}
