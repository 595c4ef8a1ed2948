package fetch_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

func TestTheShippedSourceIsTheDirectorysOwn(t *testing.T) {
	from, err := fetch.FromURL("https://raw.githubusercontent.com/the-commons-project/vci-directory/main/logs/vci_snapshot.json")
	if shipped := fetch.Shipped(); err != nil || shipped.Snapshot != from.Snapshot || shipped.Signature != from.Signature || shipped.Check() != nil {
		t.Errorf("ships %v, want %v (%v)", shipped, from, err)
	}
}

func TestFindsTheSignatureBesideTheSnapshot(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/s.json":             "https://a.example/s.sig",
		" https://a.example:8443/b/s.json \n":  "https://a.example:8443/b/s.sig",
		"HTTPS://A.example/s.json?x=.json#top": "https://A.example/s.sig?x=.json",
		"https://a.example/b%2Fc/s.json":       "https://a.example/b%2Fc/s.sig",
		"https://a.example/s%2Ejson":           "https://a.example/s.sig",
		"https://[::1]/s.json":                 "https://[::1]/s.sig",
		"https://münchen.example/s.json":       "https://münchen.example/s.sig",
	} {
		if got, err := fetch.FromURL(address); err != nil || got.Signature != want {
			if u, _ := url.PathUnescape(got.Signature); u != want {
				t.Errorf("%s: %q, %v", address, got.Signature, err)
			}
		}
	}
}

// unusable are addresses that are never asked for.
var unusable = []string{
	"", "secret", "http://secret.example/s.json", "ftp://secret.example/s.json", "file:///secret/s.json", "//secret.example/s.json",
	"https:///s.json", "https:secret/s.json", "https://me:secret@a.example/s.json", "https://secret@a.example/s.json",
	"https://a.example/\x00secret.json", "https://a\u202e.example/secret.json", "https://[secret/s.json", "https://a.example/s.json%zzsecret",
	"https://a.example/" + strings.Repeat("secret", 1000) + "/s.json",
}

func TestRefusesAddressesBeforeTheNetworkIsUsed(t *testing.T) {
	server, asked := recorded(fetchtest.Publish(t, made))
	good := fetchtest.Serve(t, server)
	for _, address := range append(unusable, "https://a.example/", "https://a.example/.json", "https://a.example/s.JSON", "https://a.example/s.sig",
		"https://a.example/"+strings.Repeat("\x80", 900)+"s.json") { // which escapes make longer than an address may be
		_, err := fetch.FromURL(address)
		wantFault(t, err, fetch.BadAddress, 0)
	}
	for _, address := range unusable {
		for _, from := range []fetch.Source{
			{Snapshot: address, Signature: good.Signature, Roots: good.Roots},
			{Snapshot: good.Snapshot, Signature: address, Roots: good.Roots},
		} {
			_, _, err := from.Get(t.Context())
			wantFault(t, err, fetch.BadAddress, 0)
			wantFault(t, from.Check(), fetch.BadAddress, 0)
		}
	}
	if len(asked()) != 0 {
		t.Errorf("asked for %v", asked())
	}
}

// Whatever is typed, a source asks for https only, of one server, and an
// error tells nothing of it.
func FuzzFromURL(f *testing.F) {
	for _, address := range append(unusable, "https://a.example/s.json", "https://a.example:1/b%2Fs.json?q#f", "https://[fe80::1%25en0]/s.json", "https://a.example/%2e.json", "https://a.example/"+strings.Repeat("\x80", 900)+"s.json") {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		from, err := fetch.FromURL(address)
		if err != nil {
			if want := "the directory could not be fetched: " + fetch.BadAddress.Sentence(); err.Error() != want {
				t.Errorf("%q: %v", address, err)
			}
			return
		}
		snapshot, err1 := http.NewRequest(http.MethodGet, from.Snapshot, nil)
		signature, err2 := http.NewRequest(http.MethodGet, from.Signature, nil)
		if err1 != nil || err2 != nil || from.Check() != nil {
			t.Fatalf("%q: %q, %v, %q, %v, %v", address, from.Snapshot, err1, from.Signature, err2, from.Check())
		}
		a, b := snapshot.URL, signature.URL
		if a.Scheme != "https" || b.Scheme != "https" || a.User != nil || b.User != nil || a.Host != b.Host || a.RawQuery != b.RawQuery {
			t.Errorf("%q: %v and %v", address, a, b)
		}
		if strings.TrimSuffix(a.Path, ".json") != strings.TrimSuffix(b.Path, ".sig") || a.Path == b.Path {
			t.Errorf("%q: %v and %v", address, a, b)
		}
	})
}
