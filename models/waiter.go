package models

// Waiter is a view of a waiter. The zero Waiter has no name.
type Waiter struct {
	m  *Model
	at uint32
}

// Matcher says how an acceptor looks at an answer.
type Matcher uint8

// Matchers.
const (
	MatchPath Matcher = iota + 1
	MatchPathAll
	MatchPathAny
	MatchStatus
	MatchError
)

// State is where an acceptor leads.
type State uint8

// States.
const (
	StateSuccess State = iota + 1
	StateFailure
	StateRetry
)

// NumWaiters is the number of waiters.
func (m *Model) NumWaiters() int { return int(m.size(SectionWaiters) / WaiterSize) }

// Waiter is waiter i, in the order of their names.
func (m *Model) Waiter(i int) Waiter {
	if i < 0 {
		return Waiter{}
	}
	at := m.record(SectionWaiters, WaiterSize, uint32(i))
	if at == 0 {
		return Waiter{}
	}
	return Waiter{m, at}
}

// Name is the waiter's name.
func (w Waiter) Name() string {
	if w.m == nil {
		return ""
	}
	return w.m.stringAt(w.at + WaiterName)
}

// Operation is the operation that the waiter calls.
func (w Waiter) Operation() Operation {
	if w.m == nil {
		return Operation{}
	}
	return w.m.Operation(int(w.m.u16(w.at + WaiterOperation)))
}

// Delay is the time between two calls, in seconds.
func (w Waiter) Delay() int {
	if w.m == nil {
		return 0
	}
	return int(w.m.u16(w.at + WaiterDelay))
}

// MaxAttempts is the number of calls before the waiter gives up.
func (w Waiter) MaxAttempts() int {
	if w.m == nil {
		return 0
	}
	return int(w.m.u16(w.at + WaiterMaxAttempts))
}

// Acceptor leads from an answer to a state.
type Acceptor struct {
	Matcher    Matcher
	State      State
	ExpectType uint8 // ExpectString, ExpectInt, ExpectBool
	String     string
	Int        uint32
	Bool       bool
	Argument   Expression
}

// Acceptors calls yield with each acceptor, in the model's order.
func (w Waiter) Acceptors(yield func(Acceptor) bool) {
	if w.m == nil {
		return
	}
	c := w.m.body(w.m.u24(w.at + WaiterBody))
	for range c.u8() {
		a := Acceptor{Matcher: Matcher(c.u8()), State: State(c.u8()), ExpectType: c.u8()}
		switch a.ExpectType {
		case ExpectString:
			a.String = c.str()
		case ExpectInt:
			a.Int = c.u32()
		case ExpectBool:
			a.Bool = c.u8() != 0
		}
		a.Argument = c.expression()
		if !yield(a) {
			return
		}
	}
}
