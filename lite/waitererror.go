package lite

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/models/path"
)

// WaiterError is a wait that did not get to its end. Its causes are
// ErrWaiterFailed, ErrWaiterExpired, the end of the context, or what the call
// itself ended with.
type WaiterError struct {
	Service string // serviceId: "DynamoDB"
	Waiter  string // "TableExists"

	// State is what the last answer showed: the value that the waiter looks at,
	// such as "CREATING", several with ", " between them, or the code of an
	// error. Empty if it showed nothing.
	State string

	Attempts int           // how often the operation was called
	Took     time.Duration // since the wait began
	Output   *Output       // of the last call; nil if that was an error
	Err      error         // the cause

	answer *Error
}

// Error says who waited for what, the last state seen, and why it ended.
func (e *WaiterError) Error() string {
	text := e.Service + "." + e.Waiter + ": " + e.Err.Error()
	if e.State != "" {
		text += "; last seen: " + e.State
	}
	return text + " (after " + strconv.Itoa(e.Attempts) + " calls in " + round(e.Took).String() + ")"
}

// Unwrap is the cause, and the service's last answer if that was an error.
func (e *WaiterError) Unwrap() []error {
	if e.answer == nil || errors.Is(e.Err, e.answer) {
		return []error{e.Err}
	}
	return []error{e.Err, e.answer}
}

// failed is the error of a wait.
func (v *wait) failed(c *Client, out *Output, err error) error {
	return &WaiterError{
		Service: c.model.ServiceID(), Waiter: v.model.Name(), State: v.state, Attempts: v.attempts,
		Took: time.Since(v.began), Output: out, Err: err, answer: v.answer,
	}
}

// maxShown bounds how many values a State holds.
const maxShown = 5

// shown is what the output shows where the waiter looks: the value of its first
// expression that gives texts.
func (v *wait) shown(out *Output) string {
	if out == nil {
		return ""
	}
	for a := range v.model.Acceptors {
		if a.Matcher > models.MatchPathAny || a.ExpectType != models.ExpectString {
			continue
		}
		found, err := expression(&v.evaluation, a.Argument, out)
		if err != nil {
			continue
		}
		if text := texts(found); text != "" {
			return text
		}
	}
	return ""
}

// texts is the different texts of a value, in their order.
func texts(v path.Value[tree]) string {
	if v.Kind() == path.String {
		return strings.Clone(v.Text())
	}
	if v.Kind() != path.List {
		return ""
	}
	var list []string
	for i := range v.Len() {
		text := v.At(i).Text()
		if text == "" || slices.Contains(list, text) {
			continue
		}
		if len(list) == maxShown {
			list = append(list, "…")
			break
		}
		list = append(list, text)
	}
	return strings.Join(list, ", ")
}
