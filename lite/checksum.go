package lite

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

var errChecksumAlgorithm = errors.New("the checksum algorithm is none of CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512")

// checksum adds the checksum header of an operation that has one: the algorithm
// that the caller names, else CRC32 where the service requires a checksum, or
// where one is supported, the service is AWS's own and the body can be read
// twice (Config.RequestChecksums says for which endpoints). Source: AWS SDKs, "Data
// Integrity Protections for Amazon S3".
func (k *call) checksum() error {
	trait, ok := k.op.Checksum()
	required := k.op.Is(models.OpChecksumRequired) || ok && trait.RequestRequired
	if !ok && !required || k.hasChecksum() {
		return nil
	}
	name, given := k.namedAlgorithm(trait.RequestAlgorithmMember)
	if !given {
		supported := trait.RequestAlgorithmMember != "" && k.c.settings.RequestChecksums == On &&
			(k.request.Stream == nil || k.body.seeker != nil)
		if !required && !supported {
			return nil
		}
		name = "CRC32"
	}
	h := newDigest(name)
	if h == nil {
		return errChecksumAlgorithm
	}
	if err := k.digest(h); err != nil {
		return err
	}
	from := len(k.request.Values)
	k.request.Values = base64.StdEncoding.AppendEncode(k.request.Values, h.Sum(nil))
	k.request.AddHeader("x-amz-checksum-"+strings.ToLower(name), from)
	if !given && trait.RequestAlgorithmMember != "" {
		if m, i := k.op.Input().MemberNamed(trait.RequestAlgorithmMember); i >= 0 && m.Location() == models.Header {
			k.request.SetHeader(strings.ToLower(m.WireName()), name)
		}
	}
	return nil
}

// hasChecksum reports whether the caller gave a checksum.
func (k *call) hasChecksum() bool {
	for i := range k.request.Headers {
		if strings.HasPrefix(k.request.Headers[i].Name, "x-amz-checksum-") {
			return true
		}
	}
	return false
}

// namedAlgorithm is the algorithm that the caller put into params, which is in
// the headers by now.
func (k *call) namedAlgorithm(member string) (name string, given bool) {
	if member == "" {
		return "", false
	}
	m, i := k.op.Input().MemberNamed(member)
	if i < 0 || m.Location() != models.Header {
		return "", false
	}
	value, ok := wire.HeaderList(k.request.Headers).Get(m.WireName())
	return strings.ToUpper(value), ok && value != ""
}

// newDigest is the hash of an algorithm; nil if it is not supported.
func newDigest(algorithm string) hash.Hash {
	switch algorithm {
	case "CRC32":
		return crc32.NewIEEE()
	case "CRC32C":
		return crc32.New(crc32.MakeTable(crc32.Castagnoli))
	case "CRC64NVME":
		return crc64.New(crc64.MakeTable(0x9a6c9329ac4bc9b5))
	case "SHA1":
		return sha1.New()
	case "SHA256":
		return sha256.New()
	case "SHA512":
		return sha512.New()
	}
	return nil
}
