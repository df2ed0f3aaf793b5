package ruleset

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// typ is the type of an expression. Whether it may be null is not tracked here:
// the lowering makes a branch of that.
type typ string

const (
	typString    typ = "string"
	typBool      typ = "boolean"
	typInt       typ = "integer"
	typList      typ = "string list"
	typPartition typ = "partition"
	typURL       typ = "URL"
	typARN       typ = "ARN"
)

// expr is a checked expression. Equal expressions are the same: a reference to a
// variable is the expression that was assigned to it.
type expr struct {
	id   int
	op   exprOp
	typ  typ
	text string // constant; name of a function
	num  int    // constant; parameter; slot of an attribute; index
	args []*expr
}

type exprOp uint8

const (
	opText exprOp = iota
	opBool        // num is 0 or 1
	opInt
	opParam
	opTemplate // its parts
	opCall
	opAttr  // of a structure
	opIndex // of a list
)

type function struct {
	args    []typ // "" for any
	returns typ
}

// functions is the standard library of the rules engine (Smithy, "Rules engine
// standard library", and "AWS rules engine extensions").
var functions = map[string]function{
	"isSet":            {[]typ{""}, typBool},
	"not":              {[]typ{typBool}, typBool},
	"booleanEquals":    {[]typ{typBool, typBool}, typBool},
	"stringEquals":     {[]typ{typString, typString}, typBool},
	"substring":        {[]typ{typString, typInt, typInt, typBool}, typString},
	"uriEncode":        {[]typ{typString}, typString},
	"parseURL":         {[]typ{typString}, typURL},
	"isValidHostLabel": {[]typ{typString, typBool}, typBool},
	"split":            {[]typ{typString, typString, typInt}, typList},
	"aws.partition":    {[]typ{typString}, typPartition},
	"aws.parseArn":     {[]typ{typString}, typARN},

	"aws.isVirtualHostableS3Bucket": {[]typ{typString, typBool}, typBool},
}

type attribute struct {
	slot int
	typ  typ
}

var attributes = map[typ]map[string]attribute{
	typPartition: {
		"name":                 {rules.PartitionName, typString},
		"dnsSuffix":            {rules.PartitionDNSSuffix, typString},
		"dualStackDnsSuffix":   {rules.PartitionDualStackDNSSuffix, typString},
		"implicitGlobalRegion": {rules.PartitionImplicitGlobalRegion, typString},
		"supportsFIPS":         {rules.PartitionName, typBool},
		"supportsDualStack":    {rules.PartitionDNSSuffix, typBool},
	},
	typURL: {
		"scheme":         {rules.URLScheme, typString},
		"authority":      {rules.URLAuthority, typString},
		"path":           {rules.URLPath, typString},
		"normalizedPath": {rules.URLNormalizedPath, typString},
		"isIp":           {rules.URLScheme, typBool},
	},
	typARN: {
		"partition":  {rules.ARNPartition, typString},
		"service":    {rules.ARNService, typString},
		"region":     {rules.ARNRegion, typString},
		"accountId":  {rules.ARNAccountID, typString},
		"resourceId": {rules.ARNResourceID, typList},
	},
}

// exprs keeps every expression once.
type exprs map[string]*expr

// of is the expression that is equal to e.
func (x exprs) of(e expr) *expr {
	key := fmt.Sprintf("%d %s %d %q", e.op, e.typ, e.num, e.text)
	for _, a := range e.args {
		key += " " + strconv.Itoa(a.id)
	}
	if known, ok := x[key]; ok {
		return known
	}
	e.id = len(x)
	x[key] = &e
	return &e
}

func (x exprs) literal(s string) *expr { return x.of(expr{op: opText, typ: typString, text: s}) }

// template is parts put together: constants that touch are one, and a single part
// is no template.
func (x exprs) template(parts []*expr) *expr {
	var all []*expr
	for _, p := range parts {
		switch last := len(all) - 1; {
		case p.op == opText && p.text == "":
		case last >= 0 && p.op == opText && all[last].op == opText:
			all[last] = x.literal(all[last].text + p.text)
		default:
			all = append(all, p)
		}
	}
	switch {
	case len(all) == 0:
		return x.literal("")
	case len(all) == 1 && all[0].typ == typString:
		return all[0]
	}
	return x.of(expr{op: opTemplate, typ: typString, args: all})
}

// condition checks a condition and adds what it assigns to the scope.
func (c *compiler) condition(n node, scope map[string]*expr) (*expr, error) {
	if err := n.only("fn", "argv", "assign"); err != nil {
		return nil, err
	}
	e, err := c.call(n, scope)
	if err != nil || !n.has("assign") {
		return e, err
	}
	name, err := n.get("assign").str()
	if err != nil {
		return nil, err
	}
	if old, ok := scope[name]; ok && old != e {
		return nil, n.get("assign").errorf("%q has a value already", name)
	}
	scope[name] = e
	return e, nil
}

// expr checks an argument: a literal, a template, a reference or a call.
func (c *compiler) expr(n node, scope map[string]*expr) (*expr, error) {
	switch n.kind {
	case 's':
		return c.template(n, scope)
	case 'b':
		e := expr{op: opBool, typ: typBool}
		if n.value.(bool) {
			e.num = 1
		}
		return c.exprs.of(e), nil
	case 'n':
		i, err := strconv.ParseUint(n.value.(json.Number).String(), 10, 16)
		if err != nil {
			return nil, n.errorf("want an integer from 0 to 65535")
		}
		return c.exprs.of(expr{op: opInt, typ: typInt, num: int(i)}), nil
	case 'o':
		if !n.has("ref") {
			if err := n.only("fn", "argv"); err != nil {
				return nil, err
			}
			return c.call(n, scope)
		}
		if err := n.only("ref"); err != nil {
			return nil, err
		}
		name, err := n.get("ref").str()
		if err != nil {
			return nil, err
		}
		return c.ref(n, name, scope)
	}
	return nil, n.errorf("want a string, boolean, integer, reference or function call")
}

func (c *compiler) ref(n node, name string, scope map[string]*expr) (*expr, error) {
	if e, ok := scope[name]; ok {
		return e, nil
	}
	return nil, n.errorf("unknown reference %q", name)
}

// call checks a function call.
func (c *compiler) call(n node, scope map[string]*expr) (*expr, error) {
	name, err := n.get("fn").str()
	if err != nil {
		return nil, err
	}
	argv, err := n.get("argv").list()
	if err != nil {
		return nil, err
	}
	if name == "getAttr" {
		return c.getAttr(n, argv, scope)
	}
	args := make([]*expr, len(argv))
	for i, arg := range argv {
		if args[i], err = c.expr(arg, scope); err != nil {
			return nil, err
		}
	}
	if name == "coalesce" || name == "ite" {
		return c.choice(n, name, args)
	}
	f, ok := functions[name]
	if !ok {
		return nil, n.get("fn").errorf("unknown function %q", name)
	}
	if len(args) != len(f.args) {
		return nil, n.get("argv").errorf("%s takes %d arguments, not %d", name, len(f.args), len(args))
	}
	for i, want := range f.args {
		if want != "" && args[i].typ != want {
			return nil, argv[i].errorf("%s wants a %s here, not a %s", name, want, args[i].typ)
		}
		if i > 0 && name != "stringEquals" && name != "booleanEquals" && args[i].op > opInt {
			return nil, argv[i].errorf("%s wants a constant here", name)
		}
	}
	switch {
	case name == "split" && args[1].text == "":
		return nil, argv[1].errorf("the delimiter is empty")
	case name == "substring" && max(args[1].num, args[2].num) > 127:
		return nil, argv[1].errorf("substring beyond the first 127 characters")
	case name == "split" && args[2].num > 255:
		return nil, argv[2].errorf("split into more than 255 parts")
	}
	return c.exprs.of(expr{op: opCall, typ: f.returns, text: name, args: args}), nil
}

// choice checks the functions whose type is that of their arguments.
func (c *compiler) choice(n node, name string, args []*expr) (*expr, error) {
	values := args
	if name == "ite" {
		if len(args) != 3 || args[0].typ != typBool {
			return nil, n.get("argv").errorf("ite takes a boolean and two values")
		}
		values = args[1:]
	}
	if len(values) < 2 || len(values) > 255 {
		return nil, n.get("argv").errorf("%s takes two arguments or more", name)
	}
	for _, v := range values {
		if v.typ != values[0].typ {
			return nil, n.get("argv").errorf("%s wants values of one type", name)
		}
	}
	return c.exprs.of(expr{op: opCall, typ: values[0].typ, text: name, args: args}), nil
}

func (c *compiler) getAttr(n node, argv []node, scope map[string]*expr) (*expr, error) {
	if len(argv) != 2 {
		return nil, n.get("argv").errorf("getAttr takes 2 arguments, not %d", len(argv))
	}
	e, err := c.expr(argv[0], scope)
	if err != nil {
		return nil, err
	}
	path, err := argv[1].str()
	if err != nil {
		return nil, err
	}
	return c.attrs(argv[1], e, strings.Split(path, "."))
}

// attrs checks a path of names and indexes: name, name[i], [i].
func (c *compiler) attrs(n node, e *expr, path []string) (*expr, error) {
	for _, part := range path {
		name, index, indexed := strings.Cut(part, "[")
		if name != "" {
			a, ok := attributes[e.typ][name]
			if !ok {
				return nil, n.errorf("a %s has no attribute %q", e.typ, name)
			}
			e = c.exprs.of(expr{op: opAttr, typ: a.typ, num: a.slot, args: []*expr{e}})
		}
		if !indexed {
			if name == "" {
				return nil, n.errorf("empty attribute name")
			}
			continue
		}
		digits, ok := strings.CutSuffix(index, "]")
		i, err := strconv.ParseInt(digits, 10, 8)
		if !ok || err != nil || e.typ != typList {
			return nil, n.errorf("no index into a %s: %q", e.typ, part)
		}
		e = c.exprs.of(expr{op: opIndex, typ: typString, num: int(i), args: []*expr{e}})
	}
	return e, nil
}

// string checks an expression that must give a string.
func (c *compiler) text(n node, scope map[string]*expr) (*expr, error) {
	e, err := c.expr(n, scope)
	if err == nil && e.typ != typString {
		err = n.errorf("want a string, not a %s", e.typ)
	}
	return e, err
}

// template checks a string with {name} and {name#attribute} in it; {{ and }}
// stand for braces (Smithy, "Template string syntax").
func (c *compiler) template(n node, scope map[string]*expr) (*expr, error) {
	s, err := n.str()
	if err != nil {
		return nil, err
	}
	var parts []*expr
	for s != "" {
		switch i := strings.IndexAny(s, "{}"); {
		case i < 0:
			parts, s = append(parts, c.exprs.literal(s)), ""
		case i > 0:
			parts, s = append(parts, c.exprs.literal(s[:i])), s[i:]
		case strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}"):
			parts, s = append(parts, c.exprs.literal(s[:1])), s[2:]
		default:
			end := strings.IndexByte(s, '}')
			if s[0] == '}' || end < 0 {
				return nil, n.errorf("brace without its fellow")
			}
			path := strings.Split(s[1:end], "#")
			e, err := c.ref(n, path[0], scope)
			if err == nil && len(path) > 1 {
				e, err = c.attrs(n, e, path[1:])
			}
			if err != nil {
				return nil, err
			}
			if e.typ != typString {
				return nil, n.errorf("{%s} is a %s, not a string", s[1:end], e.typ)
			}
			parts, s = append(parts, e), s[end+1:]
		}
	}
	if len(parts) > 255 {
		return nil, n.errorf("more than 255 parts")
	}
	return c.exprs.template(parts), nil
}
