package rpcv2cbor

import (
	"encoding/base64"
	"strconv"

	"github.com/tucuxi-go/tucuxi/wire/internal/cbor"
)

// free appends a value that no shape describes, as the JSON that is nearest to
// it: byte strings in base64, tags left out. It serves documents, for which the
// protocol has no form yet, and members of a union that are newer than the
// model.
func (x *decoder) free(h cbor.Head, levels int) error {
	if levels < 0 {
		return cbor.ErrDepth
	}
	switch h.Major {
	case cbor.Uint, cbor.Negative:
		out, _, err := x.whole(x.out, h)
		x.out = out
		return err
	case cbor.Float:
		x.out = appendFloat(x.out, h.Float())
		return nil
	case cbor.Text:
		s, err := x.String(h)
		if err != nil {
			return err
		}
		return x.text(s)
	case cbor.Bytes:
		b, err := x.String(h)
		x.out = append(base64.StdEncoding.AppendEncode(append(x.out, '"'), b), '"')
		return err
	case cbor.Array, cbor.Map:
		return x.freeElements(h, levels)
	case cbor.Tag:
		h, err := x.Next()
		if err != nil {
			return err
		}
		return x.free(h, levels-1)
	}
	switch h.Arg {
	case cbor.False:
		x.out = append(x.out, "false"...)
	case cbor.True:
		x.out = append(x.out, "true"...)
	case cbor.Null, cbor.Undefined:
		x.out = append(x.out, "null"...)
	default:
		x.out = strconv.AppendUint(x.out, h.Arg, 10)
	}
	return nil
}

// freeElements is free for arrays and for maps, whose keys are text.
func (x *decoder) freeElements(h cbor.Head, levels int) error {
	brackets := "[]"
	if h.Major == cbor.Map {
		brackets = "{}"
	}
	x.out = append(x.out, brackets[0])
	for empty := true; ; {
		more, err := x.More(&h)
		if err != nil || !more {
			x.out = append(x.out, brackets[1])
			return err
		}
		x.separate(&empty)
		if h.Major == cbor.Map {
			key, err := x.key()
			if err != nil {
				return err
			}
			if err := x.text(key); err != nil {
				return err
			}
			x.out = append(x.out, ':')
		}
		eh, err := x.Next()
		if err != nil {
			return err
		}
		if err := x.free(eh, levels-1); err != nil {
			return err
		}
	}
}
