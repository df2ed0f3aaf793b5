package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
)

// describeOperation prints an operation as a tree.
func (o *options) describeOperation() error {
	service, name, ok := strings.Cut(o.describe, ".")
	if !ok {
		return fmt.Errorf("-describe wants service.Operation, such as s3.PutObject, not %q", o.describe)
	}
	e, err := o.library.find(service)
	if err != nil {
		return err
	}
	op, err := e.operation(name)
	if err != nil {
		return err
	}
	return o.printOperation(e, op)
}

func (o *options) printOperation(e *entry, op models.Operation) error {
	w := bufio.NewWriter(o.stdout)
	t := &tree{w: w}
	fmt.Fprintf(w, "%s.%s  %s %s\n", e.model.ServiceName(), op.Name(), op.Method(), op.URI())
	if list := notes(op); list != nil {
		fmt.Fprintf(w, "%s\n", strings.Join(list, ", "))
	}
	if prefix := op.HostPrefix(); prefix != "" {
		fmt.Fprintf(w, "host prefix %s\n", prefix)
	}
	t.message("input", op.Input())
	t.message("output", op.Output())
	fmt.Fprintf(w, "\nerrors\n")
	none := true
	for e := range op.Errors {
		none = false
		t.failure(e)
	}
	if none {
		fmt.Fprintf(w, "  none modeled\n")
	}
	return w.Flush()
}

// tree prints shapes. A structure is opened where it is met first; later it is
// referred to by that path.
type tree struct {
	w    *bufio.Writer
	path map[uint16]string // of the structures already opened, by shape index
}

func (t *tree) message(title string, s models.Shape) {
	fmt.Fprintf(t.w, "\n%s\n", title)
	if s.NumMembers() == 0 {
		fmt.Fprintf(t.w, "  nothing\n")
		return
	}
	t.path = map[uint16]string{s.Index(): "the " + title}
	t.members(s, "", 1)
}

func (t *tree) failure(e models.Error) {
	fmt.Fprintf(t.w, "  %s", e.Name())
	if e.Code() != e.Name() {
		fmt.Fprintf(t.w, "  code %s", e.Code())
	}
	switch {
	case e.Throttling():
		fmt.Fprintf(t.w, "  retryable, throttling")
	case e.Retryable():
		fmt.Fprintf(t.w, "  retryable")
	}
	fmt.Fprintln(t.w)
	t.path = map[uint16]string{e.Shape().Index(): "the error"}
	t.members(e.Shape(), "", 2)
}

// members prints the members of a structure, aligned.
func (t *tree) members(s models.Shape, path string, depth int) {
	width := 0
	for i := range s.NumMembers() {
		width = max(width, len(s.Member(i).Name()))
	}
	for i := range s.NumMembers() {
		m := s.Member(i)
		at := m.Name()
		if path != "" {
			at = path + "." + at
		}
		text, open, openAt := t.shape(m.Shape(), at)
		fmt.Fprintf(t.w, "%s%-*s  %s", strings.Repeat("  ", depth), width, m.Name(), text)
		if list := traits(s, m); list != nil {
			fmt.Fprintf(t.w, "  (%s)", strings.Join(list, ", "))
		}
		fmt.Fprintln(t.w)
		if open.NumMembers() > 0 {
			t.members(open, openAt, depth+1)
		}
	}
}

// shape is a shape in words; open is the structure to print below it, openAt its
// path. Lists and maps are followed to what they hold.
func (t *tree) shape(s models.Shape, path string) (text string, open models.Shape, openAt string) {
	switch s.Kind() {
	case models.List:
		text, open, openAt = t.again(s, path, s.Elem(), path+"[]")
		return "list of " + text, open, openAt
	case models.Map:
		text, open, openAt = t.again(s, path, s.Elem(), path+"{}")
		return "map of " + text, open, openAt
	case models.Structure:
		kind := "structure"
		switch {
		case s.EventStream():
			kind = "event stream"
		case s.Union():
			kind = "union"
		}
		if first, ok := t.path[s.Index()]; ok && s.NumMembers() > 0 {
			return kind + " as " + first, models.Shape{}, ""
		}
		t.path[s.Index()] = path
		return kind, s, path
	case models.Document:
		return "any JSON value", models.Shape{}, ""
	case models.Blob:
		if s.Streaming() {
			return "blob stream", models.Shape{}, ""
		}
	}
	return s.Kind().String(), models.Shape{}, ""
}

// again follows a list or map to its elements; one that holds itself ends there.
func (t *tree) again(s models.Shape, path string, elem models.Shape, elemPath string) (string, models.Shape, string) {
	if first, ok := t.path[s.Index()]; ok && strings.HasPrefix(path, first) && path != first {
		return "the same, as " + first, models.Shape{}, ""
	}
	t.path[s.Index()] = path
	return t.shape(elem, elemPath)
}

// traits is what a caller should know of a member, and where it goes.
func traits(in models.Shape, m models.Member) (list []string) {
	add := func(on bool, text string) {
		if on {
			list = append(list, text)
		}
	}
	add(m.Required(), "required")
	add(m.IdempotencyToken(), "made up when missing")
	minimum, ok := m.Shape().Min()
	add(ok && minimum > 0 && m.Shape().Kind() != models.List, "min "+strconv.FormatInt(minimum, 10))
	add(ok && minimum > 0 && m.Shape().Kind() == models.List, "at least "+strconv.FormatInt(minimum, 10))
	switch m.Location() {
	case models.Label:
		add(true, "path")
	case models.QueryParam:
		add(true, "query "+m.WireName())
	case models.Header:
		add(true, "header "+m.WireName())
	case models.PrefixHeaders:
		add(true, "headers "+m.WireName()+"*")
	case models.StatusCode:
		add(true, "status code")
	}
	add(m.Payload(), "the body")
	add(m.Shape().Sensitive(), "sensitive")
	return list
}
