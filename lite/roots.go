package lite

import (
	"crypto/x509"
	_ "embed"
	"errors"
	"os"
	"strings"
	"sync"
)

// amazonRoots are the certificates of Amazon Trust Services' five roots (Amazon
// Root CA 1 to 4 and Starfield Services Root Certificate Authority - G2), one
// DER after the other. Source: amazontrust.com, "Repository", which asks custom
// trust stores to hold all five.
//
//go:embed roots/amazon.der
var amazonRoots string

var errCABundle = errors.New("the CA bundle (AWS_CA_BUNDLE, ca_bundle of the profile) holds no certificate in PEM")

// roots chooses what a server's certificate must lead to.
//
// AWS hosts are tried with Amazon's five roots first, because reading the
// system's bundle costs about 12,000 allocations and 23 million instructions,
// which a small Lambda function spends most of its first call on. Where a chain
// does not end in one of the five, the system's pool decides, and is remembered
// for the host. Whoever names roots (AWS_CA_BUNDLE, ca_bundle, SSL_CERT_FILE, SSL_CERT_DIR)
// gets exactly those.
type roots struct {
	file   string // "": AWS_CA_BUNDLE
	once   sync.Once
	amazon *x509.CertPool // nil: the system's pool always decides
	bundle *x509.CertPool // of AWS_CA_BUNDLE or file
	err    error
	system *x509.CertPool // for tests; nil is the system's

	mu     sync.Mutex
	others map[string]bool // hosts whose chain ends elsewhere
}

// named is the bundle that the client or the variable names, "" if none does.
func (r *roots) named() string {
	if r.file != "" {
		return r.file
	}
	return os.Getenv("AWS_CA_BUNDLE")
}

func (r *roots) load() {
	if file := r.named(); file != "" {
		pem, err := os.ReadFile(file)
		r.bundle, r.err = x509.NewCertPool(), err
		if err == nil && !r.bundle.AppendCertsFromPEM(pem) {
			r.err = errCABundle
		}
		return
	}
	if os.Getenv("SSL_CERT_FILE") != "" || os.Getenv("SSL_CERT_DIR") != "" {
		return
	}
	list, err := x509.ParseCertificates([]byte(amazonRoots))
	if err != nil {
		return
	}
	pool := x509.NewCertPool()
	for _, c := range list {
		pool.AddCert(c)
	}
	r.amazon = pool
}

// proxied is the pool for connections through a proxy, which net/http makes
// itself: that of AWS_CA_BUNDLE, else nil, the system's.
func (r *roots) proxied() *x509.CertPool {
	if r.named() == "" || os.Getenv("HTTPS_PROXY") == "" && os.Getenv("https_proxy") == "" {
		return nil
	}
	r.once.Do(r.load)
	return r.bundle
}

// pool is what to verify a host with; nil is the system's. preferred says that
// the system's may still be asked.
func (r *roots) pool(host string) (pool *x509.CertPool, preferred bool, err error) {
	r.once.Do(r.load)
	if r.bundle != nil || r.err != nil {
		return r.bundle, false, r.err
	}
	if r.amazon == nil || !isAWSHost(host) {
		return r.system, false, nil
	}
	r.mu.Lock()
	other := r.others[host]
	r.mu.Unlock()
	if other {
		return r.system, false, nil
	}
	return r.amazon, true, nil
}

// useSystem remembers that the system's pool decides for host, and reports
// whether err says so: the chain was in order but for its root.
func (r *roots) useSystem(host string, err error) bool {
	if !has(err, isUnknownAuthority) {
		return false
	}
	r.mu.Lock()
	if r.others == nil {
		r.others = make(map[string]bool)
	}
	if len(r.others) < maxOtherHosts {
		r.others[host] = true
	}
	r.mu.Unlock()
	return true
}

func isUnknownAuthority(err error) bool {
	_, ok := err.(x509.UnknownAuthorityError)
	return ok
}

// maxOtherHosts bounds what useSystem remembers.
const maxOtherHosts = 256

// isAWSHost reports the hosts of AWS services outside China and the isolated
// regions.
func isAWSHost(host string) bool {
	return strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".api.aws")
}
