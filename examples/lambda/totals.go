package main

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

// Source: Amazon DynamoDB API Reference, "BatchWriteItem".
const (
	batchSize    = 25 // the most items in one call
	batchRetries = 8  // calls for what one batch left unprocessed
)

var errUnprocessed = errors.New("DynamoDB left items unprocessed after 8 retries")

// writeTotals puts an item a customer into the table.
func writeTotals(ctx context.Context, db *lite.Client, table string, s summary) error {
	puts := make(lite.List, 0, batchSize)
	for i, t := range s.totals {
		puts = append(puts, lite.Map{"PutRequest": lite.Map{"Item": lite.Map{
			"customer": lite.Map{"S": t.customer},
			"source":   lite.Map{"S": s.bucket + "/" + s.key},
			"currency": lite.Map{"S": s.currency},
			"orders":   lite.Map{"N": strconv.FormatInt(t.orders, 10)},
			"quantity": lite.Map{"N": strconv.FormatInt(t.quantity, 10)},
			"cents":    lite.Map{"N": strconv.FormatInt(t.cents, 10)},
		}}})
		if len(puts) == batchSize || i == len(s.totals)-1 {
			if err := writeBatch(ctx, db, lite.Map{table: puts}); err != nil {
				return err
			}
			puts = puts[:0]
		}
	}
	return nil
}

// writeBatch writes items, and writes again what DynamoDB could not take: a
// batch that is throttled in part is no error of the call. It waits 50 ms
// before the first retry and twice as long before each further one.
func writeBatch(ctx context.Context, db *lite.Client, items any) error {
	wait := 50 * time.Millisecond
	for range 1 + batchRetries {
		out, err := db.Call(ctx, dynamodb.BatchWriteItem, lite.Map{"RequestItems": items})
		if err != nil {
			return err
		}
		left := out.Get("UnprocessedItems")
		if left.Len() == 0 {
			out.Release()
			return nil
		}
		items = left.Any() // plain values: they outlive the output
		out.Release()
		select {
		case <-time.After(wait):
			wait *= 2
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return errUnprocessed
}
