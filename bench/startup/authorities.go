package startup

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// bundled is how many authorities the bundle has, which is Mozilla's number of
// 2026 and about that of Amazon Linux 2023.
const bundled = 144

// authorities makes a chain of certificates as AWS's servers have (RSA, 2048
// bits, one intermediate), the bundle, and the other preferred roots, all in
// dir. It returns the overlay for go build.
func authorities(dir string, t *Task) (overlay string, err error) {
	a := maker{}
	root, rootKey := a.rsa("Bench Root", nil, nil, true)
	middle, middleKey := a.rsa("Bench Intermediate", root, rootKey, true)
	leaf, leafKey := a.rsa(Database, middle, middleKey, false)
	key, err := x509.MarshalPKCS8PrivateKey(leafKey)
	if err != nil {
		return "", err
	}
	bundle := a.bundle(root, rootKey)
	if a.err != nil {
		return "", fmt.Errorf("certificates: %w", a.err)
	}
	t.Certificate, t.Key, t.Bundle = filepath.Join(dir, "chain.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "bundle.pem")
	overlay = filepath.Join(dir, "overlay.json")
	list, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/tucuxi-go/tucuxi/lite").Output()
	if err != nil {
		return "", fmt.Errorf("go list: %w", err)
	}
	preferred := filepath.Join(strings.TrimSpace(string(list)), "roots", "amazon.der")
	amazon, err := os.ReadFile(preferred)
	if err != nil {
		return "", err
	}
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {preferred: filepath.Join(dir, "preferred.der")}})
	if err != nil {
		return "", err
	}
	for name, content := range map[string][]byte{
		t.Certificate:                       append(certificatePEM(leaf), certificatePEM(middle)...),
		t.Key:                               pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key}),
		t.Bundle:                            bundle,
		overlay:                             replace,
		filepath.Join(dir, "preferred.der"): append(amazon, root.Raw...),
	} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			return "", err
		}
	}
	return overlay, nil
}

func certificatePEM(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}

// maker makes certificates until one fails.
type maker struct {
	serial int64
	err    error
}

// rsa is a certificate with a new key, signed by a parent, or by itself.
func (m *maker) rsa(name string, parent *x509.Certificate, by crypto.Signer, authority bool) (*x509.Certificate, crypto.Signer) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		m.err = err
		return nil, nil
	}
	if by == nil {
		by = key
	}
	return m.certificate(name, &key.PublicKey, parent, by, authority), key
}

// certificate is signed with by.
func (m *maker) certificate(name string, public crypto.PublicKey, parent *x509.Certificate, by crypto.Signer, authority bool) *x509.Certificate {
	if m.err != nil {
		return nil
	}
	m.serial++
	template := &x509.Certificate{
		SerialNumber: new(big.Int).Lsh(big.NewInt(m.serial), 100), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		Subject:               pkix.Name{Country: []string{"US"}, Organization: []string{"Bench"}, CommonName: name},
		IsCA:                  authority,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature,
	}
	if authority {
		template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	} else {
		template.DNSNames = []string{Database, Store, Bucket, Elsewhere}
	}
	if parent == nil {
		parent = template
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
	if err != nil {
		m.err = err
		return nil
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		m.err = err
	}
	return c
}

// bundle is authorities with the keys that Mozilla's have: half RSA with 4096
// bits, a quarter with 2048, a quarter on curves. Nobody has their private keys:
// the moduli are random, which reading does not notice. The chain's root is in
// the middle.
func (m *maker) bundle(root *x509.Certificate, by crypto.Signer) []byte {
	var all bytes.Buffer
	for i := range bundled {
		if i == bundled/2 {
			all.Write(certificatePEM(root))
			continue
		}
		var public crypto.PublicKey
		if i%4 == 3 {
			key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
			if err != nil {
				m.err = err
				return nil
			}
			public = &key.PublicKey
		} else {
			modulus := make([]byte, 256<<(i%4%2^1))
			rand.Read(modulus)
			modulus[0] |= 0x80
			modulus[len(modulus)-1] |= 1
			public = &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: 65537}
		}
		c := m.certificate(fmt.Sprintf("Bench Certification Authority %d", i), public, root, by, true)
		if m.err != nil {
			return nil
		}
		all.Write(certificatePEM(c))
	}
	return all.Bytes()
}
