package lite

import (
	"errors"
	"hash"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/checksum"
)

// ErrChecksum reports the body of an answer that is not the one of which the
// service sent the checksum. Where the body is a stream, reading it ends with
// this error instead of io.EOF.
var ErrChecksum = errors.New("the body is not the one that the checksum in its header is of")

// askForChecksum asks the service to send the checksum of its answer.
func (k *call) askForChecksum(trait *models.Checksum) {
	if trait.RequestValidationModeMember == "" {
		return
	}
	m, i := k.op.Input().MemberNamed(trait.RequestValidationModeMember)
	if i < 0 || m.Location() != models.Header {
		return
	}
	name := strings.ToLower(m.WireName())
	value, given := k.request.Header(name)
	if !given && k.c.settings.ResponseChecksums == On {
		k.request.SetHeader(name, "ENABLED")
		value = "ENABLED"
	}
	k.body.asked = value == "ENABLED"
}

// bodyCheck compares a body with its checksum.
type bodyCheck struct {
	_ notCompared
	hash.Hash
	want string // base64, without padding
}

// fails reports whether what was written is another body.
func (c *bodyCheck) fails() bool {
	if c == nil {
		return false
	}
	var room [96]byte
	return string(appendSum(room[:0], c.Hash)) != c.want
}

// write adds a part of the body.
func (c *bodyCheck) write(p []byte) {
	if c != nil {
		c.Hash.Write(p)
	}
}

// checkFor is check of HTTPChecksums. A checksum that ends with the number of an upload's
// parts is one of the parts' checksums, and not of the body.
//
// Source: botocore's order, the quick ones first.
func checkFor(k *call, h wire.Headers) *bodyCheck {
	if !k.body.asked || h == nil {
		return nil
	}
	for _, name := range [...]string{"XXHASH128", "XXHASH3", "CRC64NVME", "XXHASH64", "CRC32C", "CRC32", "SHA1", "SHA256", "SHA512"} {
		value, sent := h.Get(checksumHeader(name))
		if !sent || strings.IndexByte(value, '-') >= 0 || !k.answersWith(name) {
			continue
		}
		return &bodyCheck{Hash: checksum.New(name), want: strings.TrimRight(value, "=")}
	}
	return nil
}

// answersWith reports whether the model says that answers may have the
// algorithm's checksum.
func (k *call) answersWith(algorithm string) (found bool) {
	trait, _ := k.op.Checksum()
	trait.ResponseAlgorithms(func(name string) bool {
		found = name == algorithm
		return !found
	})
	return found
}

// bodyCheck is what checks the answer's body; nil if nothing does.
func (k *call) bodyCheck(h wire.Headers) *bodyCheck {
	if k.c.service.Checksums == nil {
		return nil
	}
	return k.c.service.Checksums.check(k, h)
}
