package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// transcript invokes the function and writes down what happened.
type transcript struct {
	w    io.Writer
	init time.Duration // from the process's start to its first request for an event
	took []time.Duration
}

// call invokes the function with the file's event and checks response and summary.
func (t *transcript) call(ctx context.Context, api *runtimeAPI, s *stack, event []byte, want expected, summaryKey string) error {
	o, err := api.invoke(ctx, event)
	if err != nil {
		return err
	}
	r, err := checkResponse(o, want.fileResult(s.bucket, summaryKey))
	if err != nil {
		return err
	}
	object, err := s.takeObject(ctx, summaryKey)
	if err != nil {
		return fmt.Errorf("reading the summary: %w", err)
	}
	if err := want.compare(object); err != nil {
		return err
	}
	if len(t.took) == 0 {
		t.steps(s, want, summaryKey)
		fmt.Fprintf(t.w, "%-8s %10s %14s %14s\n", "", "time", "allocations", "bytes")
		t.row("init", t.init, r.Measured.MallocsBefore, r.Measured.BytesBefore)
	}
	t.took = append(t.took, o.took)
	t.row("call "+strconv.Itoa(len(t.took)), o.took, r.Measured.Mallocs, r.Measured.Bytes)
	return nil
}

// steps says what the function calls for the event.
func (t *transcript) steps(s *stack, want expected, summaryKey string) {
	steps := "GetObject → PutObject " + summaryKey
	if s.full {
		batches := (len(want.Customers) + 24) / 25
		steps = fmt.Sprintf("GetParameter (once) → %s → BatchWriteItem ×%d → SendMessage", steps, batches)
	}
	fmt.Fprintf(t.w, "Invoke     s3:ObjectCreated:Put %s\n           → %s\n\n", want.Source, steps)
}

func (t *transcript) row(name string, took time.Duration, mallocs, size int64) {
	fmt.Fprintf(t.w, "%-8s %7.2f ms %14s %14s\n", name, float64(took.Microseconds())/1000, group(int(mallocs)), group(int(size)))
}

// missing invokes the function for an object that is not there: a function
// error that says so, after which the function serves on.
func (t *transcript) missing(ctx context.Context, api *runtimeAPI, event []byte, key string) error {
	name := []byte(strings.ReplaceAll(url.QueryEscape(key), "%2F", "/"))
	absent := bytes.Replace(event, name, []byte("incoming/lost.csv"), 1)
	o, err := api.invoke(ctx, absent)
	if err != nil {
		return err
	}
	if o.errorType == "" || !strings.Contains(o.errorMessage, "incoming/lost.csv") || !strings.Contains(o.errorMessage, "NoSuchKey") {
		return fmt.Errorf("an event of a missing object gave %+v", o)
	}
	fmt.Fprintf(t.w, "\nA missing object is a function error, of type %s:\n  %s\n", o.errorType, o.errorMessage)

	o, err = api.invoke(ctx, []byte(`{"Service":"Amazon S3","Event":"s3:TestEvent"}`))
	if err != nil {
		return err
	}
	if o.errorType != "" || !bytes.HasPrefix(o.response, []byte(`{"summaries":[],`)) {
		return fmt.Errorf("S3's test event gave %+v", o)
	}
	fmt.Fprint(t.w, "and the function lives on: S3's test event gives no summary.\n\n")
	return nil
}

// summary tells what came out.
func (t *transcript) summary(s *stack, want expected, summaryKey string) {
	later := median(t.took[1:])
	t.ok("first call %.2f ms, later calls %.2f ms (median of %d)", float64(t.took[0].Microseconds())/1000, float64(later.Microseconds())/1000, len(t.took)-1)
	t.ok("s3://%s/%s, written and read back %d times, is what a plain reading of the file gives:", s.bucket, summaryKey, len(t.took))
	fmt.Fprintf(t.w, "    %d lines, %d malformed, %d below the minimum; %d customers, %d.%02d %s\n",
		want.Lines, want.Malformed, want.BelowMinimum, len(want.Customers), want.Cents/100, want.Cents%100, want.Currency)
}

func (t *transcript) ok(format string, args ...any) {
	fmt.Fprintf(t.w, "ok  "+format+"\n", args...)
}

// group writes n with commas.
func group(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
