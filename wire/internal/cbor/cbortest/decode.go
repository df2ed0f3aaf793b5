// Package cbortest is a plain, slow CBOR decoder to compare the fast one with.
// It shares no code with it.
package cbortest

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
)

// Values that no Go type stands for: integers are *big.Int, floats are
// canonical text, maps without regard to order are map[string]any, keyed by the
// text of the key.
type (
	// Tagged is an item with a tag.
	Tagged struct {
		Number uint64
		Item   any
	}
	// Simple is a simple value, false, true, null and undefined included.
	Simple uint8
	// Float is a float's value as text.
	Float string
)

// MaxDepth is the number of levels that Decode allows below the outermost.
const MaxDepth = 128

var (
	errShort = errors.New("short")
	errBad   = errors.New("malformed")
	errBreak = errors.New("break")
)

// Decode decodes the first item of b. n is its length.
func Decode(b []byte) (item any, n int, err error) {
	d := decoder{b: b}
	item, err = d.item(MaxDepth)
	return item, d.at, err
}

type decoder struct {
	b  []byte
	at int
}

func (d *decoder) byte() (byte, error) {
	if d.at >= len(d.b) {
		return 0, errShort
	}
	d.at++
	return d.b[d.at-1], nil
}

func (d *decoder) number(bytes int) (u uint64, err error) {
	for range bytes {
		c, err := d.byte()
		if err != nil {
			return 0, err
		}
		u = u*256 + uint64(c)
	}
	return u, nil
}

func (d *decoder) item(levels int) (any, error) {
	if levels < 0 {
		return nil, errBad
	}
	first, err := d.byte()
	if err != nil {
		return nil, err
	}
	major, info := first/32, first%32
	var arg uint64
	switch {
	case info < 24:
		arg = uint64(info)
	case info < 28:
		if arg, err = d.number(1 << (info - 24)); err != nil {
			return nil, err
		}
	case info < 31, major == 0, major == 1, major == 6:
		return nil, errBad
	case major == 7:
		return nil, errBreak
	}
	open := info == 31
	switch major {
	case 0:
		return new(big.Int).SetUint64(arg), nil
	case 1:
		n := new(big.Int).SetUint64(arg)
		return n.Not(n), nil
	case 2, 3:
		s, err := d.str(major, arg, open)
		if major == 3 {
			return string(s), err
		}
		return s, err
	case 4:
		list := []any{}
		err := d.repeat(arg, open, func() error {
			v, err := d.item(levels - 1)
			if err == nil {
				list = append(list, v)
			}
			return err
		})
		return list, err
	case 5:
		m := map[string]any{}
		err := d.repeat(arg, open, func() error {
			k, err := d.item(levels - 1)
			if err != nil {
				return err
			}
			v, err := d.item(levels - 1)
			if err == errBreak {
				err = errBad // a key without value
			}
			m[fmt.Sprint(k)] = v
			return err
		})
		return m, err
	case 6:
		v, err := d.item(levels - 1)
		if err == errBreak {
			err = errBad
		}
		return Tagged{arg, v}, err
	}
	return simple(info, arg)
}

// repeat calls f arg times, or until it meets a break.
func (d *decoder) repeat(arg uint64, open bool, f func() error) error {
	for i := uint64(0); open || i < arg; i++ {
		err := f()
		if err == errBreak && open && d.b[d.at-1] == 0xff {
			return nil
		}
		if err == errBreak {
			return errBad
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) str(major byte, arg uint64, open bool) ([]byte, error) {
	if !open {
		if arg > uint64(len(d.b)-d.at) {
			return nil, errShort
		}
		s := d.b[d.at : d.at+int(arg)]
		d.at += int(arg)
		return s, nil
	}
	var all []byte
	for {
		if d.at < len(d.b) && d.b[d.at] == 0xff {
			d.at++
			return all, nil
		}
		if d.at < len(d.b) && (d.b[d.at]/32 != major || d.b[d.at]%32 == 31) {
			return nil, errBad
		}
		v, err := d.item(0)
		if err != nil {
			return nil, err
		}
		all = append(all, fmt.Appendf(nil, "%s", v)...)
	}
}

func simple(info byte, arg uint64) (any, error) {
	switch info {
	case 24:
		if arg < 32 {
			return nil, errBad
		}
	case 25:
		return halfText(arg), nil
	case 26:
		return floatText(float64(math.Float32frombits(uint32(arg)))), nil
	case 27:
		return floatText(math.Float64frombits(arg)), nil
	}
	return Simple(arg), nil
}

// halfText reads a half float digit by digit: (-1)^s × 2^(e-15) × 1.m.
func halfText(bits uint64) Float {
	text := strconv.FormatUint(bits+1<<16, 2)[1:]
	sign, e, m := text[:1], text[1:6], text[6:]
	if e == "11111" {
		if strings.Contains(m, "1") {
			return floatText(math.NaN())
		}
		return floatText(math.Inf(1 - 2*int(sign[0]-'0')))
	}
	exponent, _ := strconv.ParseInt(e, 2, 64)
	mantissa, _ := strconv.ParseInt(m, 2, 64)
	f := 1 + float64(mantissa)/1024
	if exponent == 0 {
		f, exponent = float64(mantissa)/1024, 1
	}
	f *= math.Pow(2, float64(exponent-15))
	if sign == "1" {
		f = -f
		if f == 0 {
			f = math.Copysign(0, -1)
		}
	}
	return floatText(f)
}

func floatText(f float64) Float { return Float(strconv.FormatFloat(f, 'g', -1, 64)) }

// WholeSeconds turns the doubles under tag 1 that are whole numbers, which are
// the same times, into integers. It changes item.
func WholeSeconds(item any) any {
	switch item := item.(type) {
	case []any:
		for i, v := range item {
			item[i] = WholeSeconds(v)
		}
	case map[string]any:
		for k, v := range item {
			item[k] = WholeSeconds(v)
		}
	case Tagged:
		text, ok := item.Item.(Float)
		if f, err := strconv.ParseFloat(string(text), 64); ok && err == nil && f == math.Trunc(f) && item.Number == 1 {
			item.Item = big.NewInt(int64(f))
		}
		return item
	}
	return item
}
