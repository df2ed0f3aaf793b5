package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	calls     = 5               // invocations with the file
	timeLimit = 8 * time.Minute // of the whole run; building may be cold
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()
	if err := run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "\nlocal:", err)
		os.Exit(1)
	}
	fmt.Println("\nAll as it should be.")
}

func run(ctx context.Context, w io.Writer) (err error) {
	for _, c := range credentials { // never the caller's own
		name, value, _ := strings.Cut(c, "=")
		os.Setenv(name, value)
	}
	folder, err := packageFolder(ctx)
	if err != nil {
		return err
	}
	file, err := os.ReadFile(filepath.Join(folder, "testdata", "orders.csv"))
	if err != nil {
		return err
	}
	eventFile, err := os.ReadFile(filepath.Join(folder, "testdata", "event.json"))
	if err != nil {
		return err
	}
	event, key, err := readEvent(eventFile)
	if err != nil {
		return err
	}

	endpoint := os.Getenv("AWS_ENDPOINT_URL")
	full := endpoint != ""
	if full {
		fmt.Fprintf(w, "Services   at %s (AWS_ENDPOINT_URL)\n", endpoint)
	} else {
		var stop func() error
		if endpoint, stop, err = serveS3(); err != nil {
			return err
		}
		defer stop()
		fmt.Fprintf(w, "S3         embedded server at %s\n", endpoint)
	}

	s := newStack(endpoint, full)
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
		defer cancel()
		if e := s.remove(ctx); e != nil {
			err = errors.Join(err, fmt.Errorf("cleaning up: %w", e))
		}
	}()
	if err := s.create(ctx); err != nil {
		return fmt.Errorf("making bucket and friends: %w", err)
	}
	etag, err := s.putFile(ctx, key, file)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Object     s3://%s/%s, %s bytes\n", s.bucket, key, group(len(file)))
	if full {
		fmt.Fprintf(w, "Table      %s\nQueue      %s\nParameter  %s\n", s.table, s.queueURL, s.parameter)
	}
	return invokeAll(ctx, w, s, endpoint, key, file, encodeEvent(event, s.bucket, key, len(file), etag))
}

// invokeAll builds and starts the function, invokes it, and checks what it did.
func invokeAll(ctx context.Context, w io.Writer, s *stack, endpoint, key string, file, event []byte) (err error) {
	dir, err := os.MkdirTemp("", "tucuxi-local-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	binary, err := buildFunction(ctx, dir)
	if err != nil {
		return err
	}
	info, err := os.Stat(binary)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Function   go build -tags lambda.norpc: %.1f MB, in %.1f s\n", float64(info.Size())/1e6, time.Since(began).Seconds())

	api, err := serveRuntimeAPI()
	if err != nil {
		return err
	}
	defer api.close()
	began = time.Now()
	f, err := startFunction(binary, api.addr, endpoint, s.settings())
	if err != nil {
		return err
	}
	defer func() {
		f.stop()
		if log := f.log.String(); err != nil && log != "" {
			err = fmt.Errorf("%w\nthe function logged:\n%s", err, log)
		}
	}()
	// An end of the process ends whatever waits for it.
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		select {
		case <-f.exited:
			cancel(fmt.Errorf("the function's process ended: %w", cmp.Or(f.err, errors.New("status 0"))))
		case o := <-api.failed:
			cancel(fmt.Errorf("init error %s: %s", o.errorType, o.errorMessage))
		case <-ctx.Done():
		}
	}()
	select {
	case <-api.ready:
	case <-time.After(10 * time.Second): // Lambda's limit for init
		return errors.New("the function did not ask for an event within 10 s of its start")
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	t := transcript{w: w, init: time.Since(began)}
	fmt.Fprintf(w, "Runtime    process %d asks http://%s%sinvocation/next\n", f.cmd.Process.Pid, api.addr, runtimePath)

	want := expect(file, key, "EUR", 0)
	if s.full {
		want = expect(file, key, fullCurrency, fullMinimum)
	}
	summaryKey := strings.TrimSuffix(key, ".csv") + ".summary.json"
	for range calls {
		if err := t.call(ctx, api, s, event, want, summaryKey); err != nil {
			return err
		}
	}
	if err := t.missing(ctx, api, event, key); err != nil {
		return err
	}
	t.summary(s, want, summaryKey)
	if s.full {
		if err := s.checkTable(ctx, want); err != nil {
			return err
		}
		t.ok("the table has %d items, equal to the summary's", len(want.Customers))
		if err := s.checkQueue(ctx, len(t.took), want.fileResult(s.bucket, summaryKey)); err != nil {
			return err
		}
		t.ok("the queue had %d messages with the summary's totals", len(t.took))
		t.ok("the parameter's settings were used: %s, from %d cents an order", want.Currency, want.MinimumCents)
	}
	return nil
}

// median of durations; it sorts them.
func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}
