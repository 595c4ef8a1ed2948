//go:build cgo

package main

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"passdesk/app/directory"
	"passdesk/app/settings"
	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch/fetchtest"
)

// publisher is a server of the directory, and how often it was asked.
type publisher struct {
	address string
	asked   *atomic.Int64
}

// publishes starts a server over TLS that the program trusts as it would any
// other, by the system's way to name certificates. Without a handler there is
// nothing on it.
func (w *window) publishes(h http.Handler) publisher {
	t := w.t
	t.Helper()
	if h == nil {
		h = http.NotFoundHandler()
	}
	asked := new(atomic.Int64)
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		h.ServeHTTP(rw, r)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	roots := filepath.Join(t.TempDir(), "roots.pem")
	writeFile(t, roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}))
	w.env = append(w.env, "SSL_CERT_FILE="+roots, "SSL_CERT_DIR="+t.TempDir(), "HTTPS_PROXY=", "https_proxy=")
	return publisher{server.URL + "/logs/vci_snapshot.json", asked}
}

// Which sections of the settings these are: that of the names, which begin with
// the place's, of the rules, of the list of issuers, and the one behind the
// cameras.
const (
	ofNames       = 2
	ofRules       = 3
	ofIssuers     = 4
	behindCameras = 9
)

// section goes to the first control of a section of the settings, just opened.
func (w *window) section(number int) {
	w.t.Helper()
	for range number {
		w.key("F6")
	}
}

// forth goes on by so many controls.
func (w *window) forth(controls int) {
	w.t.Helper()
	for range controls {
		w.key("Tab")
	}
}

// The network is used when a person has switched it on, and by the button;
// switched off, it is not asked for anything.
func TestTheDirectoryIsUpdatedOverTheNetwork(t *testing.T) {
	files := fetchtest.Files{
		Snapshot:  corpus.Read(t, "corpus", "vci", "vci_snapshot.json"),
		Signature: corpus.Read(t, "corpus", "vci", "vci_snapshot.sig"),
	}
	w := newDesk(t)
	w.setUp(func(set *settings.Settings) { set.Network = false })
	server := w.publishes(files)
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"), "--update-from", server.address)
	w.awaitTitle("Passdesk – Front desk")
	for range 5 { // a desk at rest looks after itself ten times a second
		w.key("ctrl+l", "Escape", "Escape")
	}
	w.turn("Passdesk – Settings", "ctrl+comma")
	if n := server.asked.Load(); n != 0 {
		t.Fatalf("switched off, the network was asked %d times", n)
	}

	w.section(ofIssuers)
	w.forth(1) // over the import of a list to the switch
	w.key("Return")
	w.eventually("the directory", func() bool { return w.directory().HasSnapshot() })
	checked := w.directory().Checked
	if n := server.asked.Load(); n != 2 {
		t.Errorf("%d requests for two files", n)
	}
	w.turn("Passdesk – Front desk", "Escape")

	w.turn("Passdesk – Settings", "ctrl+comma")
	w.section(ofIssuers)
	w.key("Return")
	w.eventually("a second update, by the button", func() bool { return w.directory().Checked.After(checked) })
	w.turn("Passdesk – Front desk", "Escape")

	w.turn("Passdesk – Settings", "ctrl+comma")
	w.section(ofIssuers)
	w.forth(2) // over both ways to update
	w.key("Return", "Escape")
	w.eventually("the switch in the settings", func() bool { return !w.set().Network })
	w.end()
	w.keeps("network = false")
	if issuers, keys := w.directory().Count(trust.FromDirectory); issuers < 500 || keys < 500 {
		t.Errorf("%d issuers, %d keys", issuers, keys)
	}
}

// directory gives what the desk keeps.
func (w *window) directory() directory.Kept {
	w.t.Helper()
	folder, err := directory.At(filepath.Join(w.dir, "directory"))
	if err != nil {
		w.t.Fatal(err)
	}
	kept, err := folder.Load(time.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	return kept
}
