package lite

import (
	"context"
	"iter"

	"github.com/tucuxi-go/tucuxi/models/path"
)

// Items calls a list operation until its list ends, and gives the elements of
// its result one by one:
//
//	for object, err := range c.Items(ctx, s3.ListObjectsV2, lite.Map{"Bucket": b}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(object.Get("Key"))
//	}
//
// A result that is no list, as a few operations have, is one element a page. An
// operation with several results gives the elements of the first; Paging.Result
// names another. Everything else is as with Pages.
func (c *Client) Items(ctx context.Context, op Operation, params Map, paging ...Paging) iter.Seq2[Value, error] {
	return func(yield func(Value, error) bool) {
		p, err := c.pager(op, params, paging)
		if err == nil && p.result.IsZero() && p.inputs != nil {
			err = p.refused(errNoResult)
		}
		if err != nil {
			yield(Value{}, err)
			return
		}
		defer p.settle()
		for {
			out, err := p.next(ctx)
			var found path.Value[tree]
			if err == nil {
				found, err = p.elements(out)
			}
			if err != nil {
				yield(Value{}, err)
				return
			}
			if !p.each(found, yield) {
				return
			}
			if more, err := p.turn(); err != nil {
				yield(Value{}, err)
				return
			} else if !more {
				return
			}
		}
	}
}

// each gives the elements of a page that were not given before; false if the
// loop ends here.
func (p *pager) each(found path.Value[tree], yield func(Value, error) bool) bool {
	n := listLen(found)
	for i := p.seen; i < n; i++ {
		p.count++
		p.seen, p.whole = i+1, i+1 == n
		if !yield(listAt(found, i), nil) || p.full() {
			return false
		}
	}
	p.whole = true
	return true
}

// listLen is the number of elements of a result: those of a list, else the
// result itself if there is one.
func listLen(v path.Value[tree]) int {
	switch v.Kind() {
	case path.List:
		return v.Len()
	case path.Null:
		return 0
	}
	return 1
}

// listAt is element i of a result.
func listAt(v path.Value[tree], i int) Value {
	if v.Kind() == path.List {
		v = v.At(i)
	}
	n, _ := v.Node()
	return n.Value
}
