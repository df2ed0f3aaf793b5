package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// summary is what the function says of one file.
type summary struct {
	object
	settings
	*orders
	totals []*total // by customer
}

func summarize(o object, s settings, content *orders) summary {
	totals := slices.SortedFunc(maps.Values(content.customers), func(a, b *total) int {
		return strings.Compare(a.customer, b.customer)
	})
	return summary{object: o, settings: s, orders: content, totals: totals}
}

// appendJSON appends the summary as it is put beside the file.
func (s summary) appendJSON(dst []byte) []byte {
	dst = append(dst, `{"source":`...)
	dst = appendString(dst, s.key)
	dst = append(dst, `,"currency":`...)
	dst = appendString(dst, s.currency)
	dst = appendMember(dst, "minimumCents", s.minimum)
	dst = appendMember(dst, "lines", s.lines)
	dst = appendMember(dst, "belowMinimum", s.belowMinimum)
	dst = appendMember(dst, "malformed", s.malformed)
	dst = append(dst, `,"malformedLines":[`...)
	for i, m := range s.reported {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(strconv.AppendInt(append(dst, `{"line":`...), m.line, 10), `,"reason":`...)
		dst = append(appendString(dst, m.reason), '}')
	}
	dst = append(dst, ']')
	dst = appendMember(dst, "cents", s.cents)
	dst = append(dst, `,"customers":[`...)
	for i, t := range s.totals {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(append(dst, "\n{\"customer\":"...), t.customer)
		dst = appendMember(dst, "orders", t.orders)
		dst = appendMember(dst, "quantity", t.quantity)
		dst = appendMember(dst, "cents", t.cents)
		dst = append(dst, '}')
	}
	return append(dst, "]}\n"...)
}

// appendResult appends what the response and the message say of the summary.
func (s summary) appendResult(dst []byte) []byte {
	dst = append(dst, `{"bucket":`...)
	dst = appendString(dst, s.bucket)
	dst = append(dst, `,"summary":`...)
	dst = appendString(dst, s.summaryKey())
	dst = append(dst, `,"currency":`...)
	dst = appendString(dst, s.currency)
	dst = appendMember(dst, "cents", s.cents)
	dst = appendMember(dst, "customers", int64(len(s.totals)))
	dst = appendMember(dst, "lines", s.lines)
	dst = appendMember(dst, "belowMinimum", s.belowMinimum)
	dst = appendMember(dst, "malformed", s.malformed)
	return append(dst, '}')
}

// appendMember appends a further member, a number, to a JSON object.
func appendMember(dst []byte, name string, n int64) []byte {
	dst = append(append(append(dst, `,"`...), name...), `":`...)
	return strconv.AppendInt(dst, n, 10)
}

// appendString appends s as a JSON string (RFC 8259, section 7); what is not
// UTF-8 becomes U+FFFD.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < 0x20:
			const hex = "0123456789abcdef"
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&15])
		default:
			dst = append(dst, string(r)...)
		}
	}
	return append(dst, '"')
}
