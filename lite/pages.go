package lite

import (
	"context"
	"iter"

	"github.com/tucuxi-go/tucuxi/models/path"
)

// Paging says how Pages and Items go through a list. The zero Paging is all of
// it, from the beginning.
type Paging struct {
	// PageSize is how many elements the service gives at most with one answer,
	// for operations that have a param for it. Default: the service's.
	PageSize int

	// MaxItems ends the list after so many elements of the result. Items gives
	// exactly so many; Pages ends with the page on which the number is reached
	// and gives that page whole, for an Output is what the service sent. Default:
	// no end.
	MaxItems int

	// Resume is where to begin, and afterwards where to go on. On the way in it
	// is empty for the beginning, a text that an earlier Resume was set to, or a
	// token of the service's own. After the loop, and after each break out of it,
	// it is the place after what was seen; empty at the list's end. After an
	// error it is the place of the call that failed. The text is that of
	// botocore's paginators; it is not encrypted, and it is checked on the way in.
	//
	// A place inside a page is one of Items; Pages begins with that page.
	Resume *string

	// Result is the member of the output whose elements Items gives and MaxItems
	// counts, such as "CommonPrefixes"; dots lead into structures. Default: the
	// first one of the operation's paginator.
	Result string

	// InputTokens and OutputTokens name the tokens of an operation that has no
	// paginator: the members of the output, with dots into structures, whose
	// values are the next call's params.
	InputTokens, OutputTokens []string

	// RepeatEnds says that a token that comes twice in a row is the list's end,
	// as it is for GetLogEvents of CloudWatch Logs. Otherwise it is an error,
	// since the list would never end.
	RepeatEnds bool
}

// Pages calls a list operation until its list ends, and gives the outputs:
//
//	for page, err := range c.Pages(ctx, s3.ListObjectsV2, lite.Map{"Bucket": b}) {
//		if err != nil {
//			return err
//		}
//		for object := range page.Get("Contents").List() { … }
//	}
//
// An error is the last element. The loop may be left at any time: between its
// rounds nothing is open. Outputs may be released; params are read and never
// changed. How the pages follow each other is in the model; an operation without
// a paginator needs the names of its tokens. At most one Paging counts.
func (c *Client) Pages(ctx context.Context, op Operation, params Map, paging ...Paging) iter.Seq2[*Output, error] {
	return func(yield func(*Output, error) bool) {
		p, err := c.pager(op, params, paging)
		if err != nil {
			yield(nil, err)
			return
		}
		defer p.settle()
		for {
			out, err := p.next(ctx)
			if err == nil && p.MaxItems > 0 {
				var found path.Value[tree]
				if found, err = p.elements(out); err == nil {
					p.count += max(0, listLen(found)-p.seen)
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			p.whole = true
			if !yield(out, nil) || p.full() {
				return
			}
			if more, err := p.turn(); err != nil {
				yield(nil, err)
				return
			} else if !more {
				return
			}
		}
	}
}
