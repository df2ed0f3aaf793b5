package ruleset

import (
	"maps"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// rule is a lowered rule: expressions in the form of the layout.
type rule struct {
	path       node
	conditions [][]byte
	kind       byte
	children   []rule // of a tree
	body       []byte // of an error: the expression; of an endpoint: its offset
}

// lower lowers the rules of one list. What follows a rule that always answers
// is dropped; a tree without conditions gives its rules to the list.
func (c *compiler) lower(list []node, scope map[string]typ) ([]rule, error) {
	var lowered []rule
	for _, n := range list {
		r, err := c.rule(n, maps.Clone(scope))
		if err != nil {
			return nil, err
		}
		if r.kind == rules.KindTree && len(r.conditions) == 0 {
			lowered = append(lowered, r.children...)
		} else if r.kind != rules.KindTree || len(r.children) > 0 {
			lowered = append(lowered, r)
		}
	}
	for i, r := range lowered {
		if len(r.conditions) == 0 {
			lowered = lowered[:i+1]
			break
		}
	}
	if len(lowered) > 255 {
		return nil, list[0].errorf("more than 255 rules in one list")
	}
	return lowered, nil
}

func (c *compiler) rule(n node, scope map[string]typ) (rule, error) {
	r := rule{path: n}
	if err := n.only("type", "conditions", "rules", "endpoint", "error", "documentation"); err != nil {
		return r, err
	}
	conditions, err := n.get("conditions").list()
	if err != nil {
		return r, err
	}
	for _, condition := range conditions {
		code, err := c.condition(condition, scope)
		if err != nil {
			return r, err
		}
		r.conditions = append(r.conditions, code)
	}
	kind, err := n.get("type").str()
	if err != nil {
		return r, err
	}
	switch kind {
	case "tree":
		err = c.tree(&r, n, scope)
	case "endpoint":
		r.kind = rules.KindEndpoint
		r.body, err = c.endpoint(n.get("endpoint"), scope)
	case "error":
		r.kind = rules.KindError
		r.body, err = c.text(n.get("error"), scope, false)
	default:
		err = n.get("type").errorf("unknown rule type %q", kind)
	}
	if err == nil && len(r.conditions) > rules.MaxConditions {
		err = n.errorf("more than %d conditions", rules.MaxConditions)
	}
	return r, err
}

// tree lowers the rules below r. A single one takes r's conditions over: when
// it does not match, nothing else below r would.
func (c *compiler) tree(r *rule, n node, scope map[string]typ) error {
	list, err := n.get("rules").list()
	if err != nil {
		return err
	}
	r.kind = rules.KindTree
	if r.children, err = c.lower(list, scope); err != nil {
		return err
	}
	if len(r.children) == 1 && len(r.conditions)+len(r.children[0].conditions) <= rules.MaxConditions {
		only := r.children[0]
		only.conditions = append(r.conditions[:len(r.conditions):len(r.conditions)], only.conditions...)
		*r = only
	}
	return nil
}

// endpoint lowers an endpoint object and gives the offset of its record.
func (c *compiler) endpoint(n node, scope map[string]typ) ([]byte, error) {
	if err := n.only("url", "properties", "headers"); err != nil {
		return nil, err
	}
	record := []byte{0}
	if properties := n.get("properties"); len(properties.members) > 0 {
		code, err := c.property(properties, scope, 0)
		if err != nil {
			return nil, err
		}
		record[0] |= rules.EndpointHasProperties
		record = append16(record, c.record(code))
	} else if _, err := properties.object(); properties.kind != 0 && err != nil {
		return nil, err
	}
	if headers := n.get("headers"); len(headers.members) > 0 {
		record[0] |= rules.EndpointHasHeaders
		code, err := c.headers(headers, scope)
		if err != nil {
			return nil, err
		}
		record = append(record, code...)
	} else if _, err := headers.object(); headers.kind != 0 && err != nil {
		return nil, err
	}
	url, err := c.text(n.get("url"), scope, true)
	if err != nil {
		return nil, err
	}
	return append16(nil, c.record(append(record, url...))), nil
}

func (c *compiler) headers(n node, scope map[string]typ) ([]byte, error) {
	code := []byte{0}
	for _, header := range n.members {
		values, err := header.list()
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			text, err := c.text(v, scope, false)
			if err != nil {
				return nil, err
			}
			if code[0]++; code[0] == 0 {
				return nil, n.errorf("more than 255 header values")
			}
			code = append(c.literal(code, header.name), text...)
		}
	}
	return code, nil
}

// property lowers a value of the properties.
func (c *compiler) property(n node, scope map[string]typ, depth int) ([]byte, error) {
	if depth > 16 || len(n.members) > 255 || len(n.items) > 255 {
		return nil, n.errorf("too deep or too large")
	}
	switch n.kind {
	case 'b':
		if n.value.(bool) {
			return []byte{rules.OpTrue}, nil
		}
		return []byte{rules.OpFalse}, nil
	case 's':
		return c.text(n, scope, false)
	case 'a':
		code := []byte{rules.OpList, byte(len(n.items))}
		for _, item := range n.items {
			value, err := c.property(item, scope, depth+1)
			if err != nil {
				return nil, err
			}
			code = append(code, value...)
		}
		return code, nil
	case 'o':
		code := []byte{rules.OpObject, byte(len(n.members))}
		for _, m := range n.members {
			value, err := c.property(m.node, scope, depth+1)
			if err != nil {
				return nil, err
			}
			code = append(c.literal(code, m.name), value...)
		}
		return code, nil
	}
	return nil, n.errorf("a property is a string, a boolean, a list or an object")
}
