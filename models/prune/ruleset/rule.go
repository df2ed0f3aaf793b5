package ruleset

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// step is a node of the rule set as a graph: a condition and what comes after it,
// or a result.
type step struct {
	id        int
	condition *expr
	hi, lo    *step // the condition holds, or not
	result    *result

	relevant map[int]bool // facts that matter from here on
}

// result is what a rule set answers.
type result struct {
	err     *expr // of an error rule
	url     *expr // of an endpoint; with neither there is no answer
	records [rules.Records][]*expr

	parts []*expr // of the URL or the message, once at hand
}

func (c *compiler) step(s step) *step {
	s.id = c.steps
	c.steps++
	return &s
}

// list is the first step of a list of rules. What follows it is where no rule of
// the list gives a result.
func (c *compiler) list(list []node, scope map[string]*expr, after *step) (*step, error) {
	for i := len(list) - 1; i >= 0; i-- {
		var err error
		if after, err = c.rule(list[i], maps.Clone(scope), after); err != nil {
			return nil, err
		}
	}
	return after, nil
}

func (c *compiler) rule(n node, scope map[string]*expr, after *step) (*step, error) {
	if err := n.only("type", "conditions", "rules", "endpoint", "error", "documentation"); err != nil {
		return nil, err
	}
	list, err := n.get("conditions").list()
	if err != nil {
		return nil, err
	}
	var conditions []*expr
	for _, condition := range list {
		e, err := c.condition(condition, scope)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, e)
	}
	at, err := c.body(n, scope, after)
	if err != nil {
		return nil, err
	}
	for i := len(conditions) - 1; i >= 0; i-- {
		at = c.step(step{condition: conditions[i], hi: at, lo: after})
	}
	return at, nil
}

// body is what comes after the conditions of a rule.
func (c *compiler) body(n node, scope map[string]*expr, after *step) (*step, error) {
	kind, err := n.get("type").str()
	if err != nil {
		return nil, err
	}
	r := new(result)
	switch kind {
	case "tree":
		list, err := n.get("rules").list()
		if err != nil {
			return nil, err
		}
		return c.list(list, scope, after)
	case "endpoint":
		r, err = c.endpoint(n.get("endpoint"), scope)
	case "error":
		r.err, err = c.text(n.get("error"), scope)
	default:
		err = n.get("type").errorf("unknown rule type %q", kind)
	}
	return c.step(step{result: r}), err
}

// endpoint checks an endpoint object.
func (c *compiler) endpoint(n node, scope map[string]*expr) (r *result, err error) {
	if err := n.only("url", "properties", "headers"); err != nil {
		return nil, err
	}
	r = new(result)
	if r.url, err = c.text(n.get("url"), scope); err != nil {
		return nil, err
	}
	for _, part := range append([]*expr{r.url}, r.url.args...) {
		if part.op == opText && strings.ContainsFunc(part.text, func(c rune) bool { return c <= ' ' || c >= 0x7f }) {
			return nil, n.get("url").errorf("%q is in no URL", part.text)
		}
	}
	if properties := n.get("properties"); properties.kind != 0 {
		members, err := properties.object()
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if m.name == "authSchemes" {
				err = c.authSchemes(r, m.node, scope)
			} else {
				err = c.property(r, m.node, scope, m.name)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	if headers := n.get("headers"); headers.kind != 0 {
		if err := c.headers(r, headers, scope); err != nil {
			return nil, err
		}
	}
	if len(slices.Concat(r.records[:]...)) > rules.MaxTexts {
		return nil, n.errorf("auth schemes, properties and headers of more than %d texts", rules.MaxTexts)
	}
	return r, nil
}

func (c *compiler) headers(r *result, n node, scope map[string]*expr) error {
	members, err := n.object()
	if err != nil {
		return err
	}
	for _, header := range members {
		values, err := header.list()
		if err != nil {
			return err
		}
		for _, v := range values {
			text, err := c.text(v, scope)
			if err != nil {
				return err
			}
			r.add(rules.Headers, c.exprs.literal(header.name), text)
		}
	}
	return nil
}

func (r *result) add(record int, texts ...*expr) {
	r.records[record] = append(r.records[record], texts...)
}

// authMembers are the members of an auth scheme in the order of the layout, each
// with the kind of its node.
var authMembers = []struct {
	name string
	kind byte
}{{"name", 's'}, {"signingName", 's'}, {"signingRegion", 's'}, {"signingRegionSet", 'a'}, {"disableDoubleEncoding", 'b'}}

// authSchemes reads the values of each scheme.
func (c *compiler) authSchemes(r *result, n node, scope map[string]*expr) error {
	list, err := n.list()
	if err != nil {
		return err
	}
	for _, scheme := range list {
		if err := scheme.only("name", "signingName", "signingRegion", "signingRegionSet", "disableDoubleEncoding"); err != nil {
			return err
		}
		for _, m := range authMembers {
			v := scheme.get(m.name)
			if v.kind != m.kind && v.kind != 0 {
				return v.errorf("not the type of a scheme's %s", m.name)
			}
			var parts []*expr
			switch {
			case v.kind == 'b' && v.value.(bool):
				parts = append(parts, c.exprs.literal("true"))
			case v.kind == 's':
				text, err := c.text(v, scope)
				if err != nil {
					return err
				}
				parts = append(parts, text)
			}
			for i, item := range v.items {
				text, err := c.text(item, scope)
				if err != nil {
					return err
				}
				if i > 0 {
					parts = append(parts, c.exprs.literal(","))
				}
				parts = append(parts, text)
			}
			r.add(rules.Auth, c.exprs.template(parts))
		}
	}
	return nil
}

// property reads the texts and booleans of a property, each with its path.
func (c *compiler) property(r *result, n node, scope map[string]*expr, path string) error {
	switch n.kind {
	case 'b':
		r.add(rules.Properties, c.exprs.literal(path), c.exprs.literal(strconv.FormatBool(n.value.(bool))))
	case 's':
		text, err := c.text(n, scope)
		if err != nil {
			return err
		}
		r.add(rules.Properties, c.exprs.literal(path), text)
	case 'a', 'o':
		for i, item := range n.items {
			if err := c.property(r, item, scope, path+"["+strconv.Itoa(i)+"]"); err != nil {
				return err
			}
		}
		for _, m := range n.members {
			if err := c.property(r, m.node, scope, path+"."+m.name); err != nil {
				return err
			}
		}
	default:
		return n.errorf("a property is a string, a boolean, a list or an object")
	}
	return nil
}
