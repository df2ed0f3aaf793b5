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
	// The first pass finds out which strings are used how often, so that in
	// the second the commonest get the one-byte ids.
	first := newCompiler(nil)
	if err := first.ruleSet(root); err != nil {
		return nil, err
	}
	second := newCompiler(first.commonest())
	if err := second.ruleSet(root); err != nil {
		return nil, err
	}
	return second.program(root)
}

// compiler lowers one rule set.
type compiler struct {
	params []param
	slots  map[string]int // parameters and variables
	lists  int            // stringArray parameters

	strings []string
	ids     map[string]int
	uses    []int // of each own string

	code    []byte
	records map[string]int // what is written already, and where
	header  int            // bytes before the code
	root    int
}

type param struct {
	name, builtIn int // string ids
	flags         byte
	def           int
	typ           typ
	read          bool // by a rule
}

func newCompiler(strings []string) *compiler {
	c := &compiler{slots: map[string]int{}, ids: map[string]int{}, records: map[string]int{}}
	for _, s := range strings {
		c.string(s)
		c.uses[len(c.uses)-1] = 0
	}
	return c
}

// commonest is the own strings, the most used first.
func (c *compiler) commonest() []string {
	order := make([]int, len(c.strings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.uses[b], c.uses[a]) })
	sorted := make([]string, len(order))
	for i, n := range order {
		sorted[i] = c.strings[n]
	}
	return sorted
}

func (c *compiler) ruleSet(n node) error {
	version, err := n.get("version").str()
	if err != nil {
		return err
	}
	if !strings.HasPrefix(version, "1.") {
		return n.get("version").errorf("version %q is not 1.x", version)
	}
	if n.has("bdd") || n.has("nodes") {
		return n.errorf("the decision diagram form of rule sets is not supported")
	}
	params, err := n.get("parameters").object()
	if err != nil {
		return err
	}
	c.header = rules.HeaderSize + len(params)*rules.ParamSize
	for _, p := range params {
		if err := c.param(p); err != nil {
			return err
		}
	}
	list, err := n.get("rules").list()
	if err != nil {
		return err
	}
	scope := map[string]typ{}
	for i, p := range c.params {
		scope[params[i].name] = p.typ
	}
	lowered, err := c.lower(list, scope)
	if err != nil {
		return err
	}
	c.root = c.list(lowered)
	return nil
}

// param lowers one parameter.
func (c *compiler) param(n member) error {
	if err := n.only("type", "builtIn", "default", "required", "documentation", "deprecated"); err != nil {
		return err
	}
	p := param{name: c.name(n.name), builtIn: rules.NoString}
	typeName, err := n.get("type").str()
	if err != nil {
		return err
	}
	switch strings.ToLower(typeName) {
	case "string":
		p.typ = typString
	case "boolean":
		p.typ, p.flags = typBool, byte(rules.Boolean)
	case "stringarray":
		p.typ, p.flags = typList, byte(rules.StringArray)
		if c.lists++; c.lists > rules.MaxLists {
			return n.errorf("more than %d stringArray parameters", rules.MaxLists)
		}
	default:
		return n.get("type").errorf("unknown parameter type %q", typeName)
	}
	if n.has("builtIn") {
		s, err := n.get("builtIn").str()
		if err != nil {
			return err
		}
		p.builtIn = c.name(s)
	}
	if n.has("required") {
		required, err := n.get("required").bool()
		if err != nil {
			return err
		}
		if required {
			p.flags |= rules.ParamRequired
		}
	}
	if err := c.paramDefault(n.get("default"), &p); err != nil {
		return err
	}
	if len(c.params) == rules.MaxSlots {
		return n.errorf("more than %d parameters", rules.MaxSlots)
	}
	c.slots[n.name] = len(c.params)
	c.params = append(c.params, p)
	return nil
}

func (c *compiler) paramDefault(n node, p *param) error {
	if n.kind == 0 {
		return nil
	}
	p.flags |= rules.ParamHasDefault
	switch p.typ {
	case typString:
		s, err := n.str()
		p.def = c.string(s)
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
	record := []byte{byte(len(items))}
	if len(items) > 255 {
		return n.errorf("more than 255 entries")
	}
	for _, item := range items {
		s, err := item.str()
		if err != nil {
			return err
		}
		record = append16(record, c.string(s))
	}
	p.def = c.record(record)
	return nil
}

// string is the id of s, as an own string if it is not a shared one.
func (c *compiler) string(s string) int {
	for i := range rules.FirstOwn {
		if s != "" && rules.SharedString(i) == s {
			return i
		}
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
	for i := 0; rules.SharedName(i) != ""; i++ {
		if rules.SharedName(i) == s {
			return rules.SharedNames + i
		}
	}
	return c.string(s)
}

func append16(b []byte, n int) []byte { return append(b, byte(n), byte(n>>8)) }
