package lite

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/path"
	"github.com/tucuxi-go/tucuxi/wire"
)

var (
	errNotPaged = errors.New("the operation has no paginator: name its tokens in Paging.InputTokens and Paging.OutputTokens")
	errNoLimit  = errors.New("the operation has no param for the size of a page")
	errNoResult = errors.New("the operation's paginator has no result: name one in Paging.Result")
	errTokens   = errors.New("Paging.InputTokens and Paging.OutputTokens must be equally many")
	errRepeated = errors.New("the service gave the same token twice in a row: the list would never end")
	errResult   = errors.New("Paging.Result is not in the output")
)

// pager is one walk through a list.
type pager struct {
	Paging
	c          *Client
	op         Operation
	operation  models.Operation
	params     Map // the caller's, with the tokens of the page
	inputs     []string
	outputs    []models.Expression
	result     models.Expression
	truncated  models.Expression // true while pages follow; zero if the tokens tell
	evaluation path.Evaluator[tree]

	count     int   // elements given
	tokens    []any // of the current page, one an input; nil if not set
	following []any // of the page after; nil if there is none
	seen      int   // elements of the current page that were given
	whole     bool  // all of the current page was given
	last, now []byte
}

// pager checks what is asked for. It calls nothing.
func (c *Client) pager(op Operation, params Map, paging []Paging) (*pager, error) {
	p := &pager{c: c, op: op, operation: c.model.Operation(op.index())}
	if len(paging) > 0 {
		p.Paging = paging[0]
	}
	if c.modelErr != nil || op.tag() != c.model.Tag() || !p.operation.Valid() {
		return p, nil // the call itself says what is wrong
	}
	if p.params = maps.Clone(params); p.params == nil {
		p.params = Map{}
	}
	limit := p.read()
	if len(p.InputTokens) != len(p.OutputTokens) {
		return nil, p.refused(errTokens)
	}
	if len(p.InputTokens) > 0 {
		p.inputs, p.outputs, p.truncated = p.InputTokens, nil, models.Expression{}
		for _, name := range p.OutputTokens {
			p.outputs = append(p.outputs, dotted(name))
		}
	}
	if len(p.inputs) == 0 {
		return nil, p.refused(errNotPaged)
	}
	if p.Result != "" {
		if p.result = dotted(p.Result); !p.inOutput(p.result) {
			return nil, p.refused(errResult)
		}
	}
	if p.PageSize > 0 && !p.limit(limit) {
		return nil, p.refused(errNoLimit)
	}
	return p, p.start()
}

// read takes the operation's paginator, if it has one, and returns its limit key.
func (p *pager) read() (limit string) {
	from, ok := p.operation.Paginator()
	if !ok {
		return ""
	}
	for output, input := range from.Tokens {
		p.inputs, p.outputs = append(p.inputs, input), append(p.outputs, output)
	}
	for key := range from.ResultKeys {
		p.result = key
		break
	}
	p.truncated = from.MoreResults()
	return from.LimitKey()
}

// limit sets the param for the size of a page.
func (p *pager) limit(name string) bool {
	m, i := p.operation.Input().MemberNamed(name)
	if name == "" || i < 0 {
		return false
	}
	p.params[name] = p.PageSize
	if m.Shape().Kind() == models.String { // IAM and others take it as text
		p.params[name] = strconv.Itoa(p.PageSize)
	}
	return true
}

// start takes the place that Resume names.
func (p *pager) start() error {
	p.tokens = make([]any, len(p.inputs))
	for i, name := range p.inputs {
		p.tokens[i] = p.params[name]
	}
	if p.Resume == nil || *p.Resume == "" {
		return nil
	}
	tokens, seen, ok := parseResume(*p.Resume, p.inputs)
	if !ok {
		return p.refused(errResume)
	}
	p.seen = seen
	p.set(tokens)
	return nil
}

// set makes tokens the params of the next call.
func (p *pager) set(tokens []any) {
	p.tokens = tokens
	for i, name := range p.inputs {
		if tokens[i] == nil {
			delete(p.params, name)
		} else {
			p.params[name] = tokens[i]
		}
	}
}

// next calls the operation for the current page, and reads from the output what
// follows it: the caller may release the output.
func (p *pager) next(ctx context.Context) (*Output, error) {
	out, err := p.c.callFor(ctx, p.op, wire.ValueOf(p.params), usesPages)
	if err != nil {
		return nil, err
	}
	p.following = nil
	if !p.truncated.IsZero() {
		if more, err := expression(&p.evaluation, p.truncated, out); err != nil || !isSet(more) {
			return out, err
		}
	}
	following, some := make([]any, len(p.outputs)), false
	for i, e := range p.outputs {
		v, err := expression(&p.evaluation, e, out)
		if err != nil {
			return nil, err
		}
		if isSet(v) {
			n, _ := v.Node()
			following[i], some = n.Any(), true
		}
	}
	if some {
		p.following = following
	}
	return out, nil
}

// isSet is a token or a flag that counts: null, false, zero and what is empty do
// not.
func isSet(v path.Value[tree]) bool {
	return v.True() && (v.Kind() != path.Number || v.Number() != 0)
}

// elements is the result of a page.
func (p *pager) elements(out *Output) (path.Value[tree], error) {
	return expression(&p.evaluation, p.result, out)
}

// turn goes to the page that follows; more is false at the list's end.
func (p *pager) turn() (more bool, err error) {
	if p.following == nil {
		return false, nil
	}
	p.last, p.now = p.now, p.last[:0]
	for _, token := range p.following {
		p.now, _ = appendAny(p.now, token, nil)
	}
	if bytes.Equal(p.last, p.now) {
		if p.RepeatEnds {
			p.following = nil
			return false, nil
		}
		return false, p.refused(errRepeated)
	}
	p.set(p.following)
	p.following, p.seen, p.whole = nil, 0, false
	return true, nil
}

// full reports whether there are as many elements as were asked for.
func (p *pager) full() bool { return p.MaxItems > 0 && p.count >= p.MaxItems }

// settle says in Resume where to go on.
func (p *pager) settle() {
	switch {
	case p.Resume == nil:
	case !p.whole:
		*p.Resume = formatResume(p.inputs, p.tokens, p.seen)
	case p.following == nil:
		*p.Resume = ""
	default:
		*p.Resume = formatResume(p.inputs, p.following, 0)
	}
}

// refused is an error of paging itself.
func (p *pager) refused(err error) error {
	return &CallError{Service: p.c.model.ServiceID(), Operation: p.operation.Name(), Step: "page", Err: err}
}

// dotted is the expression of names with dots between them.
func dotted(names string) models.Expression {
	var program []byte
	for name := range bytes.SplitSeq([]byte(names), []byte(".")) {
		name = name[:min(len(name), path.MaxField)]
		if len(name) == 0 || len(name) > path.MaxShortField {
			program = append(program, path.OpField)
		}
		program = append(append(program, byte(len(name))), name...)
	}
	return models.Expression{Program: string(program)}
}

// inOutput reports whether the output has the member that a dotted name leads
// to. Where an output is open, it may have any.
func (p *pager) inOutput(e models.Expression) bool {
	shape := p.operation.Output()
	for rest := path.Program(e.Program); rest != ""; {
		name, next, ok := rest.Cut()
		if !ok || shape.Kind() != models.Structure {
			return ok && shape.Kind() == models.Document
		}
		m, i := shape.MemberNamed(name)
		if i < 0 {
			return false
		}
		shape, rest = m.Shape(), next
	}
	return true
}
