package main

import (
	"context"
	"encoding/json"
	"fmt"
)

// result is what the function answers.
type result struct {
	Summaries []fileResult
	Measured  struct{ MallocsBefore, BytesBefore, Mallocs, Bytes int64 }
}

// fileResult is what it says of one file, in its response and in the message.
type fileResult struct {
	Bucket, Summary, Currency                        string
	Cents, Customers, Lines, BelowMinimum, Malformed int64
}

// fileResult is what the function should say of the file.
func (e expected) fileResult(bucket, summaryKey string) fileResult {
	return fileResult{
		Bucket: bucket, Summary: summaryKey, Currency: e.Currency, Cents: e.Cents, Customers: int64(len(e.Customers)),
		Lines: e.Lines, BelowMinimum: e.BelowMinimum, Malformed: e.Malformed,
	}
}

// checkResponse reads the function's response.
func checkResponse(o outcome, want fileResult) (result, error) {
	var r result
	if o.errorType != "" {
		return r, fmt.Errorf("function error %s: %s", o.errorType, o.errorMessage)
	}
	if err := json.Unmarshal(o.response, &r); err != nil {
		return r, fmt.Errorf("the response is not JSON: %w: %.200q", err, o.response)
	}
	if len(r.Summaries) != 1 || r.Summaries[0] != want {
		return r, fmt.Errorf("the response is %s, want one summary %+v", o.response, want)
	}
	return r, nil
}

// checkTable compares the table with the summary.
func (s *stack) checkTable(ctx context.Context, want expected) error {
	got, err := s.tableTotals(ctx)
	if err != nil {
		return err
	}
	if len(got) != len(want.Customers) {
		return fmt.Errorf("the table has %d items, want %d", len(got), len(want.Customers))
	}
	for _, c := range want.Customers {
		if got[c.Customer] != c {
			return fmt.Errorf("the table says %+v, want %+v", got[c.Customer], c)
		}
	}
	return nil
}

// checkQueue wants n messages of the same content.
func (s *stack) checkQueue(ctx context.Context, n int, want fileResult) error {
	bodies, err := s.messages(ctx, n)
	if err != nil {
		return err
	}
	if len(bodies) != n {
		return fmt.Errorf("the queue has %d messages, want %d", len(bodies), n)
	}
	for _, body := range bodies {
		var got fileResult
		if err := json.Unmarshal([]byte(body), &got); err != nil || got != want {
			return fmt.Errorf("the message is %q, want %+v", body, want)
		}
	}
	return nil
}
