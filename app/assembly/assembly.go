// Package assembly makes the rulebook and the log out of flags and settings,
// the same for the desk and for the terminal.
//
// It opens what it is told to open and decides nothing.
package assembly

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/verify"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
	"passdesk/verify/vocab"
)

// Trust says whose signature counts.
type Trust struct {
	Dir      string        // folder of the trust directory
	Issuers  []string      // ISS=JWKS.json[,CRL.json], trusted for this run
	Training bool          // the training issuer counts, real cards do not
	MaxAge   time.Duration // of the last check of the directory, 0 for no limit
	Now      func() time.Time
	Pins     []trust.Pin // who may sign the directory; those of Passdesk if nil
}

// folder is where the directory is kept.
func (t Trust) folder() (directory.Folder, error) {
	if t.Pins != nil {
		return directory.Folder{Dir: t.Dir, Pins: t.Pins}, nil
	}
	return directory.At(t.Dir)
}

// Rulebook answers both questions about a card, and tells how fresh its
// directory is.
type Rulebook struct {
	*verify.Verifier
	*rules.Policy
	Directory desk.Directory
	Added     []desk.Added // the issuers that were added here, whether they count or not
	// Refused has a sentence for each key or revocation list of Trust.Issuers
	// that is not used, and for each issuer that was added here and does not
	// count. Without its list, revoked cards stay unknown as such.
	Refused []string
}

var _ desk.Rulebook = Rulebook{}

// Rulebook makes one. A damaged directory is told in its Directory and makes
// no error: the desk then checks what it can.
func (t Trust) Rulebook(policy *rules.Policy) (Rulebook, error) {
	all, err := t.Everyone()
	if all.Directory == nil {
		return Rulebook{}, err
	}
	book := Rulebook{Policy: policy, Directory: ages(all.Kept, err, len(t.Issuers)), Added: all.Added, Refused: all.Amiss}
	config := verify.Config{
		Directory: all.Directory, Tables: vocab.Shipped(), Training: t.Training,
		Checked: all.Checked, MaxAge: t.MaxAge, Now: t.Now,
	}
	for _, named := range t.Issuers {
		issuer, err := readIssuer(named)
		if err != nil {
			return Rulebook{}, err
		}
		if config.Directory, err = config.Directory.With(issuer); err != nil {
			return Rulebook{}, fmt.Errorf("--issuer %s: %w", issuer.ISS, err)
		}
		config.Trusted = append(config.Trusted, issuer.ISS)
		book.Refused = append(book.Refused, refused(issuer)...)
	}
	book.Verifier, err = verify.New(config)
	return book, err
}

// refused says what of an issuer is not used.
func refused(i trust.Issuer) []string {
	var said []string
	for _, r := range i.Refused {
		said = append(said, fmt.Sprintf("--issuer %s: key %s: %s", i.ISS, cmp.Or(r.Kid, "without an id"), r.Why))
	}
	return said
}

// ages puts the state of the directory into the desk's words. Issuers that
// were added here, or named for this run, count among those the desk knows.
func ages(kept directory.Kept, trouble error, named int) desk.Directory {
	d := desk.Directory{Issued: kept.Time(), Checked: kept.Checked}
	d.Issuers, d.Keys = kept.Count(trust.FromDirectory)
	added, _ := kept.Count(trust.AddedHere)
	d.Issuers += added + named
	if trouble != nil {
		d.Trouble = trouble.Error()
	}
	return d
}

// readIssuer reads ISS=JWKS.json[,CRL.json ...]. The issuer's name is its
// address, since nobody vouches for another one.
func readIssuer(named string) (trust.Issuer, error) {
	iss, files, ok := strings.Cut(named, "=")
	paths := strings.Split(files, ",")
	if !ok || iss == "" || slices.Contains(paths, "") {
		return trust.Issuer{}, fmt.Errorf("--issuer takes ISS=JWKS.json[,CRL.json], not %q", named)
	}
	var data [][]byte
	for _, path := range paths {
		content, err := intake.Load(path)
		if err != nil {
			return trust.Issuer{}, fmt.Errorf("--issuer: %w", err)
		}
		data = append(data, content)
	}
	issuer, err := trust.ParseJWKS(iss, iss, data[0], data[1:]...)
	if err != nil {
		return trust.Issuer{}, fmt.Errorf("--issuer: %s: %w", paths[0], err)
	}
	return issuer, nil
}

// Load opens the kept directory, as directory.Folder.Load does.
func (t Trust) Load() (directory.Kept, error) {
	folder, err := t.folder()
	if err != nil {
		return directory.Kept{}, err
	}
	return folder.Load(t.Now())
}

// Import takes a signed snapshot of the directory from two files.
func (t Trust) Import(snapshotFile, signatureFile string) (directory.Kept, error) {
	snapshot, err := intake.Load(snapshotFile)
	if err != nil {
		return directory.Kept{}, err
	}
	signature, err := intake.Load(signatureFile)
	if err != nil {
		return directory.Kept{}, err
	}
	folder, err := t.folder()
	if err != nil {
		return directory.Kept{}, err
	}
	return folder.Import(snapshot, signature, t.Now())
}

// Update takes the newest signed snapshot of the directory from the network.
// What is not signed, or is older, changes nothing; the snapshot that is kept
// already is a check like any other. The errors are *fetch.Error and those of
// directory.Folder.Import. It is for one who waits, and ends with ctx.
//
// That the network is used is noted before and after, so that a program that
// is killed meanwhile has not used it in secret. A folder that takes no note
// could not take a directory either, so nothing is fetched for it.
func (t Trust) Update(ctx context.Context, from fetch.Source) (directory.Kept, error) {
	folder, err := t.folder()
	if err != nil {
		return directory.Kept{}, err
	}
	if err := from.Check(); err != nil {
		return directory.Kept{}, err
	}
	if err := folder.Used(t.Now(), directory.Unknown); err != nil {
		return directory.Kept{}, err
	}
	kept, err := t.take(ctx, folder, from)
	if noted := folder.Used(t.Now(), directory.OutcomeOf(err)); err == nil {
		err = noted
	}
	return kept, err
}

func (t Trust) take(ctx context.Context, folder directory.Folder, from fetch.Source) (directory.Kept, error) {
	snapshot, signature, err := from.Get(ctx)
	if err != nil {
		return directory.Kept{}, err
	}
	return folder.Import(snapshot, signature, t.Now())
}

// LastUse gives when the network was last used for the directory, and what
// came of it.
func (t Trust) LastUse() directory.Use { return directory.Folder{Dir: t.Dir}.LastUse() }
