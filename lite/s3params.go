package lite

import (
	"crypto/md5"
	"encoding/base64"
	"strings"

	"github.com/tucuxi-go/tucuxi/wire"
)

// entry is a param.
type entry struct {
	name  string
	value wire.Value
}

// entries is params as wire.Fields.
type entries []entry

// Len implements wire.Fields.
func (e entries) Len() int { return len(e) }

// Field implements wire.Fields.
func (e entries) Field(i int) (string, wire.Value) { return e[i].name, e[i].value }

// replaced is params with some entries set anew.
func replaced(k *call, params wire.Value, set ...entry) wire.Value {
	from, to := k.encoder.OpenMap(params)
	all := make(entries, 0, to-from+len(set))
	all = append(all, set...)
	for i := from; i < to; i++ {
		f := k.encoder.Enter(i)
		if !all[:len(set)].has(f.Name) {
			all = append(all, entry{f.Name, f.Value})
		}
		k.encoder.Leave()
	}
	k.encoder.Close(from)
	return wire.FieldsValue(all)
}

func (e entries) has(name string) bool {
	for i := range e {
		if e[i].name == name {
			return true
		}
	}
	return false
}

// replace puts the forms that S3 wants in place of those that people give.
func (x *s3Extra) replace(k *call, params wire.Value) (wire.Value, error) {
	var set []entry
	for _, name := range [...]string{"SSECustomerKey", "CopySourceSSECustomerKey"} {
		key := params.Lookup(name)
		text := key.Kind() == wire.StringKind || key.Kind() == wire.BytesKind
		if !text || params.Lookup(name+"MD5").Kind() != wire.Null {
			continue
		}
		sum := md5.Sum([]byte(key.Str()))
		set = append(set, entry{name, wire.StringValue(base64.StdEncoding.EncodeToString([]byte(key.Str())))},
			entry{name + "MD5", wire.StringValue(base64.StdEncoding.EncodeToString(sum[:]))})
	}
	if name := k.op.Name(); name == "CopyObject" || name == "UploadPartCopy" {
		switch from := params.Lookup("CopySource"); from.Kind() {
		case wire.StringKind:
			if source := copySource(from.Str()); source != from.Str() {
				set = append(set, entry{"CopySource", wire.StringValue(source)})
			}
		case wire.ObjectKind:
			source, problem := copySourceOf(from)
			if problem != "" {
				return params, k.refuse("CopySource", problem)
			}
			set = append(set, entry{"CopySource", wire.StringValue(source)})
		}
	}
	if set == nil {
		return params, nil
	}
	return replaced(k, params, set...), nil
}

// copySource is bucket/key?versionId=id with bucket and key percent-encoded.
func copySource(s string) string {
	const mark = "?versionId="
	if i := strings.LastIndex(s, mark); i >= 0 {
		return string(appendEscaped(nil, s[:i])) + s[i:]
	}
	return string(appendEscaped(nil, s))
}

// copySourceOf is the copy source of a map with Bucket, Key and VersionId.
func copySourceOf(v wire.Value) (source, problem string) {
	bucket, key, version := v.Lookup("Bucket").Str(), v.Lookup("Key").Str(), v.Lookup("VersionId").Str()
	if bucket == "" || key == "" {
		return "", "wants both Bucket and Key"
	}
	if isARN(bucket) {
		bucket += "/object"
	}
	source = string(appendEscaped(nil, bucket+"/"+key))
	if version != "" {
		source += "?versionId=" + version
	}
	return source, ""
}

// appendEscaped appends s percent-encoded, all but unreserved characters and '/'.
func appendEscaped(dst []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/", c) >= 0 {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}

// checkMetadata refuses metadata that is not ASCII, which headers would not
// carry unchanged.
func checkMetadata(k *call, params wire.Value) error {
	m := params.Lookup("Metadata")
	if m.Kind() != wire.ObjectKind {
		return nil
	}
	fault := ""
	from, to := k.encoder.OpenMap(m)
	for i := from; i < to; i++ {
		f := k.encoder.Enter(i)
		if !isASCII(f.Name) || f.Value.Kind() == wire.StringKind && !isASCII(f.Value.Str()) {
			fault = f.Name
		}
		k.encoder.Leave()
	}
	k.encoder.Close(from)
	if fault != "" {
		return k.refuse("Metadata."+fault, "metadata holds only ASCII characters")
	}
	return nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
