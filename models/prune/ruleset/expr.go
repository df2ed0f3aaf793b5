package ruleset

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models/rules"
)

// typ is the type of an expression. Whether it may be null is not tracked: the
// evaluator answers that with an error.
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

type function struct {
	op      rules.Op
	args    []typ // "" for any
	returns typ
}

// functions is the standard library of the rules engine (Smithy, "Rules engine
// standard library", and "AWS rules engine extensions").
var functions = map[string]function{
	"isSet":            {rules.OpIsSet, []typ{""}, typBool},
	"not":              {rules.OpNot, []typ{typBool}, typBool},
	"booleanEquals":    {rules.OpBooleanEquals, []typ{typBool, typBool}, typBool},
	"stringEquals":     {rules.OpStringEquals, []typ{typString, typString}, typBool},
	"substring":        {rules.OpSubstring, []typ{typString, typInt, typInt, typBool}, typString},
	"uriEncode":        {rules.OpURIEncode, []typ{typString}, typString},
	"parseURL":         {rules.OpParseURL, []typ{typString}, typURL},
	"isValidHostLabel": {rules.OpIsValidHostLabel, []typ{typString, typBool}, typBool},
	"split":            {rules.OpSplit, []typ{typString, typString, typInt}, typList},
	"aws.partition":    {rules.OpPartition, []typ{typString}, typPartition},
	"aws.parseArn":     {rules.OpParseARN, []typ{typString}, typARN},
	"aws.isVirtualHostableS3Bucket": {
		rules.OpIsVirtualHostableS3Bucket, []typ{typString, typBool}, typBool},
}

type attribute struct {
	number byte
	typ    typ
}

var attributes = map[typ]map[string]attribute{
	typPartition: {
		"name":                 {rules.AttrName, typString},
		"dnsSuffix":            {rules.AttrDNSSuffix, typString},
		"dualStackDnsSuffix":   {rules.AttrDualStackDNSSuffix, typString},
		"implicitGlobalRegion": {rules.AttrImplicitGlobalRegion, typString},
		"supportsFIPS":         {rules.AttrSupportsFIPS, typBool},
		"supportsDualStack":    {rules.AttrSupportsDualStack, typBool},
	},
	typURL: {
		"scheme":         {rules.AttrScheme, typString},
		"authority":      {rules.AttrAuthority, typString},
		"path":           {rules.AttrPath, typString},
		"normalizedPath": {rules.AttrNormalizedPath, typString},
		"isIp":           {rules.AttrIsIP, typBool},
	},
	typARN: {
		"partition":  {rules.AttrPartition, typString},
		"service":    {rules.AttrService, typString},
		"region":     {rules.AttrRegion, typString},
		"accountId":  {rules.AttrAccountID, typString},
		"resourceId": {rules.AttrResourceID, typList},
	},
}

// condition lowers a condition and adds what it assigns to scope.
func (c *compiler) condition(n node, scope map[string]typ) ([]byte, error) {
	if err := n.only("fn", "argv", "assign"); err != nil {
		return nil, err
	}
	code, t, err := c.call(n, scope)
	if err != nil || !n.has("assign") {
		return code, err
	}
	name, err := n.get("assign").str()
	if err != nil {
		return nil, err
	}
	if _, ok := scope[name]; ok {
		return nil, n.get("assign").errorf("%q has a value already", name)
	}
	scope[name] = t
	slot, ok := c.slots[name]
	if !ok {
		slot = len(c.slots)
		c.slots[name] = slot
		if slot >= rules.MaxSlots {
			return nil, n.errorf("more than %d parameters and variables", rules.MaxSlots)
		}
	}
	return append([]byte{rules.OpAssign, byte(slot)}, code...), nil
}

// expr lowers an argument: a literal, a template, a reference or a call.
func (c *compiler) expr(n node, scope map[string]typ) ([]byte, typ, error) {
	switch n.kind {
	case 's':
		code, err := c.template(n, scope, false)
		return code, typString, err
	case 'b':
		if n.value.(bool) {
			return []byte{rules.OpTrue}, typBool, nil
		}
		return []byte{rules.OpFalse}, typBool, nil
	case 'n':
		i, err := strconv.ParseUint(n.value.(json.Number).String(), 10, 16)
		if err != nil {
			return nil, "", n.errorf("want an integer from 0 to 65535")
		}
		return append16([]byte{rules.OpInt}, int(i)), typInt, nil
	case 'o':
		if n.has("ref") {
			if err := n.only("ref"); err != nil {
				return nil, "", err
			}
			name, err := n.get("ref").str()
			if err != nil {
				return nil, "", err
			}
			return c.ref(n, name, scope)
		}
		if err := n.only("fn", "argv"); err != nil {
			return nil, "", err
		}
		return c.call(n, scope)
	}
	return nil, "", n.errorf("want a string, boolean, integer, reference or function call")
}

func (c *compiler) ref(n node, name string, scope map[string]typ) ([]byte, typ, error) {
	t, ok := scope[name]
	if !ok {
		return nil, "", n.errorf("unknown reference %q", name)
	}
	slot := c.slots[name]
	if slot < len(c.params) {
		c.params[slot].read = true
	}
	return []byte{byte(slot)}, t, nil
}

// call lowers a function call.
func (c *compiler) call(n node, scope map[string]typ) ([]byte, typ, error) {
	name, err := n.get("fn").str()
	if err != nil {
		return nil, "", err
	}
	argv, err := n.get("argv").list()
	if err != nil {
		return nil, "", err
	}
	if name == "getAttr" {
		return c.getAttr(n, argv, scope)
	}
	args := make([][]byte, len(argv))
	types := make([]typ, len(argv))
	for i, arg := range argv {
		if args[i], types[i], err = c.expr(arg, scope); err != nil {
			return nil, "", err
		}
	}
	if name == "coalesce" || name == "ite" {
		return choice(n, name, args, types)
	}
	f, ok := functions[name]
	if !ok {
		return nil, "", n.get("fn").errorf("unknown function %q", name)
	}
	if len(args) != len(f.args) {
		return nil, "", n.get("argv").errorf("%s takes %d arguments, not %d", name, len(f.args), len(args))
	}
	for i, want := range f.args {
		if want != "" && types[i] != want {
			return nil, "", argv[i].errorf("%s wants a %s here, not a %s", name, want, types[i])
		}
	}
	if f.op == rules.OpSplit && argv[1].value == "" {
		return nil, "", argv[1].errorf("the delimiter is empty")
	}
	code := []byte{f.op}
	if f.op == rules.OpBooleanEquals { // the commonest condition by far
		for i := range args {
			switch argv[i].value {
			case true:
				return append([]byte{rules.OpIsTrue}, args[1-i]...), typBool, nil
			case false:
				return append([]byte{rules.OpIsFalse}, args[1-i]...), typBool, nil
			}
		}
	}
	for _, arg := range args {
		code = append(code, arg...)
	}
	return code, f.returns, nil
}

// choice lowers the functions whose type is that of their arguments.
func choice(n node, name string, args [][]byte, types []typ) ([]byte, typ, error) {
	code := []byte{rules.OpCoalesce, byte(len(args))}
	if name == "ite" {
		if len(args) != 3 || types[0] != typBool {
			return nil, "", n.get("argv").errorf("ite takes a boolean and two values")
		}
		code, types = []byte{rules.OpITE}, types[1:]
	}
	if len(args) < 2 || len(args) > 255 {
		return nil, "", n.get("argv").errorf("%s takes two arguments or more", name)
	}
	for _, t := range types[1:] {
		if t != types[0] {
			return nil, "", n.get("argv").errorf("%s wants values of one type", name)
		}
	}
	for _, arg := range args {
		code = append(code, arg...)
	}
	return code, types[0], nil
}

func (c *compiler) getAttr(n node, argv []node, scope map[string]typ) ([]byte, typ, error) {
	if len(argv) != 2 {
		return nil, "", n.get("argv").errorf("getAttr takes 2 arguments, not %d", len(argv))
	}
	code, t, err := c.expr(argv[0], scope)
	if err != nil {
		return nil, "", err
	}
	path, err := argv[1].str()
	if err != nil {
		return nil, "", err
	}
	return attrs(argv[1], code, t, strings.Split(path, "."))
}

// attrs lowers a path of names and indexes: name, name[i], [i].
func attrs(n node, code []byte, t typ, path []string) ([]byte, typ, error) {
	for _, part := range path {
		name, index, indexed := strings.Cut(part, "[")
		if name != "" {
			a, ok := attributes[t][name]
			if !ok {
				return nil, "", n.errorf("a %s has no attribute %q", t, name)
			}
			code, t = append([]byte{rules.OpAttr, a.number}, code...), a.typ
		}
		if !indexed {
			if name == "" {
				return nil, "", n.errorf("empty attribute name")
			}
			continue
		}
		digits, ok := strings.CutSuffix(index, "]")
		i, err := strconv.ParseInt(digits, 10, 8)
		if !ok || err != nil || t != typList {
			return nil, "", n.errorf("no index into a %s: %q", t, part)
		}
		code, t = append([]byte{rules.OpIndex, byte(int8(i))}, code...), typString
	}
	return code, t, nil
}
