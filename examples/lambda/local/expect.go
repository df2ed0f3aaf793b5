package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// expected is the summary that the function should put into S3, worked out the
// plain way: with regular expressions, maps and encoding/json.
type expected struct {
	Source         string
	Currency       string
	MinimumCents   int64
	Lines          int64
	BelowMinimum   int64
	Malformed      int64
	MalformedLines []struct {
		Line   int64
		Reason string
	}
	Cents     int64
	Customers []customer
}

type customer struct {
	Customer                string
	Orders, Quantity, Cents int64
}

var orderLine = regexp.MustCompile(`^[\w.-]{1,64},([\w.-]{1,64}),[\w.-]{1,64},(\d{1,7}),(\d{1,10})$`)

// expect works the summary of file out; MalformedLines has no reasons.
func expect(file []byte, key, currency string, minimum int64) expected {
	e := expected{Source: key, Currency: currency, MinimumCents: minimum}
	byName := map[string]*customer{}
	for i, line := range strings.Split(strings.TrimSuffix(string(file), "\n"), "\n") {
		if i == 0 && line == "id,customer,sku,quantity,cents" {
			continue
		}
		e.Lines++
		m := orderLine.FindStringSubmatch(line)
		if m == nil {
			e.Malformed++
			e.MalformedLines = append(e.MalformedLines, struct {
				Line   int64
				Reason string
			}{Line: int64(i + 1)})
			continue
		}
		quantity, _ := strconv.ParseInt(m[2], 10, 64)
		cents, _ := strconv.ParseInt(m[3], 10, 64)
		if quantity*cents < minimum {
			e.BelowMinimum++
			continue
		}
		if byName[m[1]] == nil {
			byName[m[1]] = &customer{Customer: m[1]}
		}
		c := byName[m[1]]
		c.Orders++
		c.Quantity += quantity
		c.Cents += quantity * cents
		e.Cents += quantity * cents
	}
	for _, c := range byName {
		e.Customers = append(e.Customers, *c)
	}
	slices.SortFunc(e.Customers, func(a, b customer) int { return strings.Compare(a.Customer, b.Customer) })
	return e
}

// compare says where the summary in S3 differs from e; nil means nowhere.
func (e expected) compare(object []byte) error {
	var got expected
	dec := json.NewDecoder(bytes.NewReader(object))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&got); err != nil {
		return fmt.Errorf("the summary is not the JSON it should be: %w\n%.500s", err, object)
	}
	for i, m := range got.MalformedLines {
		if m.Reason == "" {
			return fmt.Errorf("the summary gives no reason for line %d", m.Line)
		}
		got.MalformedLines[i].Reason = ""
	}
	want, _ := json.Marshal(e)
	have, _ := json.Marshal(got)
	if !bytes.Equal(want, have) {
		return fmt.Errorf("the summary differs:\n got %s\nwant %s", have, want)
	}
	return nil
}

// readEvent reads the event of a file and says which key it tells of.
func readEvent(file []byte) (event map[string]any, key string, err error) {
	if err := json.Unmarshal(file, &event); err != nil {
		return nil, "", err
	}
	encoded, _ := eventObject(event)["key"].(string)
	key, err = url.QueryUnescape(encoded)
	return event, key, err
}

// eventS3 is the s3 member of the event's first record.
func eventS3(event map[string]any) map[string]any {
	return event["Records"].([]any)[0].(map[string]any)["s3"].(map[string]any)
}

func eventObject(event map[string]any) map[string]any {
	return eventS3(event)["object"].(map[string]any)
}

// encodeEvent tells of the object as it was put into S3.
func encodeEvent(event map[string]any, bucket, key string, size int, etag string) []byte {
	record := event["Records"].([]any)[0].(map[string]any)
	record["eventTime"] = time.Now().UTC().Format("2006-01-02T15:04:05.000Z")
	b := eventS3(event)["bucket"].(map[string]any)
	b["name"], b["arn"] = bucket, "arn:aws:s3:::"+bucket
	o := eventObject(event)
	o["key"] = strings.ReplaceAll(url.QueryEscape(key), "%2F", "/")
	o["size"], o["eTag"] = size, strings.Trim(etag, `"`)
	text, _ := json.Marshal(event)
	return text
}
