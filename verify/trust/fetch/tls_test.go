package fetch_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

// server starts a server over TLS that is set up by hand, and keeps quiet
// about clients that do not trust it.
func server(t *testing.T, config *tls.Config) (fetch.Source, fetchtest.Files) {
	t.Helper()
	files := fetchtest.Publish(t, made)
	s := httptest.NewUnstartedServer(files)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.TLS = config
	s.StartTLS()
	t.Cleanup(s.Close)
	return fetchtest.SourceOf(s), files
}

// expired is the certificate of a server on loopback that ended yesterday.
func expired(t *testing.T) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(0, 0, -1),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTrustsNoServerThatCannotProveWhoItIs(t *testing.T) {
	for name, from := range map[string]func() fetch.Source{
		"of an unknown authority": func() fetch.Source {
			from, _ := server(t, nil)
			from.Roots = x509.NewCertPool()
			return from
		},
		"unknown to the system": func() fetch.Source {
			from, _ := server(t, nil)
			from.Roots = nil
			return from
		},
		"of another name": func() fetch.Source {
			from, _ := server(t, nil)
			from.Signature = strings.Replace(from.Signature, "127.0.0.1", "localhost", 1)
			return from
		},
		"with an expired certificate": func() fetch.Source {
			from, _ := server(t, &tls.Config{Certificates: []tls.Certificate{expired(t)}})
			return from
		},
		"of an old TLS": func() fetch.Source {
			from, _ := server(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
			return from
		},
		"that wants a certificate": func() fetch.Source {
			from, _ := server(t, &tls.Config{ClientAuth: tls.RequireAnyClientCert})
			return from
		},
		"without TLS": func() fetch.Source {
			plain := httptest.NewServer(fetchtest.Publish(t, made))
			t.Cleanup(plain.Close)
			address := "https" + strings.TrimPrefix(plain.URL, "http")
			return fetch.Source{Snapshot: address + "/s.json", Signature: address + "/s.sig"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := from().Get(t.Context())
			wantFault(t, err, fetch.NotTrusted, 0)
		})
	}
}

func TestTakesTLSOfEveryAllowedVersion(t *testing.T) {
	for _, version := range []uint16{tls.VersionTLS12, tls.VersionTLS13} {
		from, files := server(t, &tls.Config{MinVersion: version, MaxVersion: version})
		get(t, from, files)
	}
}

// listen gives the address of a port where nobody speaks.
func listen(t *testing.T) (l net.Listener, address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, l.Addr().String()
}

func TestAServerThatIsNotThere(t *testing.T) {
	l, address := listen(t)
	l.Close()
	_, _, err := fetch.Source{Snapshot: "https://" + address + "/s.json", Signature: "https://" + address + "/s.sig"}.Get(t.Context())
	wantFault(t, err, fetch.Unreachable, 0)
}

func TestAServerThatAcceptsAndSaysNothing(t *testing.T) {
	_, address := listen(t)
	for _, limits := range []fetch.Limits{{Connect: 100 * time.Millisecond}, {Answer: 100 * time.Millisecond}, {Whole: 100 * time.Millisecond}} {
		from := fetch.Source{Snapshot: "https://" + address + "/s.json", Signature: "https://" + address + "/s.sig", Limits: limits}
		_, _, err := from.Get(t.Context())
		wantFault(t, err, fetch.Slow, 0)
	}
}

// The connections of a download end with it.
func TestLeavesNoConnectionOpen(t *testing.T) {
	closed := make(chan struct{}, 9)
	files := fetchtest.Publish(t, made)
	s := httptest.NewUnstartedServer(files)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			closed <- struct{}{}
		}
	}
	s.StartTLS()
	defer s.Close()
	get(t, fetchtest.SourceOf(s), files)
	<-closed
}
