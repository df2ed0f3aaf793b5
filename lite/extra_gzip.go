package lite

import (
	"bytes"
	"compress/gzip"
	"errors"
	"sync"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

var errMinCompressionSize = errors.New("the smallest size to compress must be from 0 to 10485760 bytes")

// GzipExtra compresses the bodies of operations whose model asks for it:
// PutMetricData of CloudWatch. Config.RequestCompression says when.
//
// Source: Smithy, "requestCompression trait"; AWS SDKs and Tools Reference Guide,
// "Request compression".
func GzipExtra(c *Client) Extra {
	s := &c.settings
	x := &gzipExtra{least: s.RequestMinCompressionSize, off: s.RequestCompression == Off}
	if x.least < 0 || x.least > maxCompressionSize {
		x.err = errMinCompressionSize
	}
	return Extra{edit: x.edit}
}

type gzipExtra struct {
	off     bool
	least   int // bytes
	err     error
	writers sync.Pool // of *gzip.Writer, which is large
}

// edit is that of Extra.
func (x *gzipExtra) edit(k *call, _ wire.Value) error {
	r := &k.request
	switch {
	case x.off || !k.op.Is(models.OpGzip):
		return nil
	case x.err != nil:
		return x.err
	case r.Stream != nil || len(r.Body) < x.least:
		return nil
	}
	small := bytes.NewBuffer(make([]byte, 0, len(r.Body)/4+64))
	w, ok := x.writers.Get().(*gzip.Writer)
	if !ok {
		w = gzip.NewWriter(nil)
	}
	w.Reset(small)
	w.Write(r.Body) // a bytes.Buffer takes everything
	w.Close()
	w.Reset(nil)
	x.writers.Put(w)
	r.Body = small.Bytes()
	encoding := "gzip"
	if before, _ := r.Header("content-encoding"); before != "" {
		encoding = before + ", gzip"
	}
	r.SetHeader("content-encoding", encoding)
	k.uses |= usesGzip
	return nil
}
