package main

import (
	"os"
	"strings"
	"testing"
)

const small = "id,customer,sku,quantity,cents\n1,ann,TEA,2,1290\nbroken\n2,bob,CUP,1,250\n"

func TestExpect(t *testing.T) {
	e := expect([]byte(small), "in/day.csv", "CHF", 1000)
	good := `{"source":"in/day.csv","currency":"CHF","minimumCents":1000,"lines":3,"belowMinimum":1,"malformed":1,` +
		`"malformedLines":[{"line":3,"reason":"not five fields"}],"cents":2580,"customers":[{"customer":"ann","orders":1,"quantity":2,"cents":2580}]}`
	if err := e.compare([]byte(good)); err != nil {
		t.Error(err)
	}
	for was, is := range map[string]string{
		`"cents":2580,"cus`: `"cents":2581,"cus`, `"orders":1`: `"orders":2`, `"line":3`: `"line":2`, `"not five fields"`: `""`,
		`"CHF"`: `"EUR"`, `"lines":3`: `"lines":3,"more":1`, `"ann"`: `"anna"`, `}]}`: `}]`,
	} {
		if bad := strings.Replace(good, was, is, 1); bad == good || e.compare([]byte(bad)) == nil {
			t.Errorf("%s instead of %s is not seen", is, was)
		}
	}
}

func TestEvent(t *testing.T) {
	file, err := os.ReadFile("../testdata/event.json")
	if err != nil {
		t.Fatal(err)
	}
	event, key, err := readEvent(file)
	if err != nil || key != "incoming/orders 2025-11-22+eu.csv" {
		t.Fatalf("key %q, %v", key, err)
	}
	got := string(encodeEvent(event, "b", key, 7, `"e7a9"`))
	for _, want := range []string{`"key":"incoming/orders+2025-11-22%2Beu.csv"`, `"name":"b"`, `"arn":"arn:aws:s3:::b"`, `"size":7`, `"eTag":"e7a9"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestGroup(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := group(n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
