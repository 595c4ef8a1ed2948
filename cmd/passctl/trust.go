package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/verify/trust"
)

func (p *program) trustCommand() *cobra.Command {
	c := &cobra.Command{Use: "trust", Short: "Show and renew the directory of trusted issuers", Args: knownWord, RunE: needsWord}
	c.AddCommand(
		&cobra.Command{
			Use: "show", Short: "List the issuers, their keys, and what was refused", Args: exactly(),
			RunE: func(*cobra.Command, []string) error { return p.trustShow() },
		},
		&cobra.Command{
			Use: "import SNAPSHOT.json SNAPSHOT.sig", Short: "Take a signed snapshot of the VCI directory from files",
			Args: exactly("SNAPSHOT.json", "SNAPSHOT.sig"),
			RunE: func(_ *cobra.Command, args []string) error { return p.trustImport(args[0], args[1]) },
		},
	)
	return c
}

func (p *program) trustShow() error {
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	folder, err := directory.At(place.Dir)
	if err != nil {
		return err
	}
	d, err := folder.Load(p.now())
	if err != nil {
		return err
	}
	if !d.HasSnapshot() {
		return fmt.Errorf("there is no directory in %s yet; passctl trust import takes one from files", place.Dir)
	}
	issuers, keys := d.Count(trust.FromDirectory)
	fmt.Fprintf(p.out, "%d issuers, %d usable keys, issued %s, checked %s\n",
		issuers, keys, rfc3339(d.Time()), rfc3339(d.Checked))
	for _, i := range d.Issuers() {
		p.printIssuer(i)
	}
	return nil
}

// printIssuer writes one line for an issuer and one for each thing of it that
// was refused.
func (p *program) printIssuer(i trust.Issuer) {
	revoked := 0
	for _, k := range i.Keys {
		revoked += k.Revocations.Len()
	}
	fmt.Fprintf(p.out, "%s\t%d keys\t%d revoked\t%s\t%s\t%s\n", i.Origin, len(i.Keys), revoked, day(i.LastRetrieved), i.ISS, i.Name)
	for _, r := range i.Refused {
		fmt.Fprintf(p.out, "\trefused\t%s\t%s\n", r.Kid, r.Why)
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format(time.DateOnly)
}

func (p *program) trustImport(snapshotFile, signatureFile string) error {
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	kept, err := place.Import(snapshotFile, signatureFile)
	var unread *intake.Error
	switch {
	case errors.As(err, &unread):
		return err
	case err != nil:
		return fmt.Errorf("%s was not taken: %w", snapshotFile, err)
	}
	issuers, keys := kept.Count(trust.FromDirectory)
	fmt.Fprintf(p.out, "taken: %d issuers, %d usable keys, issued %s\n", issuers, keys, rfc3339(kept.Time()))
	return nil
}
