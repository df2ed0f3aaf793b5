package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/tucuxi-go/tucuxi/models"
)

// listServices prints a line a service.
func (o *options) listServices() error {
	all, err := o.library.all()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(o.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SERVICE\tPACKAGE\tPROTOCOL\tOPERATIONS\tNAME")
	for _, e := range all {
		m := &e.model
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", m.ServiceName(), e.pkg, m.Protocol(), m.NumOperations(), m.ServiceFullName())
	}
	return w.Flush()
}

// listOperations prints a line an operation, then the waiters.
func (o *options) listOperations(service string) error {
	e, err := o.library.find(service)
	if err != nil {
		return err
	}
	m := &e.model
	w := tabwriter.NewWriter(o.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "OPERATION\tHTTP\tNOTES")
	for i := range m.NumOperations() {
		op := m.Operation(i)
		fmt.Fprintf(w, "%s\t%s %s", op.Name(), op.Method(), op.URI())
		if list := notes(op); list != nil {
			fmt.Fprintf(w, "\t%s", strings.Join(list, ", "))
		}
		fmt.Fprintln(w)
	}
	if m.NumWaiters() > 0 {
		fmt.Fprintln(w, "\nWAITER\tOPERATION\tNOTES")
	}
	for i := range m.NumWaiters() {
		v := m.Waiter(i)
		fmt.Fprintf(w, "%s\t%s\tevery %d s, at most %d times\n", v.Name(), v.Operation().Name(), v.Delay(), v.MaxAttempts())
	}
	return w.Flush()
}

// notes is what is special about an operation.
func notes(op models.Operation) (list []string) {
	if _, ok := op.Paginator(); ok {
		list = append(list, "pages")
	}
	for _, n := range []struct {
		flag uint16
		text string
	}{
		{models.OpStreamingInput, "streaming input"}, {models.OpStreamingOutput, "streaming output"},
		{models.OpInputEventStream, "event stream input"}, {models.OpOutputEventStream, "event stream output"},
		{models.OpNoAuth, "unsigned"}, {models.OpUnsignedPayload, "unsigned payload"},
		{models.OpChecksumRequired, "checksum required"}, {models.OpGzip, "gzip"},
		{models.OpDiscoveryRequired, "endpoint discovery required"}, {models.OpDeprecated, "deprecated"},
	} {
		if op.Is(n.flag) {
			list = append(list, n.text)
		}
	}
	return list
}
