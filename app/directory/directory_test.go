package directory_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha512"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"passdesk/app/directory"
	"passdesk/verify/trust"
)

// publisher signs snapshots as the directory's publisher does.
type publisher struct{ key *ecdsa.PrivateKey }

func newPublisher(t *testing.T) publisher {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return publisher{key}
}

// snapshot makes a signed directory of one issuer without keys, issued on a
// day of 2026.
func (p publisher) snapshot(t *testing.T, month time.Month, day int) (snapshot, signature []byte) {
	t.Helper()
	snapshot = fmt.Appendf(nil, `{"directory":"https://example.org/d.json","time":"2026-%02d-%02dT04:00:00Z",
		"issuerInfo":[{"issuer":{"iss":"https://example.org/i","name":"Example"},"keys":[]}]}`, month, day)
	sum := sha512.Sum512(snapshot)
	signature, err := ecdsa.SignASN1(rand.Reader, p.key, sum[:])
	if err != nil {
		t.Fatal(err)
	}
	return snapshot, signature
}

func (p publisher) folder(t *testing.T) directory.Folder {
	t.Helper()
	pin := trust.Pin{Name: "test", Public: &p.key.PublicKey, From: now.AddDate(-1, 0, 0), Until: now.AddDate(1, 0, 0)}
	return directory.Folder{Dir: filepath.Join(t.TempDir(), "directory"), Pins: []trust.Pin{pin}}
}

var now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func load(t *testing.T, f directory.Folder) directory.Kept {
	t.Helper()
	kept, err := f.Load(now)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestAnEmptyFolderKnowsTheTestIssuersOnly(t *testing.T) {
	kept := load(t, newPublisher(t).folder(t))
	if kept.HasSnapshot() || !kept.Checked.IsZero() || len(kept.Issuers()) != 2 {
		t.Errorf("snapshot %v, checked %v, %d issuers", kept.HasSnapshot(), kept.Checked, len(kept.Issuers()))
	}
}

func TestKeepsWhatWasImported(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	if _, err := f.Import(snapshot, signature, now); err != nil {
		t.Fatal(err)
	}
	kept := load(t, f)
	if issuers, _ := kept.Count(trust.FromDirectory); issuers != 1 || !kept.Checked.Equal(now) {
		t.Errorf("%d issuers, checked %v", issuers, kept.Checked)
	}
}

func TestAnOlderSnapshotNeverReplacesANewerOne(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	newer, newerSig := p.snapshot(t, 8, 22)
	older, olderSig := p.snapshot(t, 8, 21)
	if _, err := f.Import(newer, newerSig, now); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Import(older, olderSig, now); !errors.Is(err, directory.ErrOlder) {
		t.Errorf("error %v, want ErrOlder", err)
	}
	if got := load(t, f).Time(); got.Day() != 22 {
		t.Errorf("in use: %v", got)
	}
}

func TestTheSameSnapshotAgainIsACheck(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	for _, at := range []time.Time{now, now.AddDate(0, 0, 5)} {
		if _, err := f.Import(snapshot, signature, at); err != nil {
			t.Fatal(err)
		}
		if got := load(t, f).Checked; !got.Equal(at) {
			t.Errorf("checked %v, want %v", got, at)
		}
	}
}

func TestOneChangedByteIsRefusedAndTheOldDirectoryStays(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	old, oldSig := p.snapshot(t, 8, 22)
	if _, err := f.Import(old, oldSig, now); err != nil {
		t.Fatal(err)
	}
	forged, signature := p.snapshot(t, 8, 23)
	forged = bytes.Replace(forged, []byte("Example"), []byte("Examplf"), 1)
	if _, err := f.Import(forged, signature, now); !errors.Is(err, trust.ErrBadSignature) {
		t.Errorf("error %v, want ErrBadSignature", err)
	}
	if got := load(t, f).Time(); got.Day() != 22 {
		t.Errorf("in use: %v", got)
	}
}

func TestOnlyTheNewestPairStaysInTheFolder(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	for day := 20; day < 25; day++ {
		snapshot, signature := p.snapshot(t, 8, day)
		if _, err := f.Import(snapshot, signature, now); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(f.Dir)
	if err != nil || len(files) != 4 {
		t.Errorf("%d files, %v; want snapshot, signature, pointer and lock", len(files), err)
	}
}

// A crash while a new pair is being saved leaves some of its files: whatever
// subset they are, the old pair counts until the pointer names the new one.
func TestACrashWhileSavingLeavesTheOldDirectory(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	old, oldSig := p.snapshot(t, 8, 22)
	if _, err := f.Import(old, oldSig, now); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"vci-20260823T040000Z-half.json", "vci-20260823T040000Z-half.sig", ".vci-20260823T040000Z-half.sig-1.tmp", ".directory.json-half1.tmp"} {
		if err := os.WriteFile(filepath.Join(f.Dir, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := load(t, f).Time(); got.Day() != 22 {
			t.Errorf("with %s: in use %v", name, got)
		}
	}
	next, nextSig := p.snapshot(t, 8, 23)
	if _, err := f.Import(next, nextSig, now); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(f.Dir, "*half*")); left != nil {
		t.Errorf("the next import left %v", left)
	}
}

func TestDamageIsSaidAndReplacedByTheNextImport(t *testing.T) {
	p := newPublisher(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	for name, damage := range map[string]func(dir string) error{
		"pointer": func(dir string) error { return os.WriteFile(filepath.Join(dir, "directory.json"), []byte("{"), 0o600) },
		"escape": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "directory.json"), []byte(`{"snapshot":"../x"}`), 0o600)
		},
		"signature": func(dir string) error { return emptyAll(dir, "*.sig") },
		"snapshot":  func(dir string) error { return emptyAll(dir, "vci-*.json") },
	} {
		t.Run(name, func(t *testing.T) {
			f := p.folder(t)
			if _, err := f.Import(snapshot, signature, now); err != nil {
				t.Fatal(err)
			}
			if err := damage(f.Dir); err != nil {
				t.Fatal(err)
			}
			kept, err := f.Load(now)
			if err == nil || kept.Directory == nil || kept.HasSnapshot() {
				t.Fatalf("error %v, directory %v", err, kept.Directory)
			}
			if _, err := f.Import(snapshot, signature, now); err != nil {
				t.Fatal(err)
			}
			if !load(t, f).HasSnapshot() {
				t.Error("the import did not mend it")
			}
		})
	}
}

func emptyAll(dir, pattern string) error {
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	for _, f := range files {
		err = errors.Join(err, os.WriteFile(f, nil, 0o600))
	}
	return err
}
