package directory_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"passdesk/app/directory"
	"passdesk/verify/mint"
	"passdesk/verify/trust"
)

const clinic = "https://cards.clinic.example"

// addition is an issuer to add; the seed tells its keys apart.
func addition(t testing.TB, iss, name, seed string) trust.Addition {
	t.Helper()
	s, err := mint.FromSeed(iss, seed)
	if err != nil {
		t.Fatal(err)
	}
	set, err := s.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	a, err := trust.NewAddition(iss, name, now, set)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func add(t testing.TB, f directory.Folder, all ...trust.Addition) {
	t.Helper()
	for _, a := range all {
		if err := f.Add(a, now); err != nil {
			t.Fatal(err)
		}
	}
}

// addresses lists who was added here, in order.
func addresses(f directory.Folder) string {
	var all []string
	for _, a := range f.Added().Issuers {
		all = append(all, a.ISS)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// addedFiles lists the files of the issuers that were added.
func addedFiles(t testing.TB, f directory.Folder) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(f.Dir, "added-*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestKeepsIssuersThatAreAddedUntilTheyAreRemoved(t *testing.T) {
	f := newPublisher(t).folder(t)
	if got := f.Added(); got.Issuers != nil || got.Damaged != nil {
		t.Fatalf("%+v", got)
	}
	add(t, f, addition(t, clinic, "City Clinic", "a"), addition(t, "https://state.example/A", "State", "b"), addition(t, "https://state.example/a", "County", "c"))
	if got := addresses(f); got != clinic+" https://state.example/A https://state.example/a" {
		t.Errorf("%s", got)
	}
	if len(addedFiles(t, f)) != 3 {
		t.Errorf("files %v", addedFiles(t, f))
	}
	for _, iss := range []string{"https://state.example/A", clinic} {
		if err := f.Remove(iss); err != nil {
			t.Fatal(err)
		}
	}
	if got := addresses(f); got != "https://state.example/a" {
		t.Errorf("%s", got)
	}
	if err := f.Remove(clinic); !errors.Is(err, directory.ErrNotAdded) {
		t.Errorf("removed twice: %v", err)
	}
}

func TestAPersonCanReadWhatIsKept(t *testing.T) {
	f := newPublisher(t).folder(t)
	add(t, f, addition(t, clinic, "City Clinic", "a"))
	files := addedFiles(t, f)
	if len(files) != 1 || !strings.HasPrefix(filepath.Base(files[0]), "added-cards.clinic.example-") {
		t.Fatalf("files %v", files)
	}
	text, err := os.ReadFile(files[0])
	for _, part := range []string{"\n      \"iss\": \"https://cards.clinic.example\",\n", "\"name\": \"City Clinic\"", "\"added\": \"2026-11-24T12:00:00Z\"", "\"kid\""} {
		if err != nil || !strings.Contains(string(text), part) {
			t.Errorf("no %q in %s (%v)", part, text, err)
		}
	}
}

func TestAddingAnIssuerAgainReplacesItsKeys(t *testing.T) {
	f := newPublisher(t).folder(t)
	add(t, f, addition(t, clinic, "Clinic", "old"), addition(t, clinic, "City Clinic", "new"))
	all := f.Added().Issuers
	if want := addition(t, clinic, "City Clinic", "new"); len(all) != 1 || all[0].Name != "City Clinic" || !sameJSON(all[0].Keys, want.Keys) {
		t.Errorf("%+v", all)
	}
}

func sameJSON(a, b []byte) bool {
	return bytes.Equal(bytes.Join(bytes.Fields(a), nil), bytes.Join(bytes.Fields(b), nil))
}

func TestAnIssuerOfTheDirectoryIsNotAddedNorOneThatBearsItsName(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	snapshot, signature := p.snapshot(t, 8, 22)
	if _, err := f.Import(snapshot, signature, now); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		iss, name string
		want      error
	}{
		"its address":          {"https://example.org/i", "Clinic", trust.ErrISSTaken},
		"in capitals":          {"https://EXAMPLE.org/I", "Clinic", trust.ErrISSTaken},
		"its name":             {clinic, "Example", trust.ErrNameTaken},
		"a name that looks so": {clinic, "ЕХАМРLЕ", trust.ErrNameTaken},
		"a test issuer":        {mint.TrainingISS, "Clinic", directory.ErrTestIssuer},
	} {
		if err := f.Add(addition(t, c.iss, c.name, "x"), now); !errors.Is(err, c.want) || len(addedFiles(t, f)) > 0 {
			t.Errorf("%s: %v, files %v", name, err, addedFiles(t, f))
		}
	}
	if err := f.Remove("https://example.org/i"); !errors.Is(err, directory.ErrNotAdded) {
		t.Errorf("an issuer of the directory can be removed: %v", err)
	}
}

// A snapshot that comes later and knows the issuer wins; it leaves the file.
func TestAnAddedIssuerOutlivesImports(t *testing.T) {
	p := newPublisher(t)
	f := p.folder(t)
	add(t, f, addition(t, "https://example.org/i", "Clinic", "a"), addition(t, clinic, "City Clinic", "b"))
	for day := 20; day < 23; day++ {
		snapshot, signature := p.snapshot(t, 8, day)
		if _, err := f.Import(snapshot, signature, now); err != nil {
			t.Fatal(err)
		}
	}
	all := f.Added()
	d, not := load(t, f).WithAdditions(all.Issuers)
	if len(all.Issuers) != 2 || len(not) != 1 || !errors.Is(not[0].Err, trust.ErrISSTaken) {
		t.Errorf("%+v, not added: %v", all, not)
	}
	if i, _ := d.Issuer("https://example.org/i"); i.Origin != trust.FromDirectory || i.Name != "Example" {
		t.Errorf("%+v", i)
	}
	if i, ok := d.Issuer(clinic); !ok || i.Origin != trust.AddedHere {
		t.Errorf("%+v", i)
	}
}

func TestADamagedFileCostsItsOwnIssuerOnly(t *testing.T) {
	other := "https://other.example"
	for name, damage := range map[string]func(path string, raw []byte) error{
		"cut short": func(path string, raw []byte) error { return os.WriteFile(path, raw[:len(raw)/2], 0o600) },
		"empty":     func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) },
		"prose":     func(path string, _ []byte) error { return os.WriteFile(path, []byte("{}"), 0o600) },
		"another issuer": func(path string, raw []byte) error {
			return os.WriteFile(path, bytes.ReplaceAll(raw, []byte("clinic"), []byte("klinik")), 0o600)
		},
		"none":      func(path string, _ []byte) error { return os.WriteFile(path, []byte(`{"issuers":[]}`), 0o600) },
		"too large": func(path string, _ []byte) error { return os.Truncate(path, 1<<40) },
		"a folder":  func(path string, _ []byte) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) },
	} {
		t.Run(name, func(t *testing.T) {
			f := newPublisher(t).folder(t)
			add(t, f, addition(t, clinic, "City Clinic", "a"))
			path := addedFiles(t, f)[0]
			add(t, f, addition(t, other, "Other", "b"))
			raw, err := os.ReadFile(path)
			if err = errors.Join(err, damage(path, raw)); err != nil {
				t.Fatal(err)
			}
			all := f.Added()
			if addresses(f) != other || len(all.Damaged) != 1 || !strings.Contains(all.Damaged[0], filepath.Base(path)) {
				t.Errorf("%s counts, said %q", addresses(f), all.Damaged)
			}
			if err := f.Remove(clinic); err != nil || len(f.Added().Damaged) != 0 {
				t.Errorf("it cannot be removed: %v", err)
			}
		})
	}
}

func TestACopyOfAFileAddsNobody(t *testing.T) {
	f := newPublisher(t).folder(t)
	add(t, f, addition(t, clinic, "City Clinic", "a"))
	raw, err := os.ReadFile(addedFiles(t, f)[0])
	if err = errors.Join(err, os.WriteFile(filepath.Join(f.Dir, "added-copy.json"), raw, 0o600)); err != nil {
		t.Fatal(err)
	}
	if all := f.Added(); len(all.Issuers) != 1 || len(all.Damaged) != 1 {
		t.Errorf("%+v", all)
	}
}

func TestADamagedDirectoryKeepsNobodyFromAdding(t *testing.T) {
	f := newPublisher(t).folder(t)
	if err := errors.Join(os.MkdirAll(f.Dir, 0o700), os.WriteFile(filepath.Join(f.Dir, "directory.json"), []byte("{"), 0o600)); err != nil {
		t.Fatal(err)
	}
	add(t, f, addition(t, clinic, "City Clinic", "a"))
	if addresses(f) != clinic {
		t.Errorf("%+v", f.Added())
	}
}

func TestADeskAndATerminalAddAtTheSameTime(t *testing.T) {
	f := newPublisher(t).folder(t)
	var all sync.WaitGroup
	for n := range 8 {
		a := addition(t, fmt.Sprintf("https://%d.example", n/2), "Clinic", "a")
		all.Go(func() {
			if err := f.Add(a, now); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := f.Added(); len(got.Issuers) != 4 || len(got.Damaged) != 0 {
		t.Errorf("%+v", got)
	}
	release, err := f.Lock()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if err := f.Hasty().Add(addition(t, clinic, "City Clinic", "a"), now); !errors.Is(err, directory.ErrBusy) {
		t.Errorf("added while another held the lock: %v", err)
	}
	if err := f.Hasty().Remove("https://0.example"); !errors.Is(err, directory.ErrBusy) {
		t.Errorf("removed while another held the lock: %v", err)
	}
}

func TestRemovingNobodyMakesNoFolder(t *testing.T) {
	f := newPublisher(t).folder(t)
	if err := f.Remove(clinic); !errors.Is(err, directory.ErrNotAdded) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(f.Dir); err == nil {
		t.Error("a folder was made")
	}
}

// Whatever lies in the folder under such a name, it is an issuer or a
// sentence, and costs no other.
func FuzzAddedFile(f *testing.F) {
	folder := directory.Folder{Dir: f.TempDir()}
	add(f, folder, addition(f, clinic, "City Clinic", "a"), addition(f, "https://other.example", "Other", "b"))
	path := addedFiles(f, folder)[0]
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:200])
	f.Add([]byte(`{"issuers":[{"iss":"https://cards.clinic.example","name":"","keys":7}]}`))
	f.Add([]byte(`{"issuers":[{},{}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		all := folder.Added()
		if len(all.Issuers)+len(all.Damaged) != 2 || all.Issuers[len(all.Issuers)-1].ISS != "https://other.example" {
			t.Errorf("%+v", all)
		}
	})
}
