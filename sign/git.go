package sign

import (
	"crypto/sha256"
	"time"
)

// GitLogin is the user name and password with which git gets at a repository of
// AWS CodeCommit over HTTPS: what a credential helper answers. The path is that
// of the repository's URL, "/v1/repos/orders", at the host
// "git-codecommit.us-east-1.amazonaws.com". Both texts are secrets if the
// credentials have a session token, the password always is; it is good for about
// a quarter of an hour.
//
// The password is the time and a signature over a request that has a method of
// its own, GIT, no header but host, no payload hash, and a time without its Z.
//
// Source: AWS CodeCommit User Guide, "Setup steps for HTTPS connections … with
// the AWS CLI credential helper"; AWS CLI, "codecommit credential-helper".
func GitLogin(c Credentials, region, host, path string, at time.Time) (user, password string, err error) {
	sc := Scope{Region: region, Service: "codecommit", Time: at}
	if err := checkScope(&sc, nil); err != nil {
		return "", "", err
	}
	if err := checkCredentials(&c); err != nil {
		return "", "", err
	}
	var w scratch
	r := Request{Method: "GIT", Host: host, Path: path}
	if err := w.checkRequest(&r); err != nil {
		return "", "", err
	}
	if path == "" || path == "/" {
		return "", "", &InputError{Part: "path", Reason: "names no repository"}
	}
	var kc keyCache
	k := kc.signingKey(&c, region, sc.Service, at.Unix())
	date := string(appendDate(nil, at.Unix())[:dateLen-len("Z")])
	sum := sha256.Sum256([]byte("GIT\n" + path + "\n\nhost:" + host + "\n\nhost\n"))
	toSign := algorithm + "\n" + date + "\n" + k.scope + "\n" + string(appendHex(nil, &sum))
	signature := new([sha256.Size]byte)
	k.sum(signature, []byte(toSign))
	user = c.AccessKeyID
	if c.SessionToken != "" {
		user += "%" + c.SessionToken
	}
	return user, date + "Z" + string(appendHex(nil, signature)), nil
}
