package rpcv2cbor

import (
	"strconv"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// asFault is err as a [wire.ValueError], whose path is gathered on the way out:
// a response without fault pays nothing for it.
func asFault(err error) *wire.ValueError {
	if f, ok := err.(*wire.ValueError); ok {
		return f
	}
	return &wire.ValueError{Problem: err.Error()}
}

// maxKey bounds what a path shows of a map's key.
const maxKey = 64

// within puts a member's name or a map's key, which may be a view of the body,
// in front of the path of err.
func within(err error, name string) error {
	if len(name) > maxKey {
		return asFault(err).In(name[:maxKey] + "…")
	}
	return asFault(err).In(string([]byte(name)))
}

// atIndex puts a list's index in front of the path of err.
func atIndex(err error, i int) error { return asFault(err).At(i) }

// unfit says that an item cannot be a value of the shape.
func unfit(shape models.Shape, h cbor.Head) error {
	what := h.Major.String()
	switch {
	case h.Null():
		what = "null"
	case h.Major == cbor.Simple && (h.Arg == cbor.True || h.Arg == cbor.False):
		what = "a boolean"
	case h.Major == cbor.Tag:
		what = "an item of tag " + strconv.FormatUint(h.Arg, 10)
	}
	want := "a " + shape.Kind().String()
	if shape.Kind() == models.Integer {
		want = "an integer"
	}
	return &wire.ValueError{Problem: want + " is wanted, not " + what}
}
