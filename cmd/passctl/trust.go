package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/directory"
	"passdesk/app/intake"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
)

func (p *program) trustCommand() *cobra.Command {
	c := &cobra.Command{Use: "trust", Short: "Show and renew the directory of trusted issuers", Args: knownWord, RunE: needsWord}
	c.AddCommand(
		&cobra.Command{
			Use: "show", Short: "List the issuers, their keys, and what was refused; tell when the network was last used", Args: exactly(),
			RunE: func(*cobra.Command, []string) error { return p.trustShow() },
		},
		&cobra.Command{
			Use: "import SNAPSHOT.json SNAPSHOT.sig", Short: "Take a signed snapshot of the VCI directory from files",
			Args: exactly("SNAPSHOT.json", "SNAPSHOT.sig"),
			RunE: func(_ *cobra.Command, args []string) error { return p.trustImport(args[0], args[1]) },
		},
		p.trustUpdateCommand(),
		p.trustAddCommand(),
		p.trustRemoveCommand(),
	)
	return c
}

func (p *program) trustUpdateCommand() *cobra.Command {
	address := fetch.Shipped().Snapshot
	c := &cobra.Command{
		Use: "update", Short: "Take the newest signed snapshot of the VCI directory from the network",
		Long: `Take the newest signed snapshot of the VCI directory from the network.

The signature is checked before anything else, whatever server it comes from,
and an older snapshot is refused. The settings of this machine for proxies
(HTTPS_PROXY, NO_PROXY) and certificates (SSL_CERT_FILE) are honoured.`,
		Args: exactly(),
		RunE: func(c *cobra.Command, _ []string) error { return p.trustUpdate(c.Context(), address) },
	}
	c.Flags().StringVar(&address, "url", address, "`URL` of the snapshot, which ends in .json; the signature is beside it and ends in .sig")
	return c
}

func (p *program) trustShow() error {
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	d, err := place.Everyone()
	if d.Directory == nil {
		return err
	}
	if err == nil && !d.HasSnapshot() {
		err = fmt.Errorf("there is no directory in %s yet; passctl trust update fetches one, and passctl trust import takes one from files", place.Dir)
	}
	if err == nil {
		issuers, keys := d.Count(trust.FromDirectory)
		fmt.Fprintf(p.out, "%d issuers, %d usable keys, issued %s, checked %s\n",
			issuers, keys, rfc3339(d.Time()), rfc3339(d.Checked))
	}
	p.printUse(place.LastUse())
	for _, i := range d.Issuers() {
		if err == nil || i.Origin == trust.AddedHere {
			p.printIssuer(i)
		}
	}
	for _, sentence := range d.Amiss {
		p.say(sentence)
	}
	return err
}

// printUse tells when the network was last used, by whichever program.
func (p *program) printUse(last directory.Use) {
	if last.At.IsZero() {
		fmt.Fprintln(p.out, "network: no use is known")
		return
	}
	fmt.Fprintf(p.out, "network: last used %s, %s\n", rfc3339(last.At), last.Outcome.Sentence())
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
	p.printTaken(kept)
	return nil
}

func (p *program) trustUpdate(ctx context.Context, address string) error {
	from, err := fetch.FromURL(address)
	if err != nil {
		return errors.New("--url takes the address of a snapshot, which begins with https://, holds no name or password, and ends in .json")
	}
	from.Roots = p.roots
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	kept, err := place.Update(ctx, from)
	var failed *fetch.Error
	switch {
	case errors.As(err, &failed):
		return err
	case err != nil:
		return fmt.Errorf("no directory was taken: %w", err)
	}
	p.printTaken(kept)
	return nil
}

func (p *program) printTaken(kept directory.Kept) {
	issuers, keys := kept.Count(trust.FromDirectory)
	fmt.Fprintf(p.out, "taken: %d issuers, %d usable keys, issued %s\n", issuers, keys, rfc3339(kept.Time()))
}
