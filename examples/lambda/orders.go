package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math"
)

// A file of orders has one order a line, five fields without quotes:
//
//	id,customer,sku,quantity,cents
//
// cents is the price of one piece. The first line may be just that header.
// Lines end with LF or CRLF; empty lines do not count. The limits below keep
// one file from taking the function's memory.
const (
	header       = "id,customer,sku,quantity,cents"
	maxLine      = 1 << 10 // bytes, without the end of line
	maxField     = 64      // bytes of id, customer or sku
	maxQuantity  = 1_000_000
	maxCents     = 1_000_000_000
	maxCustomers = 100_000
	maxReported  = 10 // malformed lines that the summary names; all are counted
)

var errCustomers = errors.New("more than 100000 customers in one file")

// total is what one customer ordered.
type total struct {
	customer                string
	orders, quantity, cents int64
}

// malformed is a line that is no order.
type malformed struct {
	line   int64 // 1 is the first
	reason string
}

// orders is the content of one file, added up.
type orders struct {
	lines        int64 // without the header and empty lines
	belowMinimum int64 // orders worth less than the minimum, in no total
	malformed    int64
	reported     []malformed // the first maxReported of them
	cents        int64       // of all totals
	customers    map[string]*total
}

// readOrders adds up the orders of r that are worth at least minimum cents.
// It holds one line at a time. The error is r's, or that of too many customers.
func readOrders(r io.Reader, minimum int64) (*orders, error) {
	o := &orders{customers: make(map[string]*total)}
	br := bufio.NewReaderSize(r, 16<<10)
	for n := int64(1); ; n++ {
		line, err := br.ReadSlice('\n')
		tooLong := err == bufio.ErrBufferFull
		for err == bufio.ErrBufferFull {
			_, err = br.ReadSlice('\n')
		}
		if err != nil && err != io.EOF {
			return nil, err
		}
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\r'})
		switch {
		case tooLong || len(line) > maxLine:
			o.refuse(n, "line too long")
		case len(line) == 0, n == 1 && string(line) == header:
		default:
			if err := o.add(n, line, minimum); err != nil {
				return nil, err
			}
		}
		if err == io.EOF {
			return o, nil
		}
	}
}

// refuse counts line n as malformed.
func (o *orders) refuse(n int64, reason string) {
	o.lines++
	o.malformed++
	if len(o.reported) < maxReported {
		o.reported = append(o.reported, malformed{n, reason})
	}
}

// add adds line n to its customer's total.
func (o *orders) add(n int64, line []byte, minimum int64) error {
	customer, quantity, cents, reason := parseOrder(line)
	if reason != "" {
		o.refuse(n, reason)
		return nil
	}
	amount := quantity * cents // at most 1e15
	if amount < minimum {
		o.lines++
		o.belowMinimum++
		return nil
	}
	if o.cents > math.MaxInt64-amount {
		o.refuse(n, "total too large")
		return nil
	}
	t := o.customers[string(customer)]
	if t == nil {
		if len(o.customers) == maxCustomers {
			return errCustomers
		}
		t = &total{customer: string(customer)}
		o.customers[t.customer] = t
	}
	o.lines++
	o.cents += amount
	t.orders++
	t.quantity += quantity
	t.cents += amount
	return nil
}

// parseOrder reads one line; reason says what is wrong with it. customer points
// into line.
func parseOrder(line []byte) (customer []byte, quantity, cents int64, reason string) {
	id, rest, _ := bytes.Cut(line, []byte{','})
	customer, rest, _ = bytes.Cut(rest, []byte{','})
	sku, rest, _ := bytes.Cut(rest, []byte{','})
	q, c, ok := bytes.Cut(rest, []byte{','})
	if !ok || bytes.IndexByte(c, ',') >= 0 {
		return nil, 0, 0, "not five fields"
	}
	switch {
	case !validName(id):
		return nil, 0, 0, "bad id"
	case !validName(customer):
		return nil, 0, 0, "bad customer"
	case !validName(sku):
		return nil, 0, 0, "bad sku"
	}
	if quantity, ok = parseNumber(q, maxQuantity); !ok || quantity == 0 {
		return nil, 0, 0, "bad quantity"
	}
	if cents, ok = parseNumber(c, maxCents); !ok {
		return nil, 0, 0, "bad cents"
	}
	return customer, quantity, cents, ""
}

// validName reports whether b is 1 to maxField letters, digits, '-', '_' or '.'.
func validName(b []byte) bool {
	if len(b) == 0 || len(b) > maxField {
		return false
	}
	for _, c := range b {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// parseNumber reads a decimal number of 0 to limit.
func parseNumber(b []byte, limit int64) (n int64, ok bool) {
	if len(b) == 0 || len(b) > 10 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, n <= limit
}
