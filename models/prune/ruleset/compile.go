package ruleset

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// Compile lowers an endpoint-rule-set-1.json to a program. Equal inputs give
// equal programs. The error names the JSON path of what it does not understand:
// versions other than 1.x, unknown functions, types, rules, names, or a rule
// set beyond the limits of the layout.
func Compile(ruleSet []byte) ([]byte, error) {
	root, err := parse(ruleSet)
	if err != nil {
		return nil, err
	}
	c := &compiler{exprs: exprs{}, slots: map[*expr]int{}, ids: map[string]int{}}
	first, err := c.ruleSet(root)
	if err != nil {
		return nil, err
	}
	blocks := order(newLowering(c).step(first, nil))
	slots := c.assign(blocks)
	if slots > rules.MaxSlots {
		return nil, root.errorf("%d slots, more than %d", slots, rules.MaxSlots)
	}
	// The first time shows which strings are used how often, so that the commonest
	// get the short items.
	c.write(blocks)
	c.sortStrings()
	b := c.program(slots, c.write(blocks))
	switch {
	case c.fault != "":
		return nil, root.errorf("%s", c.fault)
	case len(b) > rules.MaxProgram:
		return nil, root.errorf("program of %d bytes, more than %d", len(b), rules.MaxProgram)
	}
	if err := new(rules.Program).Open(string(b)); err != nil {
		return nil, root.errorf("%v", err)
	}
	return b, nil
}

// compiler lowers one rule set.
type compiler struct {
	params []param
	lists  int // stringArray parameters
	exprs  exprs
	steps  int
	slots  map[*expr]int // of what is computed
	header int           // bytes before the code

	strings []string
	ids     map[string]int
	uses    []int // of each own string

	fault string // of the writer
}

type param struct {
	name, builtIn string
	flags         byte
	text          string   // default of a string
	list          []string // default of a stringArray, applied by the lowering
	read          bool     // by a rule
}

// sortStrings gives the lowest ids to the strings that are used most.
func (c *compiler) sortStrings() {
	order := make([]int, len(c.strings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.uses[b], c.uses[a]) })
	sorted := make([]string, len(order))
	for i, n := range order {
		sorted[i] = c.strings[n]
		c.ids[sorted[i]] = i
	}
	c.strings = sorted
}

// ruleSet checks the rule set and is its first step.
func (c *compiler) ruleSet(n node) (*step, error) {
	version, err := n.get("version").str()
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(version, "1.") {
		return nil, n.get("version").errorf("version %q is not 1.x", version)
	}
	if n.has("bdd") || n.has("nodes") {
		return nil, n.errorf("the decision diagram form of rule sets is not supported")
	}
	params, err := n.get("parameters").object()
	if err != nil {
		return nil, err
	}
	c.header = rules.HeaderSize + len(params)*rules.ParamSize
	scope := map[string]*expr{}
	for _, p := range params {
		if scope[p.name], err = c.param(p); err != nil {
			return nil, err
		}
	}
	list, err := n.get("rules").list()
	if err != nil {
		return nil, err
	}
	return c.list(list, scope, c.step(step{result: new(result)}))
}

// param checks one parameter.
func (c *compiler) param(n member) (*expr, error) {
	if err := n.only("type", "builtIn", "default", "required", "documentation", "deprecated"); err != nil {
		return nil, err
	}
	p := param{name: n.name}
	typeName, err := n.get("type").str()
	if err != nil {
		return nil, err
	}
	e := expr{op: opParam, num: len(c.params)}
	switch strings.ToLower(typeName) {
	case "string":
		e.typ = typString
	case "boolean":
		e.typ, p.flags = typBool, byte(rules.Boolean)
	case "stringarray":
		e.typ, p.flags = typList, byte(rules.StringArray)
		if c.lists++; c.lists > rules.MaxLists {
			return nil, n.errorf("more than %d stringArray parameters", rules.MaxLists)
		}
	default:
		return nil, n.get("type").errorf("unknown parameter type %q", typeName)
	}
	if n.has("builtIn") {
		if p.builtIn, err = n.get("builtIn").str(); err != nil {
			return nil, err
		}
	}
	if n.has("required") {
		required, err := n.get("required").bool()
		if err != nil {
			return nil, err
		}
		if required {
			p.flags |= rules.ParamRequired
		}
	}
	if err := c.setDefault(&p, n.get("default"), e.typ); err != nil {
		return nil, err
	}
	if len(c.params) == rules.MaxSlots {
		return nil, n.errorf("more than %d parameters", rules.MaxSlots)
	}
	c.params = append(c.params, p)
	return c.exprs.of(e), nil
}

func (c *compiler) setDefault(p *param, n node, t typ) (err error) {
	if n.kind == 0 {
		return nil
	}
	p.flags |= rules.ParamHasDefault
	switch t {
	case typString:
		p.text, err = n.str()
		return err
	case typBool:
		b, err := n.bool()
		if b {
			p.flags |= rules.ParamDefaultTrue
		}
		return err
	}
	items, err := n.list()
	if err != nil {
		return err
	}
	if len(items) > 255 {
		return n.errorf("more than 255 entries")
	}
	p.list = []string{}
	for _, item := range items {
		s, err := item.str()
		if err != nil {
			return err
		}
		p.list = append(p.list, s)
	}
	return nil
}

// string is the id of s, as an own string if it is not a shared one.
func (c *compiler) string(s string) int {
	if s == "" {
		return rules.Empty
	}
	if i := slices.Index(sharedStrings, s); i >= 0 {
		return i
	}
	id, ok := c.ids[s]
	if !ok {
		id = len(c.strings)
		c.ids[s] = id
		c.strings = append(c.strings, s)
		c.uses = append(c.uses, 0)
	}
	c.uses[id]++
	return rules.FirstOwn + id
}

// name is the id of a parameter's or built-in's name.
func (c *compiler) name(s string) int {
	if s == "" {
		return rules.NoString
	}
	if i := slices.Index(sharedNames, s); i >= 0 {
		return rules.SharedNames + i
	}
	return c.string(s)
}

// program puts the sections together.
func (c *compiler) program(slots int, code []byte) []byte {
	var params []byte
	for _, p := range c.params {
		if !p.read {
			p.flags |= rules.ParamUnread
		}
		text := 0
		if p.flags&rules.ParamTypeMask == byte(rules.String) && p.flags&rules.ParamHasDefault != 0 {
			text = c.string(p.text)
		}
		params = append16(params, c.name(p.name))
		params = append16(params, c.name(p.builtIn))
		params = append16(append(params, p.flags), text)
	}
	b := []byte{rules.Version, byte(len(c.params)), byte(slots)}
	b = append16(b, len(c.strings))
	b = append16(b, c.header+len(code))
	b = append(append(b, params...), code...)
	at := 0
	for _, s := range c.strings {
		b = append16(b, at)
		at += len(s)
	}
	b = append16(b, at)
	return append(b, strings.Join(c.strings, "")...)
}

func append16(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8)) }
