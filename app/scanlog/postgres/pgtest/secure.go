package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Secure lets the server listen to this machine's network too, encrypted, with
// a certificate for localhost that signs itself. It gives the port and the
// certificate's file. Logins need a password there.
func (s *Server) Secure() (port int, authority string, err error) {
	authority = filepath.Join(s.dir, "server.crt")
	if err := certify(authority, filepath.Join(s.dir, "server.key")); err != nil {
		return 0, "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, "", err
	}
	port = listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	if err := s.Down(); err != nil {
		return 0, "", err
	}
	s.port = port
	s.options = append(s.options, "-p "+strconv.Itoa(port), "-c listen_addresses=127.0.0.1",
		"-c ssl=on", "-c ssl_cert_file="+authority, "-c ssl_key_file="+filepath.Join(s.dir, "server.key"))
	return port, authority, s.Up()
}

// certify makes a key and a certificate for localhost.
func certify(certFile, keyFile string) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: []string{"localhost"},
		NotBefore: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return err
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	for file, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: cert}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			return err
		}
		if err := giveTo(file); err != nil {
			return err
		}
	}
	return nil
}
