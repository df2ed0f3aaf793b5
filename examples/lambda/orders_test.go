package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

func TestReadOrders(t *testing.T) {
	file := strings.Join([]string{
		header,
		"1,ann,TEA,2,1290",
		"2,bob,POT,1,3495\r",
		"",
		"3,ann,CUP,1,250",
		"4,ann,TEA,1,99", // below the minimum
		strings.Repeat("x", maxLine+1),
		strings.Repeat("x", 100_000),
		"5,bob,TEA,1",
		"6,bob,TEA,1,1,1",
		",bob,TEA,1,1000",
		"7,b b,TEA,1,1000",
		`8,bob,"TEA",1,1000`,
		"9,bob,TEA,0,1000",
		"10,bob,TEA,1000001,1000",
		"11,bob,TEA,1,-5",
		"12,bob,TEA,1,10000000000",
		"13,bob,TEA,1,99999999999999999999",
		header,
		"14,bob,TEA,1,1000", // without an end of line
	}, "\n")
	o, err := readOrders(iotest.OneByteReader(strings.NewReader(file)), 100)
	if err != nil {
		t.Fatal(err)
	}
	if o.lines != 18 || o.malformed != 13 || o.belowMinimum != 1 || o.cents != 2*1290+250+3495+1000 {
		t.Errorf("lines %d, malformed %d, below %d, cents %d", o.lines, o.malformed, o.belowMinimum, o.cents)
	}
	if got, want := *o.customers["ann"], (total{"ann", 2, 3, 2830}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := *o.customers["bob"], (total{"bob", 2, 2, 4495}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	want := []malformed{
		{7, "line too long"}, {8, "line too long"}, {9, "not five fields"}, {10, "not five fields"}, {11, "bad id"},
		{12, "bad customer"}, {13, "bad sku"}, {14, "bad quantity"}, {15, "bad quantity"}, {16, "bad cents"},
	}
	if !slices.Equal(o.reported, want) {
		t.Errorf("got %v, want %v", o.reported, want)
	}
}

func TestReadOrdersBounds(t *testing.T) {
	t.Run("longest line", func(t *testing.T) {
		long := "1,ann,TEA,1,1" + strings.Repeat(" ", maxLine-13)
		o, err := readOrders(strings.NewReader(long+"\r\n"), 0)
		if err != nil || o.reported[0].reason != "bad cents" {
			t.Errorf("%+v, %v", o, err)
		}
	})
	t.Run("customers", func(t *testing.T) {
		r, w := io.Pipe()
		go func() {
			for i := range maxCustomers + 1 {
				fmt.Fprintf(w, "1,c%d,TEA,1,1\n", i)
			}
			w.Close()
		}()
		_, err := readOrders(r, 0)
		r.Close()
		if err != errCustomers {
			t.Errorf("got %v", err)
		}
	})
	t.Run("total", func(t *testing.T) {
		o := &orders{customers: map[string]*total{}, cents: math.MaxInt64 - 5}
		if err := o.add(1, []byte("1,ann,TEA,1,6"), 0); err != nil || o.malformed != 1 || len(o.customers) != 0 {
			t.Errorf("%+v, %v", o, err)
		}
	})
	t.Run("reader fails", func(t *testing.T) {
		gone := errors.New("connection reset")
		r := io.MultiReader(strings.NewReader("1,ann,TEA,1,1\n2,a"), iotest.ErrReader(gone))
		if _, err := readOrders(r, 0); err != gone {
			t.Errorf("got %v", err)
		}
	})
}

var slowLine = regexp.MustCompile(`^[\w.-]{1,64},([\w.-]{1,64}),[\w.-]{1,64},(\d{1,10}),(\d{1,10})$`)

// slowOrders is readOrders in few words, for files within the bounds.
func slowOrders(file string) (lines, malformed int, totals map[string]total) {
	totals = map[string]total{}
	for i, line := range strings.Split(file, "\n") {
		if line = strings.TrimSuffix(line, "\r"); line == "" || i == 0 && line == header {
			continue
		}
		lines++
		m := slowLine.FindStringSubmatch(line)
		if m == nil || len(line) > maxLine {
			malformed++
			continue
		}
		q, _ := strconv.ParseInt(m[2], 10, 64)
		c, _ := strconv.ParseInt(m[3], 10, 64)
		if q < 1 || q > maxQuantity || c > maxCents {
			malformed++
			continue
		}
		was := totals[m[1]]
		totals[m[1]] = total{m[1], was.orders + 1, was.quantity + q, was.cents + q*c}
	}
	return lines, malformed, totals
}

func FuzzReadOrders(f *testing.F) {
	f.Add(string(ordersFile()))
	f.Add("")
	f.Add("\r\n\n\r")
	f.Add(header + "\r\n1,a,b,1,1\r\n1,a,b,1,1\n" + header)
	f.Add("1,a,b,18446744073709551617,1\n1,a,b,1,1\x00")
	f.Add(strings.Repeat("1,a,b,1,1", 200) + "\n1,a,b,1,1")
	f.Fuzz(func(t *testing.T, file string) {
		o, err := readOrders(strings.NewReader(file), 0)
		if err != nil {
			t.Fatal(err)
		}
		lines, malformed, totals := slowOrders(file)
		if o.lines != int64(lines) || o.malformed != int64(malformed) || len(o.customers) != len(totals) {
			t.Fatalf("%d lines, %d malformed, %d customers; want %d, %d, %d", o.lines, o.malformed, len(o.customers), lines, malformed, len(totals))
		}
		for name, want := range totals {
			if got := *o.customers[name]; got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		}
	})
}

func BenchmarkReadOrders(b *testing.B) {
	file := string(ordersFile())
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readOrders(strings.NewReader(file), 0); err != nil {
			b.Fatal(err)
		}
	}
}
