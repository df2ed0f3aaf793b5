package lite

import (
	"github.com/tucuxi-go/tucuxi/creds"
)

// renew reports whether e says that the credentials of the attempt have expired
// and the next one may have others: the cache then forgets them, which leads to
// one fetch however many calls are told. It helps a call once, and only with
// credentials of a session, which are the ones that expire.
func (k *call) renew(e *Error) bool {
	if k.renewed || k.used.SessionToken.IsZero() || !isWord(e.Code, "ExpiredToken ExpiredTokenException TokenRefreshRequired") {
		return false
	}
	k.c.cache.Reject(k.used)
	k.used, k.renewed = creds.Credentials{}, true
	return true
}
