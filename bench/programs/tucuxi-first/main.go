// Command tucuxi-first is the first call of a process up to the transport: it
// prints what lite.New and Call take until Send gets the signed request.
package main

import (
	"context"
	"errors"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/dynamodb"
)

// transport notes when it is asked, and answers nothing.
type transport struct {
	at    time.Time
	after runtime.MemStats
}

var errSent = errors.New("sent")

func (t *transport) Send(context.Context, *lite.HTTPRequest, *lite.HTTPResponse) error {
	t.at = time.Now()
	runtime.ReadMemStats(&t.after)
	return errSent
}

func main() {
	var t transport
	var before runtime.MemStats
	ctx := context.Background()
	params := lite.Map{"TableName": "users", "Key": lite.Map{"id": lite.Map{"S": "user-1"}}}
	runtime.ReadMemStats(&before)
	began := time.Now()
	_, err := lite.New(dynamodb.Service, lite.Config{Transport: &t, MaxAttempts: 1}).Call(ctx, dynamodb.GetItem, params)
	if !errors.Is(err, errSent) {
		os.Stderr.WriteString("not sent: " + err.Error() + "\n")
		os.Exit(1)
	}
	text := strconv.AppendInt(nil, t.at.Sub(began).Nanoseconds(), 10)
	text = strconv.AppendUint(append(text, ' '), t.after.Mallocs-before.Mallocs, 10)
	os.Stdout.Write(append(text, '\n'))
}
