package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// verifyFlags are the flags of `passctl verify`.
type verifyFlags struct {
	json, join, samePerson, training bool
	at                               string
	policies, issuers                []string
	maxAge                           int
}

func (p *program) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify INPUT...",
		Short: "Say whether cards are genuine, and enough by the rules",
		Long: `Say whether cards are genuine, and enough by the rules.

INPUT is a file (QR text, JWS, .smart-health-card, FHIR Parameters, PNG or JPEG
picture), - for standard input with one QR text or JWS a line, or a text that
begins with shc:/, eyJ or {. The desk's settings are read only with --settings.`,
		Args: atLeastOne("INPUT"),
		RunE: func(_ *cobra.Command, inputs []string) error { return p.verify(f, inputs) },
	}
	flags := c.Flags()
	flags.BoolVar(&f.json, "json", false, "one JSON object a card, one a line")
	flags.StringVar(&f.at, "at", "", "judge card and rules at this `RFC3339` time; its offset is the zone of calendar rules")
	flags.StringArrayVar(&f.policies, "policy", nil, "rule pack `ID`; may be repeated, any admits (default any-genuine-record)")
	flags.StringArrayVar(&f.issuers, "issuer", nil, "trust `ISS=JWKS.json[,CRL.json]` for this run; may be repeated")
	flags.BoolVar(&f.join, "join", false, "take all inputs as parts of one card")
	flags.BoolVar(&f.samePerson, "same-person", false, "decide all cards together, if they are of one person")
	flags.BoolVar(&f.training, "training", false, "training mode: the training issuer counts as trusted, real cards are not checked")
	flags.IntVar(&f.maxAge, "max-age", 0, "refuse to check with a directory last checked more than `DAYS` ago")
	return c
}

func atLeastOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("at least one %s is needed", what)
		}
		return nil
	}
}

// verify prepares the judge, collects the cards of all inputs and prints the
// answers in order.
func (p *program) verify(f verifyFlags, inputs []string) error {
	j, err := p.judge(f)
	if err != nil {
		return err
	}
	switch {
	case f.join:
		j.print(j.decide(j.joined(inputs)))
	case f.samePerson:
		j.samePerson(inputs)
	default:
		j.oneByOne(inputs)
	}
	return nil
}

// judge makes the rulebook that the flags ask for.
func (p *program) judge(f verifyFlags) (*judge, error) {
	at, err := clockOf(f.at, p.now)
	if err != nil {
		return nil, err
	}
	if f.maxAge < 0 {
		return nil, errors.New("--max-age takes a number of days from 1 on")
	}
	set, err := p.verifySettings()
	if err != nil {
		return nil, err
	}
	policies := f.policies
	if len(policies) == 0 {
		policies = set.Policies
	}
	policy, err := rules.NewPolicy(policies...)
	if err != nil {
		return nil, err
	}
	place, err := p.trustAt()
	if err != nil {
		return nil, err
	}
	place.Issuers, place.Training = f.issuers, f.training
	place.MaxAge = time.Duration(f.maxAge) * 24 * time.Hour
	book, err := place.Rulebook(policy)
	if err != nil {
		return nil, err
	}
	if book.Directory.Trouble != "" {
		fmt.Fprintln(p.err, "passctl:", book.Directory.Trouble)
	}
	return &judge{program: p, book: book, at: at, json: f.json}, nil
}

// verifySettings gives the settings file's rules where one is named, and the
// default of the contract otherwise: the desk's own settings do not matter.
func (p *program) verifySettings() (settings.Settings, error) {
	if p.settings != "" {
		set, problems, err := settings.Load(p.settings)
		for _, problem := range problems {
			fmt.Fprintln(p.err, "passctl:", problem)
		}
		return set, err
	}
	return settings.Settings{Policies: []string{"any-genuine-record"}}, nil
}

// clockOf gives the clock that cards are judged by: fixed by --at, or real.
func clockOf(at string, now func() time.Time) (func() time.Time, error) {
	if at == "" {
		return now, nil
	}
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return nil, fmt.Errorf("--at takes a time like 2023-06-30T12:00:00Z, not %q", at)
	}
	return func() time.Time { return t }, nil
}
