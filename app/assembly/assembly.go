// Package assembly makes the rulebook and the log out of flags and settings,
// the same for the desk and for the terminal.
//
// It opens what it is told to open and decides nothing.
package assembly

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"passdesk/app/desk"
	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/app/scanlog/sqlite"
	"passdesk/verify"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// Trust says whose signature counts.
type Trust struct {
	Dir      string        // folder of the trust directory
	Issuers  []string      // ISS=JWKS.json[,CRL.json], trusted for this run
	Training bool          // the training issuer counts, real cards do not
	MaxAge   time.Duration // of the last check of the directory, 0 for no limit
	Now      func() time.Time
}

// Rulebook answers both questions about a card, and tells how fresh its
// directory is.
type Rulebook struct {
	*verify.Verifier
	*rules.Policy
	Directory desk.Directory
}

var _ desk.Rulebook = Rulebook{}

// Rulebook makes one. A damaged directory is told in its Directory and makes
// no error: the desk then checks what it can.
func (t Trust) Rulebook(policy *rules.Policy) (Rulebook, error) {
	folder, err := directory.At(t.Dir)
	if err != nil {
		return Rulebook{}, err
	}
	kept, trouble := folder.Load(t.Now())
	if kept.Directory == nil {
		return Rulebook{}, trouble
	}
	d, trusted, err := t.add(kept.Directory)
	if err != nil {
		return Rulebook{}, err
	}
	verifier, err := verify.New(verify.Config{
		Directory: d, Tables: vocab.Shipped(), Trusted: trusted, Training: t.Training,
		Checked: kept.Checked, MaxAge: t.MaxAge, Now: t.Now,
	})
	if err != nil {
		return Rulebook{}, err
	}
	return Rulebook{verifier, policy, ages(kept, trouble)}, nil
}

// ages puts the state of the directory into the desk's words.
func ages(kept directory.Kept, trouble error) desk.Directory {
	d := desk.Directory{Issued: kept.Time(), Checked: kept.Checked}
	d.Issuers, d.Keys = kept.Count(trust.FromDirectory)
	if trouble != nil {
		d.Trouble = trouble.Error()
	}
	return d
}

// add puts the issuers named for this run into the directory.
func (t Trust) add(d *trust.Directory) (_ *trust.Directory, trusted []string, err error) {
	for _, named := range t.Issuers {
		issuer, err := readIssuer(named)
		if err != nil {
			return nil, nil, err
		}
		if d, err = d.With(issuer); err != nil {
			return nil, nil, fmt.Errorf("--issuer %s: %w", issuer.ISS, err)
		}
		trusted = append(trusted, issuer.ISS)
	}
	return d, trusted, nil
}

// readIssuer reads ISS=JWKS.json[,CRL.json ...]. The issuer's name is its
// address, since nobody vouches for another one.
func readIssuer(named string) (trust.Issuer, error) {
	iss, files, ok := strings.Cut(named, "=")
	paths := strings.Split(files, ",")
	if !ok || iss == "" || paths[0] == "" {
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
	folder, err := directory.At(t.Dir)
	if err != nil {
		return directory.Kept{}, err
	}
	return folder.Import(snapshot, signature, t.Now())
}

// ReadLog opens a log to read it. One that is not there is not begun, and a
// damaged one is left where it is.
func ReadLog(path string) (*sqlite.Store, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no log at %s yet", path)
	}
	return sqlite.Options{Leave: true}.Open(path)
}
