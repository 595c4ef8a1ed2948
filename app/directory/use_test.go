package directory_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"passdesk/app/directory"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
)

func TestKeepsWhenTheNetworkWasLastUsed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "directory")
	if use := (directory.Folder{Dir: dir}).LastUse(); use != (directory.Use{}) {
		t.Errorf("before any: %v", use)
	}
	zone := time.FixedZone("Albany", -5*3600)
	for n, o := range append(directory.Outcomes(), directory.Unknown) {
		at := now.AddDate(0, 0, n).In(zone)
		if err := (directory.Folder{Dir: dir}).Used(at, o); err != nil {
			t.Fatal(err)
		}
		if use := (directory.Folder{Dir: dir}).LastUse(); !use.At.Equal(at) || use.Outcome != o {
			t.Errorf("%q at %v became %v", o, at, use)
		}
	}
}

// The two records do not know each other.
func TestAUseOfTheNetworkChangesNoDirectory(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	if err := f.Used(now, directory.Older); err != nil {
		t.Fatal(err)
	}
	if kept := load(t, f); kept.HasSnapshot() || !kept.Checked.IsZero() {
		t.Errorf("%v", kept.Checked)
	}
	snapshot, signature := p.snapshot(t, 8, 22)
	if _, err := f.Import(snapshot, signature, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if use := f.LastUse(); use != (directory.Use{At: now, Outcome: directory.Older}) {
		t.Errorf("an import from files became %v", use)
	}
}

func TestADamagedRecordOfTheNetworkIsNotKnown(t *testing.T) {
	f := directory.Folder{Dir: t.TempDir()}
	path := filepath.Join(f.Dir, "network.json")
	for text, want := range map[string]directory.Use{
		"":                               {},
		"{":                              {},
		"null":                           {},
		`{"outcome":"ok"}`:               {},
		`{"at":"yesterday"}`:             {},
		`{"at":1,"outcome":"ok"}`:        {},
		strings.Repeat(" ", 5000) + `{}`: {},
		`{"at":"2026-11-24T12:00:00Z"}`:  {At: now},
		`{"at":"2026-11-24T12:00:00Z","outcome":"other"}`:             {At: now},
		`{"at":"2026-11-24T07:00:00-05:00","outcome":"unreachable"}`:  {At: now, Outcome: "unreachable"},
		`{"at":"2026-11-24T12:00:00Z","outcome":"ok","bytes":717443}`: {At: now, Outcome: directory.Taken},
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := f.LastUse(); !got.At.Equal(want.At) || got.Outcome != want.Outcome {
			t.Errorf("%.60s: %v, want %v", text, got, want)
		}
		if err := f.Used(now, directory.Taken); err != nil || f.LastUse().Outcome != directory.Taken {
			t.Errorf("%.60s: the next use does not mend it: %v", text, err)
		}
	}
}

func TestSaysThatAUseCannotBeNoted(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (directory.Folder{Dir: path}).Used(now, directory.Taken); err == nil || directory.OutcomeOf(err) != directory.NotKept {
		t.Errorf("%v", err)
	}
}

func TestNamesWhatCameOfAnUpdate(t *testing.T) {
	for want, err := range map[directory.Outcome]error{
		directory.Taken:     nil,
		"refused-by-server": fmt.Errorf("so: %w", &fetch.Error{Fault: fetch.Refused, Status: 404}),
		"cancelled":         &fetch.Error{Fault: fetch.Cancelled},
		directory.Older:     fmt.Errorf("so: %w", directory.ErrOlder),
		directory.NotKept:   fs.ErrPermission,
	} {
		if got := directory.OutcomeOf(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	for _, err := range []error{trust.ErrTooLarge, trust.ErrNoSignature, trust.ErrBadSignature, trust.ErrPinDates, trust.ErrMalformed} {
		if got := directory.OutcomeOf(fmt.Errorf("so: %w", err)); got != directory.NotGenuine {
			t.Errorf("%v: %q", err, got)
		}
	}
	for _, err := range []error{directory.ErrBusy, context.Canceled, errors.New("disk")} {
		if got := directory.OutcomeOf(err); got != directory.NotKept {
			t.Errorf("%v: %q", err, got)
		}
	}
}

func TestEveryOutcomeHasItsSentence(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range append(directory.Outcomes(), directory.Unknown) {
		if s := o.Sentence(); s == "" || strings.HasSuffix(s, ": ") || seen[s] {
			t.Errorf("%q: %q", o, s)
		}
		seen[o.Sentence()] = true
	}
	if len(seen) != len(fetch.Faults())-1+5 {
		t.Errorf("%d outcomes", len(seen))
	}
}

// FuzzLastUse reads whatever lies where the last use is kept.
func FuzzLastUse(f *testing.F) {
	dir := f.TempDir()
	for _, text := range []string{`{"at":"2026-11-24T12:00:00Z","outcome":"ok"}`, `{"at":"2026-11-24T12:00:00+24:00"}`, `{"outcome":7}`, "\x00"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, "network.json"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if use := (directory.Folder{Dir: dir}).LastUse(); use.At.IsZero() && use.Outcome != directory.Unknown || use.Outcome.Sentence() == "" {
			t.Errorf("%q: %v", text, use)
		}
	})
}

// FuzzPointer reads whatever lies in place of the pointer: it names the pair
// that is there, or the folder is damaged, and nothing outside is opened.
func FuzzPointer(f *testing.F) {
	dir := f.TempDir()
	for _, text := range []string{`{"snapshot":"vci-x","checked":"2026-11-24T12:00:00Z"}`, `{"snapshot":"../vci-x"}`, `{"snapshot":""}`, `{"snapshot":"\u0000"}`, "{"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(filepath.Join(dir, "directory.json"), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if kept, err := (directory.Folder{Dir: dir}).Load(now); err == nil || kept.Directory == nil || kept.HasSnapshot() {
			t.Errorf("%q: %v", text, err)
		}
	})
}
