package lite

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

const awsHost = "sqs.us-east-1.amazonaws.com"

// authority is a new certificate authority, and a server certificate of it for
// awsHost.
func authority(t *testing.T) (*x509.CertPool, tls.Certificate) {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	rootKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	root, err := x509.CreateCertificate(rand.Reader, template, template, &rootKey.PublicKey, rootKey)
	if err != nil {
		t.Fatal(err)
	}
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	leaf, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(2), DNSNames: []string{awsHost}, NotAfter: time.Now().Add(time.Hour),
	}, template, &key.PublicKey, rootKey)
	if err != nil {
		t.Fatal(err)
	}
	parsed, _ := x509.ParseCertificate(root)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return pool, tls.Certificate{Certificate: [][]byte{leaf}, PrivateKey: key}
}

// fixture is a TLS server for awsHost and the default transport, whose dialer
// finds it.
type fixture struct {
	transport              *httpTransport
	connections, handshook atomic.Int32
	requests               atomic.Int32
}

func newFixture(t *testing.T, cert tls.Certificate) *fixture {
	t.Helper()
	for _, name := range []string{"AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy"} {
		t.Setenv(name, "")
	}
	f := &fixture{transport: newHTTPTransport(limits{silence: silence})}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.requests.Add(1)
		io.WriteString(w, "{}")
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // refused handshakes are what some tests are about
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			f.connections.Add(1)
		case http.StateActive:
			f.handshook.Add(1)
		}
	}
	s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	s.StartTLS()
	t.Cleanup(s.Close)
	f.transport.dialer.route = func(string) string { return s.Listener.Addr().String() }
	return f
}

func (f *fixture) get(ctx context.Context) error {
	var a HTTPResponse
	err := f.transport.Send(ctx, &HTTPRequest{Method: "GET", Scheme: "https", Host: awsHost, Path: "/"}, &a)
	if err == nil {
		a.Body.Close()
	}
	return err
}

func TestAmazonRootsFirst(t *testing.T) {
	pool, cert := authority(t)
	f := newFixture(t, cert)
	r := &f.transport.dialer.roots
	r.once.Do(func() { r.amazon, r.system = pool, x509.NewCertPool() })
	if err := f.get(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f.connections.Load() != 1 || r.others[awsHost] {
		t.Error("the preferred roots did not decide")
	}
}

func TestSystemRootsDecideForOtherChains(t *testing.T) {
	pool, cert := authority(t)
	f := newFixture(t, cert)
	r := &f.transport.dialer.roots
	r.once.Do(func() { r.load(); r.system = pool })
	for range 2 {
		if err := f.get(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.transport.rt.(*http.Transport).CloseIdleConnections()
	}
	if n := f.connections.Load(); n != 3 || !r.others[awsHost] { // refused, then accepted; the second time at once
		t.Errorf("%d connections", n)
	}
}

func TestUnknownRootIsRefused(t *testing.T) {
	_, cert := authority(t)
	f := newFixture(t, cert)
	r := &f.transport.dialer.roots
	r.once.Do(func() { r.amazon, r.system = x509.NewCertPool(), x509.NewCertPool() })
	err := f.get(t.Context())
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); !ok || f.requests.Load() != 0 {
		t.Error(err)
	}
}

func TestEmbeddedRoots(t *testing.T) {
	list, err := x509.ParseCertificates([]byte(amazonRoots))
	if err != nil {
		t.Fatal(err)
	}
	// Source: amazontrust.com, "Repository", SHA-256 fingerprints of the roots.
	want := []string{
		"8ecde6884f3d87b1125ba31ac3fcb13d7016de7f57cc904fe1cb97c6ae98196e",
		"1ba5b2aa8c65401a82960118f80bec4f62304d83cec4713a19c39c011ea46db4",
		"18ce6cfe7bf14e60b2e347b8dfe868cb31d02ebb3ada271569f50343b46db3a4",
		"e35d28419ed02025cfa69038cd623962458da5c695fbdea3c22b0bfb25897092",
		"568d6905a2c88708a4b3025190edcfedb1974a606a13c6e5290fcb2ae63edab5",
	}
	if len(list) != len(want) {
		t.Fatalf("%d certificates", len(list))
	}
	for i, c := range list {
		if sum := sha256.Sum256(c.Raw); hex.EncodeToString(sum[:]) != want[i] || !c.IsCA {
			t.Errorf("%s: %x", c.Subject, sum)
		}
	}
}

func TestWarmIsTakenOver(t *testing.T) {
	pool, cert := authority(t)
	f := newFixture(t, cert)
	r := &f.transport.dialer.roots
	r.once.Do(func() { r.amazon = pool })
	key := warmKey{true, awsHost + ":443"}
	if err := f.transport.dialer.warmUp(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if f.requests.Load() != 0 {
		t.Error("a request was sent")
	}
	if err := f.get(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := f.connections.Load(); n != 1 {
		t.Errorf("%d connections", n)
	}
}

func TestWarmIsJoined(t *testing.T) {
	pool, cert := authority(t)
	f := newFixture(t, cert)
	r := &f.transport.dialer.roots
	r.once.Do(func() { r.amazon = pool })
	d := f.transport.dialer
	release, plain := make(chan struct{}), d.route
	d.route = func(a string) string { <-release; return plain(a) }
	go d.warmUp(t.Context(), warmKey{true, awsHost + ":443"})
	for { // until the connection is on its way
		d.mu.Lock()
		n := len(d.warm)
		d.mu.Unlock()
		if n > 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	done := make(chan error, 1)
	go func() { done <- f.get(t.Context()) }()
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := f.connections.Load(); n > 2 { // net/http may have begun a second one
		t.Errorf("%d connections", n)
	}
}
