package compile

import (
	"slices"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// Keep drops every operation that is not in keep, and what only they need:
// their paginators and waiters, and the errors that no kept operation lists or
// has among its events. The endpoint rule set stays as it is. A name that is no
// operation is returned, and nothing is dropped then.
func (s *Service) Keep(keep []string) (unknown string, ok bool) {
	for _, name := range keep {
		if s.Operation(name) == nil {
			return name, false
		}
	}
	s.Operations = slices.DeleteFunc(s.Operations, func(op *Operation) bool { return !slices.Contains(keep, op.Name) })
	s.Waiters = slices.DeleteFunc(s.Waiters, func(w *Waiter) bool { return !slices.Contains(s.Operations, w.Operation) })
	errors := s.Errors
	s.Errors = nil              // so that reachable starts from the operations alone
	events := map[string]bool{} // error events are called as their error, but for case
	for _, shape := range reachable(s, nil) {
		if shape.Kind != models.Structure || shape.Flags&models.StructureEventStream == 0 {
			continue
		}
		for _, m := range shape.Members {
			events[strings.ToLower(m.Name)] = true
		}
	}
	listed := map[*Error]bool{}
	for _, op := range s.Operations {
		for _, e := range op.Errors {
			listed[e] = true
		}
	}
	s.Errors = slices.DeleteFunc(errors, func(e *Error) bool { return !listed[e] && !events[strings.ToLower(e.Name)] })
	return "", true
}
