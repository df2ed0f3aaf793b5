package lite

import (
	"encoding/binary"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/rules"
	"github.com/tucuxi-go/tucuxi/wire"
)

// An argument is a value for a parameter of the endpoint rules. Arguments come
// from, the first that has a value wins:
//
//   - static context params of the operation
//   - context params: members of the input
//   - operation context params: JMESPath expressions over params
//   - client context params, and settings of the client ("built-ins")
//
// Those of the client stay the same and are collected once. Those of a call are
// also the key under which the result is cached.
//
// Source: Smithy, "Rules engine parameters".
type argument struct {
	index int // of the parameter
	kind  argumentKind
	flag  bool
	text  string
	list  []string
}

type argumentKind uint8

const (
	noArgument argumentKind = iota
	textArgument
	flagArgument
	listArgument
)

func textOf(s string) argument { return argument{kind: textArgument, text: s} }
func flagOf(b bool) argument   { return argument{kind: flagArgument, flag: b} }

// set puts a into the rules' parameters.
func (a *argument) set(to *rules.Args) {
	switch a.kind {
	case textArgument:
		to.SetString(a.index, a.text)
	case flagArgument:
		to.SetBool(a.index, a.flag)
	case listArgument:
		to.SetStrings(a.index, a.list)
	}
}

// appendKey appends a so that different arguments have different keys.
func (a *argument) appendKey(dst []byte) []byte {
	dst = append(dst, byte(a.index), byte(a.kind))
	switch a.kind {
	case textArgument:
		dst = appendText(dst, a.text)
	case flagArgument:
		if a.flag {
			return append(dst, 1)
		}
		return append(dst, 0)
	case listArgument:
		dst = binary.AppendUvarint(dst, uint64(len(a.list)))
		for _, s := range a.list {
			dst = appendText(dst, s)
		}
	}
	return dst
}

func appendText(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}

// give adds an argument to the call, over an earlier one of the same parameter. It
// stays a call, which saves 1 KB.
//
//go:noinline
func (t *target) give(index int, a argument) {
	if index < 0 || a.kind == noArgument {
		return
	}
	a.index = index
	t.given = append(t.given, a)
}

// gives reports whether the call has an argument for a parameter.
func (t *target) gives(index int) bool {
	for i := range t.given {
		if t.given[i].index == index {
			return true
		}
	}
	return false
}

// builtIn is the value of a rule parameter that the client's settings give.
func (r *resolver) builtIn(name string) argument {
	s := r.settings
	switch name {
	case "AWS::Region":
		return textOf(s.Region)
	case "AWS::UseFIPS":
		return flagOf(s.FIPS == On && s.Endpoint == "")
	case "AWS::UseDualStack":
		return flagOf(s.DualStack == On && s.Endpoint == "")
	case "SDK::Endpoint":
		if s.Endpoint != "" {
			return textOf(s.Endpoint)
		}
	case "AWS::Auth::AccountIdEndpointMode":
		if s.Unsigned || s.AccountIDEndpointMode == "disabled" {
			return textOf("disabled")
		}
		return textOf(s.AccountIDEndpointMode)
	case "AWS::STS::UseGlobalEndpoint":
		return flagOf(s.STSGlobalEndpoint == On && (s.Region == "aws-global" || isClassicRegion(s.Region)))
	}
	return argument{}
}

// isClassicRegion reports the regions whose STS calls once all went to
// sts.amazonaws.com. Source: AWS SDKs and Tools Reference Guide, "AWS STS
// Regional endpoints".
func isClassicRegion(region string) bool {
	return isWord(region, "ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 "+
		"eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 "+
		"sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2")
}

// collect makes the arguments of the client.
func (r *resolver) collect(builtIn func(string) argument) {
	for i := range r.program.Params() {
		p := r.program.Param(i)
		var a argument
		switch v := wire.ValueOf(r.settings.RuleParams[p.Name]); v.Kind() {
		case wire.StringKind:
			a = textOf(v.Str())
		case wire.BoolKind:
			a = flagOf(v.Bool())
		}
		if builtIn != nil && a.kind == noArgument {
			name := p.BuiltIn
			if name == "" {
				name = p.Name
			}
			a = builtIn(name)
		}
		if a.kind == noArgument {
			a = r.builtIn(p.BuiltIn)
		}
		if a.kind != noArgument {
			a.index = i
			r.client = append(r.client, a)
		}
		if p.BuiltIn == "AWS::Auth::AccountId" && !p.Unread {
			r.account = i
		}
	}
}

// plan says where an operation's arguments come from.
type plan struct {
	static      []argument
	members     []planMember
	expressions []planExpression
}

type planMember struct {
	_     notCompared
	index int
	name  string
}

type planExpression struct {
	_          notCompared
	index      int
	list       bool
	expression models.Expression
}

// planOf is the plan of an operation, made on its first call.
func (r *resolver) planOf(op models.Operation) *plan {
	at := &r.plans[op.Index()]
	if p := at.Load(); p != nil {
		return p
	}
	p := r.newPlan(op)
	at.CompareAndSwap(nil, p)
	return at.Load()
}

func (r *resolver) newPlan(op models.Operation) *plan {
	p := new(plan)
	wanted := func(name string) int {
		i := r.program.ParamIndex(name)
		if i >= 0 && r.program.Param(i).Unread {
			return -1
		}
		return i
	}
	op.StaticContext(func(c models.ContextParam) bool {
		a := argument{index: wanted(c.Name)}
		switch c.Type {
		case models.ContextString:
			a.kind, a.text = textArgument, c.String
		case models.ContextBool:
			a.kind, a.flag = flagArgument, c.Bool
		case models.ContextStrings:
			a.kind = listArgument
			c.Strings(func(s string) bool { a.list = append(a.list, s); return true })
		}
		if a.index >= 0 {
			p.static = append(p.static, a)
		}
		return true
	})
	for input, i := op.Input(), 0; i < input.NumMembers(); i++ {
		if m := input.Member(i); m.ContextParam() != "" {
			if i := wanted(m.ContextParam()); i >= 0 {
				p.members = append(p.members, planMember{index: i, name: m.Name()})
			}
		}
	}
	op.OperationContext(func(name string, e models.Expression) bool {
		if i := wanted(name); i >= 0 {
			p.expressions = append(p.expressions, planExpression{index: i, list: r.program.Param(i).Type == rules.StringArray, expression: e})
		}
		return true
	})
	return p
}

// gather collects the arguments of the call.
func (k *call) gather(params wire.Value) {
	r, t := &k.c.resolver, &k.target
	t.given, t.list = t.given[:0], t.list[:0]
	if r.plans == nil {
		return
	}
	p := r.planOf(k.op)
	t.given = append(t.given, p.static...)
	for _, m := range p.members {
		if t.gives(m.index) {
			continue
		}
		switch v := params.Lookup(m.name); v.Kind() {
		case wire.StringKind:
			t.give(m.index, textOf(v.Str()))
		case wire.BoolKind:
			t.give(m.index, flagOf(v.Bool()))
		}
	}
	for i := range p.expressions {
		if e := &p.expressions[i]; !t.gives(e.index) {
			k.evaluate(e, params)
		}
	}
}
