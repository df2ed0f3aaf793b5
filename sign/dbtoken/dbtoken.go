// Package dbtoken makes the passwords that Amazon RDS, Aurora and Aurora DSQL
// accept from IAM users and roles: presigned URLs without their scheme.
//
// A token opens connections for 15 minutes (DSQL: as long as asked for); a
// connection that is open stays so. Tokens are secrets: whoever has one can log
// in.
//
// Source: Amazon RDS User Guide, "IAM database authentication for MariaDB,
// MySQL, and PostgreSQL"; Amazon Aurora DSQL User Guide, "Generating an
// authentication token".
package dbtoken

import (
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/sign"
)

// rdsExpires is how long an RDS token is valid.
const rdsExpires = 15 * time.Minute

// RDS makes the token for a database user at the host and port of an instance,
// cluster or proxy in a region. Errors are those of [sign.Signer.Presign].
func RDS(c sign.Credentials, region, host string, port int, user string, at time.Time) (string, error) {
	if port < 1 || port > 65535 {
		return "", &sign.InputError{Part: "port", Reason: "is not in 1 to 65535"}
	}
	if user == "" {
		return "", &sign.InputError{Part: "user", Reason: "is empty"}
	}
	query := string(appendEscaped([]byte("Action=connect&DBUser="), user))
	return token(c, sign.Scope{Region: region, Service: "rds-db", Time: at}, host+":"+strconv.Itoa(port), query, rdsExpires)
}

// DSQL makes the token for a user's own role at a cluster's host.
func DSQL(c sign.Credentials, region, host string, at time.Time, expires time.Duration) (string, error) {
	return token(c, sign.Scope{Region: region, Service: "dsql", Time: at}, host, "Action=DbConnect", expires)
}

// DSQLAdmin makes the token for the role admin at a cluster's host.
func DSQLAdmin(c sign.Credentials, region, host string, at time.Time, expires time.Duration) (string, error) {
	return token(c, sign.Scope{Region: region, Service: "dsql", Time: at}, host, "Action=DbConnectAdmin", expires)
}

// token presigns a GET of the root. Host names are compared in lower case, so
// that is how they are signed.
func token(c sign.Credentials, sc sign.Scope, host, query string, expires time.Duration) (string, error) {
	r := sign.Request{Method: "GET", Host: strings.ToLower(host), Path: "/", Query: query, PayloadHash: sign.EmptyPayloadHash}
	var s sign.Signer
	if err := s.Presign(&r, c, sc, expires); err != nil {
		return "", err
	}
	return r.Host + "/?" + r.Query, nil
}

// appendEscaped appends a query value percent-encoded (RFC 3986, section 2).
func appendEscaped(dst []byte, s string) []byte {
	const digits = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~' {
			dst = append(dst, c)
		} else {
			dst = append(dst, '%', digits[c>>4], digits[c&15])
		}
	}
	return dst
}
