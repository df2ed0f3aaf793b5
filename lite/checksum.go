package lite

import (
	"encoding/base64"
	"errors"
	"hash"
	"strings"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/checksum"
)

var (
	errChecksumAlgorithm = errors.New("the checksum algorithm is none of CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512, XXHASH64, XXHASH3, XXHASH128")
	errNoChecksums       = errors.New("the service wants a checksum, and its Service has no Checksums")
)

// Checksums is what makes and checks checksums of bodies: HTTPChecksums. The
// package of a service whose model asks for them names it, so that programs
// without such a service do not link it.
type Checksums struct {
	// add puts a checksum into the request's headers, or makes it ready to be
	// sent behind the body.
	add func(k *call) error

	// encode sets the body of an attempt that sends a checksum behind it.
	encode func(k *call) error

	// check is what checks the body of an answer; nil if nothing is to be checked.
	check func(k *call, h wire.Headers) *bodyCheck
}

// HTTPChecksums are the checksums of Smithy's httpChecksum trait, by the
// algorithms of package wire/checksum.
//
// A request gets the checksum that the caller names, else CRC32 where the
// service requires one, or supports one and Config.RequestChecksums allows it. A
// blob goes over TLS to AWS's own endpoints with the checksum behind it
// (aws-chunked), so that it is read only once; other bodies have it in a header.
// S3-compatible stores get it in a header wherever the body can be read twice.
//
// An answer is checked while it is read, if Config.ResponseChecksums asks the
// service for its checksum.
//
// Source: AWS SDKs and Tools Reference Guide, "Data Integrity Protections for
// Amazon S3".
var HTTPChecksums = Checksums{add: addChecksum, encode: encodeBehind, check: checkFor}

// checksum adds the checksum that an operation has.
func (k *call) checksum() error {
	switch {
	case k.c.service.Checksums != nil:
		return k.c.service.Checksums.add(k)
	case k.op.Is(models.OpChecksumRequired):
		return errNoChecksums
	}
	return nil
}

func addChecksum(k *call) error {
	trait, ok := k.op.Checksum()
	if ok {
		k.askForChecksum(&trait)
	}
	required := k.op.Is(models.OpChecksumRequired) || ok && trait.RequestRequired
	if !ok && !required || k.hasChecksum() {
		return nil
	}
	if !required && trait.RequestAlgorithmMember == "" {
		return nil
	}
	member, i := k.op.Input().MemberNamed(trait.RequestAlgorithmMember)
	inHeader := i >= 0 && member.Location() == models.Header
	name, given := "", false
	if inHeader {
		name, given = k.request.Header(strings.ToLower(member.WireName()))
		name, given = strings.ToUpper(name), given && name != ""
	}
	behind := k.sendsBehind()
	if !given {
		supported := i >= 0 && k.c.settings.RequestChecksums == On && (behind || k.request.Stream == nil || k.body.seeker != nil)
		if !required && !supported {
			return nil
		}
		name = "CRC32"
	}
	h := checksum.New(name)
	if h == nil {
		return errChecksumAlgorithm
	}
	if inHeader && !given {
		k.request.SetHeader(strings.ToLower(member.WireName()), name)
	}
	k.useChecksum(name)
	if behind {
		return k.putBehind(name, h)
	}
	if err := k.digest(h); err != nil {
		return err
	}
	from := len(k.request.Values)
	k.request.Values = base64.StdEncoding.AppendEncode(k.request.Values, h.Sum(nil))
	k.request.AddHeader(checksumHeader(name), from)
	return nil
}

// checksumHeader is the header, or the trailer, of an algorithm's checksum.
func checksumHeader(algorithm string) string {
	switch algorithm { // without an allocation
	case "CRC32":
		return "x-amz-checksum-crc32"
	case "CRC32C":
		return "x-amz-checksum-crc32c"
	case "CRC64NVME":
		return "x-amz-checksum-crc64nvme"
	case "SHA1":
		return "x-amz-checksum-sha1"
	case "SHA256":
		return "x-amz-checksum-sha256"
	case "SHA512":
		return "x-amz-checksum-sha512"
	case "XXHASH64":
		return "x-amz-checksum-xxhash64"
	case "XXHASH3":
		return "x-amz-checksum-xxhash3"
	case "XXHASH128":
		return "x-amz-checksum-xxhash128"
	}
	return "x-amz-checksum-" + strings.ToLower(algorithm)
}

// hasChecksum reports whether the caller gave a checksum.
func (k *call) hasChecksum() bool {
	for i := range k.request.Headers {
		if name := k.request.Headers[i].Name; strings.HasPrefix(name, "x-amz-checksum-") && name != checksumMode {
			k.useChecksum(strings.ToUpper(name[len("x-amz-checksum-"):]))
			return true
		}
	}
	return false
}

// useChecksum notes that the request has a checksum of the algorithm. The order
// of algorithms is that of features.
func (k *call) useChecksum(algorithm string) {
	k.body.checked = true
	for i, name := range [...]string{"CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "MD5", "SHA512", "XXHASH3", "XXHASH64", "XXHASH128"} {
		if name == algorithm {
			k.uses |= usesChecksum << i
		}
	}
}

const checksumMode = "x-amz-checksum-mode"

// appendSum appends a hash's sum as it stands in headers, without padding.
func appendSum(dst []byte, h hash.Hash) []byte {
	var room [64]byte
	return base64.RawStdEncoding.AppendEncode(dst, h.Sum(room[:0]))
}
