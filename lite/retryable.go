package lite

import (
	"context"
	"errors"
	"hash/crc32"
	"strconv"
	"strings"

	"github.com/tucuxi-go/tucuxi/wire"
)

// fault is what a failed attempt means for the next one.
type fault uint8

const (
	lasting   fault = iota // another attempt would fail as well
	transient              // a fault that passes
	throttled              // the service asks for fewer calls
	timedOut               // no answer in time
	skewed                 // the signature's time is wrong, and is right now
)

var errBodyCRC = errors.New("the answer does not have the CRC32 that its header names")

// fault is what err means for the next attempt.
func (k *call) fault(err error) fault {
	if e, ok := err.(*Error); ok {
		switch {
		case e.skewed:
			return skewed
		case e.throttling:
			return throttled
		case e.Retryable:
			return transient
		}
		return lasting
	}
	e, ok := err.(*CallError)
	switch {
	case !ok || e.Step != "send" && e.Step != "read",
		errors.Is(err, context.Canceled), errors.Is(err, errTooLarge):
		return lasting
	case e.timeout:
		return timedOut
	}
	return transient
}

// classify says of an error of the service whether it calls for another attempt.
// A code wins over a status: an error that throttles with status 503 throttles.
func (k *call) classify(e *Error) {
	modeled, _ := k.c.model.ErrorCoded(e.Code)
	e.throttling = modeled.Throttling() || isThrottling(e.Code)
	e.Retryable = e.throttling || modeled.Retryable() || isTransient(e.Status, e.Code) ||
		e.Code == "IDPCommunicationError" && e.Service == "STS"
}

// isThrottling reports the codes that ask for fewer calls.
//
// Source: AWS SDKs and Tools Reference Guide, "Retry behavior".
func isThrottling(code string) bool {
	return isWord(code, "Throttling ThrottlingException ThrottledException RequestThrottledException "+
		"TooManyRequestsException ProvisionedThroughputExceededException TransactionInProgressException "+
		"RequestLimitExceeded BandwidthLimitExceeded LimitExceededException RequestThrottled "+
		"SlowDown PriorRequestNotComplete EC2ThrottledException")
}

// isTransient reports statuses and codes of faults that pass.
func isTransient(status int, code string) bool {
	switch status {
	case 500, 502, 503, 504:
		return true
	}
	return isWord(code, "RequestTimeout RequestTimeoutException PriorRequestNotComplete")
}

// isWord reports whether list, words with a blank between two, has the word. For
// words that are looked up seldom: a switch is quicker, and 50 bytes a word more
// (Go 1.26).
func isWord(word, list string) bool {
	for list != "" {
		var one string
		if one, list, _ = strings.Cut(list, " "); one == word {
			return true
		}
	}
	return false
}

// isLongPoll reports the operations whose callers call again at once.
func isLongPoll(service, operation string) bool {
	switch operation {
	case "ReceiveMessage":
		return service == "SQS"
	case "GetActivityTask":
		return service == "SFN"
	case "PollForActivityTask", "PollForDecisionTask":
		return service == "SWF"
	}
	return false
}

// crcFits checks a body of DynamoDB against the checksum in its header, which is
// over the bytes as they came.
func crcFits(service string, h wire.Headers, body []byte) bool {
	if service != "DynamoDB" {
		return true
	}
	text, ok := h.Get("X-Amz-Crc32")
	if !ok {
		return true
	}
	want, err := strconv.ParseUint(text, 10, 32)
	return err != nil || crc32.ChecksumIEEE(body) == uint32(want)
}
