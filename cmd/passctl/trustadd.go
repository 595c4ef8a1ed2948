package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"passdesk/app/desk"
	"passdesk/app/intake"
)

func (p *program) trustAddCommand() *cobra.Command {
	return &cobra.Command{
		Use: "add NAME ISS JWKS.json [CRL.json...]", Short: "Trust an issuer that is not in the directory, from its key set and revocation lists",
		Long: `Trust an issuer that is not in the directory, from its key set and revocation
lists. Its cards are then checked by every desk and terminal that uses this
folder, and each of their results says "added here". It does not age with the
directory. It can neither replace an issuer of the directory nor bear the name
of one. Adding it again replaces its keys, lists and name.`,
		Example: `  passctl trust add "City Clinic" https://cards.clinic.example jwks.json
  passctl trust add "City Clinic" https://cards.clinic.example jwks.json crl-1.json crl-2.json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 3 {
				return errors.New("trust add takes NAME, ISS and JWKS.json, and may take CRL.json files")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return p.trustAdd(desk.NewIssuer{Name: args[0], ISS: args[1], Keys: args[2], Lists: args[3:]})
		},
	}
}

func (p *program) trustRemoveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "remove ISS", Short: "Forget an issuer that was added here", Args: exactly("ISS"),
		RunE: func(_ *cobra.Command, args []string) error { return p.trustRemove(args[0]) },
	}
}

func (p *program) trustAdd(n desk.NewIssuer) error {
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	added, err := place.AddIssuer(n)
	var unread *intake.Error
	switch {
	case errors.As(err, &unread):
		return err
	case err != nil:
		return fmt.Errorf("%s was not added: %w", n.ISS, err)
	}
	fmt.Fprintf(p.out, "added here: %s, %s, %d usable keys\n", plain(added.Name), added.ISS, added.Keys)
	if added.Unused != "" {
		p.say("not all of it is used: " + added.Unused)
	}
	return nil
}

func (p *program) trustRemove(iss string) error {
	place, err := p.trustAt()
	if err != nil {
		return err
	}
	if err := place.RemoveIssuer(iss); err != nil {
		return fmt.Errorf("%s: %w", iss, err)
	}
	fmt.Fprintf(p.out, "removed: %s\n", plain(iss))
	return nil
}
