// Package fetchtest plays the server that publishes the directory, well and
// badly: a real one on loopback, with a certificate of its own.
//
// Only tests import it.
package fetchtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
)

// Files are a snapshot and the signature over it.
type Files struct{ Snapshot, Signature []byte }

// publisher is the key that signs; it is always the same.
func publisher(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	seed := sha256.Sum256([]byte("a publisher of the tests"))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P521(), append(make([]byte, 66-len(seed)), seed[:]...))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// Pin trusts the signatures of Publish, for a year before and after at.
func Pin(t testing.TB, at time.Time) trust.Pin {
	t.Helper()
	return trust.Pin{Name: "test", Public: &publisher(t).PublicKey, From: at.AddDate(-1, 0, 0), Until: at.AddDate(1, 0, 0)}
}

// Publish signs a directory that was made at some time and lists one issuer
// without keys.
func Publish(t testing.TB, made time.Time) Files {
	t.Helper()
	return Sign(t, fmt.Appendf(nil, `{"directory":"https://example.org/d.json","time":%q,
		"issuerInfo":[{"issuer":{"iss":"https://example.org/i","name":"Example"},"keys":[]}]}`, made.UTC().Format(time.RFC3339)))
}

// Sign signs any bytes.
func Sign(t testing.TB, snapshot []byte) Files {
	t.Helper()
	sum := sha512.Sum512(snapshot)
	signature, err := ecdsa.SignASN1(nil, publisher(t), sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return Files{snapshot, signature}
}

// ServeHTTP gives the snapshot for an address that ends in .json, and the
// signature for one that ends in .sig.
func (f Files) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasSuffix(r.URL.Path, ".json"):
		_, _ = w.Write(f.Snapshot)
	case strings.HasSuffix(r.URL.Path, ".sig"):
		_, _ = w.Write(f.Signature)
	default:
		http.NotFound(w, r)
	}
}

// Serve starts a server over TLS on loopback for the length of a test and
// gives the source that trusts it, with the usual limits.
func Serve(t testing.TB, h http.Handler) fetch.Source {
	t.Helper()
	server := httptest.NewTLSServer(h)
	t.Cleanup(server.Close)
	return SourceOf(server)
}

// SourceOf is the source that trusts a server over TLS.
func SourceOf(server *httptest.Server) fetch.Source {
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return fetch.Source{Snapshot: server.URL + "/logs/s.json", Signature: server.URL + "/logs/s.sig", Roots: roots}
}
