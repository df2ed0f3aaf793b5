package jmespath

import (
	"encoding/json"
	"errors"
	"reflect"
	"unicode/utf8"
)

// slowSearch evaluates the tree itself, node by node, as the specification
// words it. It is the twin of lowering and evaluator together.
func slowSearch(n *node, v any) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			result, err = nil, r.(error)
		}
	}()
	return slow(n, v), nil
}

var errSlowType = errors.New("invalid type")

func slow(n *node, v any) any {
	switch n.op {
	case opField:
		if o, ok := v.(object); ok {
			return doc{o}.Field(n.name).v
		}
		return nil
	case opIndex:
		list, _ := slow(n.a, v).([]any)
		i := n.index
		if i < 0 {
			i += len(list)
		}
		if i < 0 || i >= len(list) {
			return nil
		}
		return list[i]
	case opChain, opPipe:
		return slow(n.b, slow(n.a, v))
	case opProject, opFilter:
		list, ok := slow(n.a, v).([]any)
		if !ok {
			return nil
		}
		return slowEach(n, list)
	case opValues:
		o, ok := slow(n.a, v).(object)
		if !ok {
			return nil
		}
		list := []any{}
		for _, f := range o {
			list = append(list, f.value)
		}
		return slowEach(n, list)
	case opFlatten:
		list, ok := slow(n.a, v).([]any)
		if !ok {
			return nil
		}
		flat := []any{}
		for _, item := range list {
			if inner, ok := item.([]any); ok {
				flat = append(flat, inner...)
			} else {
				flat = append(flat, item)
			}
		}
		return slowEach(n, flat)
	case opOr:
		if left := slow(n.a, v); slowTrue(left) {
			return left
		}
		return slow(n.b, v)
	case opAnd:
		if left := slow(n.a, v); !slowTrue(left) {
			return left
		}
		return slow(n.b, v)
	case opNot:
		return !slowTrue(slow(n.a, v))
	case opCompare:
		return slowCompare(n.name, slow(n.a, v), slow(n.b, v))
	case opCall:
		return slowCall(n.name, slow(n.a, v))
	case opList:
		if v == nil {
			return nil
		}
		list := []any{}
		for _, item := range n.list {
			list = append(list, slow(item, v))
		}
		return list
	case opLiteral:
		return n.value
	}
	return v
}

func slowEach(n *node, list []any) any {
	results := []any{}
	for _, item := range list {
		if n.op == opFilter && !slowTrue(slow(n.c, item)) {
			continue
		}
		if r := slow(n.b, item); r != nil {
			results = append(results, r)
		}
	}
	return results
}

func slowTrue(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case object:
		return len(v) > 0
	}
	return true
}

// slowPlain is v as encoding/json decodes into any.
func slowPlain(v any) any {
	switch v := v.(type) {
	case json.Number:
		f, _ := v.Float64()
		return f
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = slowPlain(v[i])
		}
		return list
	case object:
		m := map[string]any{}
		for _, f := range v {
			m[f.name] = slowPlain(f.value)
		}
		return m
	}
	return v
}

func slowCompare(op string, a, b any) any {
	a, b = slowPlain(a), slowPlain(b)
	switch op {
	case "==":
		return reflect.DeepEqual(a, b)
	case "!=":
		return !reflect.DeepEqual(a, b)
	}
	x, okX := a.(float64)
	y, okY := b.(float64)
	if !okX || !okY {
		return nil
	}
	return map[string]bool{"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[op]
}

func slowCall(name string, v any) any {
	if name == "keys" {
		o, ok := v.(object)
		if !ok {
			panic(errSlowType)
		}
		list := []any{}
		for _, f := range o {
			list = append(list, f.name)
		}
		return list
	}
	length := 0
	switch v := v.(type) {
	case string:
		length = utf8.RuneCountInString(v)
	case []any:
		length = len(v)
	case object:
		length = len(v)
	default:
		panic(errSlowType)
	}
	return json.Number(itoa(length))
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }
