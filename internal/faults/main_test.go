package faults

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/lite"
)

// full reports whether the long form is wanted.
var full = os.Getenv("TUCUXI_FAULTS") == "full"

// certificate is that of the servers; the default transport trusts it, since
// AWS_CA_BUNDLE names it.
var certificate tls.Config

func TestMain(m *testing.M) {
	if url := os.Getenv(childURL); url != "" {
		child(url)
		return
	}
	for _, line := range os.Environ() {
		if name, _, _ := strings.Cut(line, "="); strings.HasPrefix(name, "AWS_") || strings.HasPrefix(name, "SSL_CERT") || strings.HasSuffix(strings.ToUpper(name), "_PROXY") {
			os.Unsetenv(name)
		}
	}
	log.SetOutput(io.Discard) // net/http logs bytes that nobody asked for
	dir, err := os.MkdirTemp("", "faults")
	if err == nil {
		err = selfSigned(filepath.Join(dir, "ca.pem"))
	}
	if err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func selfSigned(file string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "faults"}, NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return err
	}
	certificate.Certificates = []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}
	os.Setenv("AWS_CA_BUNDLE", file)
	return os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600)
}

// config is that of a client of the server. Waits between attempts are a
// hundredth of what they were.
func config(s *Server) lite.Config {
	return lite.Config{
		Region: "us-east-1", Endpoint: s.URL, Credentials: creds.Static("AKIDEXAMPLE", "secret", ""),
		RetryMode: lite.RetryStandard,
		Sleep: func(ctx context.Context, d time.Duration) error {
			select {
			case <-time.After(d / 100):
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		},
	}
}

// within is a context with a deadline, after which no call may still run.
func within(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), d)
	t.Cleanup(cancel)
	return ctx
}
