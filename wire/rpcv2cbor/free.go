package rpcv2cbor

import (
	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

// free appends a value that no shape describes; tags are left out. It serves
// documents, for which the protocol has no form yet, and members of a union
// that are newer than the model.
func (x *decoder) free(h cbor.Head, levels int, member uint16) error {
	if levels < 0 {
		return cbor.ErrDepth
	}
	switch h.Major {
	case cbor.Uint, cbor.Negative:
		_, err := x.whole(h, member)
		return err
	case cbor.Float:
		x.float64(h.Float(), member)
		return nil
	case cbor.Text, cbor.Bytes:
		s, err := x.String(h)
		if err != nil {
			return err
		}
		if h.Major == cbor.Bytes {
			x.bytes(tape.Bytes, s, member)
			return nil
		}
		return x.text(tape.Text, s, member)
	case cbor.Array, cbor.Map:
		return x.freeElements(h, levels, member)
	case cbor.Tag:
		h, err := x.Next()
		if err != nil {
			return err
		}
		return x.free(h, levels-1, member)
	}
	switch h.Arg {
	case cbor.False:
		x.t.AddWord(tape.False, member)
	case cbor.True:
		x.t.AddWord(tape.True, member)
	case cbor.Null, cbor.Undefined:
		x.t.AddWord(tape.Null, member)
	default:
		x.t.AddBits(tape.Int, member, h.Arg)
	}
	return nil
}

// freeElements is free for arrays and for maps, whose keys are text.
func (x *decoder) freeElements(h cbor.Head, levels int, member uint16) error {
	kind := tape.List
	if h.Major == cbor.Map {
		kind = tape.Object
	}
	at, n := x.t.Open(kind, member), 0
	for {
		more, err := x.More(&h)
		if err != nil || !more {
			x.t.Close(at, n)
			return err
		}
		if kind == tape.Object {
			key, err := x.key()
			if err != nil {
				return err
			}
			if err := x.text(tape.Key, key, tape.Named); err != nil {
				return err
			}
		}
		eh, err := x.Next()
		if err != nil {
			return err
		}
		if err := x.free(eh, levels-1, tape.Named); err != nil {
			return err
		}
		n++
	}
}
