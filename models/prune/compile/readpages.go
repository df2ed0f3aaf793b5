package compile

import (
	"math"

	"github.com/valyala/fastjson"

	"github.com/tucuxi-go/tucuxi/models"
)

func (r *reader) paginators(n node) {
	pages, ok := n.get("pagination")
	if !ok {
		n.fail(`no "pagination"`)
	}
	pages.each(func(name string, v node) {
		op := r.s.Operation(name)
		if op == nil {
			v.fail("operation %q is not in the model", name)
		}
		op.Paginator = paginator(v)
	})
}

func paginator(n node) *Paginator {
	p := &Paginator{}
	n.each(func(key string, v node) {
		switch key {
		case "input_token":
			p.Inputs = v.textOrTexts()
		case "output_token":
			p.Outputs = lowerAll(v)
		case "result_key":
			p.Results = lowerAll(v)
		case "non_aggregate_keys":
			p.Fixed = lowerAll(v)
		case "more_results":
			p.More = lower(v)
		case "limit_key":
			p.LimitKey = v.text()
		case "py_input_token":
		default:
			v.unknown()
		}
	})
	if len(p.Inputs) == 0 || len(p.Inputs) != len(p.Outputs) {
		n.fail("%d input tokens, %d output tokens", len(p.Inputs), len(p.Outputs))
	}
	return p
}

func lowerAll(n node) (list []Expression) {
	if n.v.Type() == fastjson.TypeString {
		return []Expression{lower(n)}
	}
	n.list(func(v node) { list = append(list, lower(v)) })
	return list
}

func (r *reader) waiters(n node) {
	waiters, ok := n.get("waiters")
	if !ok {
		n.fail(`no "waiters"`)
	}
	waiters.each(func(name string, v node) { r.s.Waiters = append(r.s.Waiters, r.waiter(name, v)) })
}

func (r *reader) waiter(name string, n node) *Waiter {
	w := &Waiter{Name: name}
	n.each(func(key string, v node) {
		switch key {
		case "operation":
			if w.Operation = r.s.Operation(v.text()); w.Operation == nil {
				v.fail("operation %q is not in the model", v.text())
			}
		case "delay":
			w.Delay = uint16(v.int(math.MaxUint16))
		case "maxAttempts":
			w.MaxAttempts = uint16(v.int(math.MaxUint16))
		case "acceptors":
			v.list(func(a node) { w.Acceptors = append(w.Acceptors, acceptor(a)) })
		case "description", "documentation":
		default:
			v.unknown()
		}
	})
	if w.Operation == nil {
		n.fail("no operation")
	}
	return w
}

func acceptor(n node) (a models.Acceptor) {
	n.each(func(key string, v node) {
		switch key {
		case "matcher":
			a.Matcher = matcher(v)
		case "state":
			a.State = state(v)
		case "expected":
			switch v.v.Type() {
			case fastjson.TypeString:
				a.ExpectType, a.String = models.ExpectString, v.text()
			case fastjson.TypeNumber:
				a.ExpectType, a.Int = models.ExpectInt, uint32(v.int(math.MaxInt32))
			default:
				a.ExpectType, a.Bool = models.ExpectBool, v.bool()
			}
		case "argument":
			a.Argument = models.Expression(lower(v))
		default:
			v.unknown()
		}
	})
	if a.Matcher == 0 || a.State == 0 || a.ExpectType == 0 {
		n.fail("an acceptor has a matcher, a state and an expected value")
	}
	return a
}

func matcher(n node) models.Matcher {
	switch n.text() {
	case "path":
		return models.MatchPath
	case "pathAll":
		return models.MatchPathAll
	case "pathAny":
		return models.MatchPathAny
	case "status":
		return models.MatchStatus
	case "error":
		return models.MatchError
	}
	n.fail("unknown matcher %q", n.text())
	return 0
}

func state(n node) models.State {
	switch n.text() {
	case "success":
		return models.StateSuccess
	case "failure":
		return models.StateFailure
	case "retry":
		return models.StateRetry
	}
	n.fail("unknown state %q", n.text())
	return 0
}
