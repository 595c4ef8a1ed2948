package assembly_test

import (
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"passdesk/app/assembly"
	"passdesk/app/directory"
	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
	"passdesk/verify/trust/fetch/fetchtest"
)

// place is where a desk of the tests keeps its directory.
func place(t *testing.T) assembly.Trust {
	t.Helper()
	return assembly.Trust{Dir: filepath.Join(t.TempDir(), "directory"), Now: clock, Pins: []trust.Pin{fetchtest.Pin(t, now)}}
}

// begun is a place where the directory of some day of November is kept, as
// checked the day before now.
func begun(t *testing.T, day int) assembly.Trust {
	t.Helper()
	at := place(t)
	at.Now = func() time.Time { return now.AddDate(0, 0, -1) }
	if _, err := at.Update(t.Context(), fetchtest.Serve(t, signed(t, signer(t), day))); err != nil {
		t.Fatal(err)
	}
	at.Now = clock
	return at
}

// wantOld tells that a directory and its age are as begun made them.
func wantOld(t *testing.T, at assembly.Trust, day int) {
	t.Helper()
	book := rulebook(t, at)
	if d := book.Directory; d.Issued.Day() != day || !d.Checked.Equal(now.AddDate(0, 0, -1)) || d.Trouble != "" {
		t.Errorf("the old directory became %+v", d)
	}
	if v := book.Verify(card(t, signer(t)), now); v.Genuine != reason.Yes {
		t.Errorf("it does not verify: %s", v.Reason)
	}
}

func wantUse(t *testing.T, at assembly.Trust, want directory.Outcome) {
	t.Helper()
	if use := at.LastUse(); !use.At.Equal(now) || use.Outcome != want {
		t.Errorf("the network was last used at %v: %q, want %q", use.At, use.Outcome, want)
	}
}

func TestTakesTheDirectoryFromTheNetwork(t *testing.T) {
	at := place(t)
	kept, err := at.Update(t.Context(), fetchtest.Serve(t, signed(t, signer(t), 20)))
	if issuers, keys := kept.Count(trust.FromDirectory); err != nil || issuers != 1 || keys != 1 || !kept.Checked.Equal(now) {
		t.Fatalf("%d issuers, %d keys, checked %v: %v", issuers, keys, kept.Checked, err)
	}
	if v := rulebook(t, at).Verify(card(t, signer(t)), now); v.Genuine != reason.Yes || v.Issuer.Name != "Example State" {
		t.Errorf("%s, by %q", v.Reason, v.Issuer.Name)
	}
	wantUse(t, at, directory.Taken)
}

// A directory that is published once a month is fresh while it is looked for.
func TestTheSameSnapshotAgainIsACheck(t *testing.T) {
	files := signed(t, signer(t), 20)
	from := fetchtest.Serve(t, files)
	at := place(t)
	at.MaxAge = 30 * 24 * time.Hour
	later := now
	at.Now = func() time.Time { return later }
	for range 3 {
		if kept, err := at.Update(t.Context(), from); err != nil || !kept.Checked.Equal(later) {
			t.Fatalf("checked %v, %v", kept.Checked, err)
		}
		later = later.Add(at.MaxAge)
		if v := rulebook(t, at).Verify(card(t, signer(t)), now); v.Genuine != reason.Yes {
			t.Errorf("on the limit: %s", v.Reason)
		}
		later = later.Add(time.Second)
		if v := rulebook(t, at).Verify(card(t, signer(t)), now); v.Reason != reason.StaleDirectory {
			t.Errorf("beyond it: %q", v.Reason)
		}
	}
}

// Whatever a server does, the directory that was taken last stays in use.
func TestTheOldDirectoryOutlastsEveryTroubleOfAServer(t *testing.T) {
	at := begun(t, 10)
	for _, trouble := range fetchtest.Troubles() {
		t.Run(trouble.Name, func(t *testing.T) {
			kept, err := at.Update(t.Context(), trouble.Serve(t, signed(t, signer(t), 20)))
			var failed *fetch.Error
			if !errors.As(err, &failed) || failed.Fault != trouble.Want || kept.Directory != nil {
				t.Errorf("%v, want %s", err, trouble.Want)
			}
			wantOld(t, at, 10)
			wantUse(t, at, directory.Outcome(trouble.Want))
		})
	}
	if kept, err := at.Update(t.Context(), fetchtest.Serve(t, signed(t, signer(t), 20))); err != nil || kept.Time().Day() != 20 {
		t.Errorf("after all that: %v", err)
	}
	wantUse(t, at, directory.Taken)
}

func TestTakesNothingThatIsNotSignedOrIsOlder(t *testing.T) {
	s := signer(t)
	newer, older := signed(t, s, 20), signed(t, s, 9)
	changed := strings.Replace(string(newer.Snapshot), "Example State", "Example Stale", 1)
	at := begun(t, 10)
	for name, c := range map[string]struct {
		files   fetchtest.Files
		want    error
		outcome directory.Outcome
	}{
		"changed":                      {fetchtest.Files{Snapshot: []byte(changed), Signature: newer.Signature}, trust.ErrBadSignature, directory.NotGenuine},
		"with another's signature":     {fetchtest.Files{Snapshot: newer.Snapshot, Signature: older.Signature}, trust.ErrBadSignature, directory.NotGenuine},
		"with no signature":            {fetchtest.Files{Snapshot: newer.Snapshot, Signature: []byte("signed")}, trust.ErrNoSignature, directory.NotGenuine},
		"signed, and no directory":     {fetchtest.Sign(t, []byte(`{"issuerInfo":[]}`)), trust.ErrMalformed, directory.NotGenuine},
		"replayed, older by a day":     {older, directory.ErrOlder, directory.Older},
		"replayed, and older by years": {fetchtest.Publish(t, now.AddDate(-4, 0, 0)), directory.ErrOlder, directory.Older},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := at.Update(t.Context(), fetchtest.Serve(t, c.files)); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			wantOld(t, at, 10)
			wantUse(t, at, c.outcome)
		})
	}
}

func TestAnUpdateThatIsCancelledLeavesTheOldDirectory(t *testing.T) {
	at := begun(t, 10)
	files := signed(t, signer(t), 20)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := at.Update(ctx, fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ".json") {
			cancel()
			<-r.Context().Done()
		}
		files.ServeHTTP(w, r)
	})))
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantOld(t, at, 10)
	wantUse(t, at, directory.Outcome(fetch.Cancelled))
}

// A program that is killed while it fetches has not used the network in
// secret.
func TestTheUseOfTheNetworkIsNotedBeforeItIsUsed(t *testing.T) {
	at := place(t)
	files := signed(t, signer(t), 20)
	var meanwhile atomic.Value
	_, err := at.Update(t.Context(), fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		meanwhile.Store(at.LastUse())
		files.ServeHTTP(w, r)
	})))
	if use := meanwhile.Load().(directory.Use); err != nil || !use.At.Equal(now) || use.Outcome != directory.Unknown {
		t.Errorf("meanwhile %v; %v", use, err)
	}
}

// counted counts what a server is asked.
func counted(t *testing.T, h http.Handler) (fetch.Source, *atomic.Int32) {
	var asked atomic.Int32
	return fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		h.ServeHTTP(w, r)
	})), &asked
}

func TestAnAddressThatIsNotUsedIsNoUseOfTheNetwork(t *testing.T) {
	at := place(t)
	from, asked := counted(t, signed(t, signer(t), 20))
	from.Snapshot = "http" + strings.TrimPrefix(from.Snapshot, "https")
	_, err := at.Update(t.Context(), from)
	var failed *fetch.Error
	if !errors.As(err, &failed) || failed.Fault != fetch.BadAddress || at.LastUse() != (directory.Use{}) || asked.Load() > 0 {
		t.Errorf("%v, used %v, asked %d times", err, at.LastUse(), asked.Load())
	}
	if _, err := os.Stat(at.Dir); err == nil {
		t.Error("a folder was made for nothing")
	}
}

func TestNothingIsFetchedForAFolderThatTakesNoNote(t *testing.T) {
	at := place(t)
	at.Dir = file(t, "directory", nil)
	from, asked := counted(t, signed(t, signer(t), 20))
	if _, err := at.Update(t.Context(), from); err == nil || asked.Load() > 0 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}

// The published snapshot as it travels, checked with the key that Passdesk
// ships with.
func TestTakesTheRealDirectory(t *testing.T) {
	files := fetchtest.Files{
		Snapshot:  corpus.Read(t, "corpus", "vci/vci_snapshot.json"),
		Signature: corpus.Read(t, "corpus", "vci/vci_snapshot.sig"),
	}
	at := assembly.Trust{Dir: t.TempDir(), Now: clock}
	kept, err := at.Update(t.Context(), fetchtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		defer z.Close()
		files.ServeHTTP(zipped{w, z}, r)
	})))
	if err != nil {
		t.Fatal(err)
	}
	if issuers, keys := kept.Count(trust.FromDirectory); issuers != 651 || keys != 961 {
		t.Errorf("%d issuers, %d keys", issuers, keys)
	}
	if d := rulebook(t, at).Directory; !d.Checked.Equal(now) || d.Issuers != 651 || d.Trouble != "" {
		t.Errorf("%+v", d)
	}
	wantUse(t, at, directory.Taken)
}

// zipped writes an answer's body as gzip.
type zipped struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (z zipped) Write(b []byte) (int, error) { return z.z.Write(b) }
