package lite

import (
	"bytes"
	"strings"
)

// redact takes out of an error's body what is for the service alone: many
// services answer a wrong signature with the canonical request as they see it,
// session token and customer keys included, and errors are logged.
func (k *call) redact(body []byte) []byte {
	for i := range k.request.Headers {
		h := &k.request.Headers[i]
		secret := viewString(strings.TrimPrefix(h.Value, "Bearer "))
		if len(secret) >= 16 && isSecretHeader(h.Name) && bytes.Contains(body, secret) {
			body = bytes.ReplaceAll(body, secret, []byte("REDACTED"))
		}
	}
	return body
}
