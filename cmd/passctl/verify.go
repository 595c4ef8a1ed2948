package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"passdesk/app/assembly"
	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/app/settings"
)

// verifyFlags are the flags of `passctl verify`.
type verifyFlags struct {
	json, join, samePerson, training bool
	at                               string
	policies, issuers                []string
	maxAge                           string
}

func (p *program) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify INPUT...",
		Short: "Say whether cards are genuine, and enough by the rules",
		Long: `Say whether cards are genuine, and enough by the rules.

INPUT is a file (QR text, JWS, .smart-health-card, FHIR Parameters, PNG or JPEG
picture), - for standard input with one QR text or JWS a line, or a text that
begins with shc:/, eyJ or {. Parts of a card in one input are joined; --join
joins those of all inputs. The desk's settings are read only with --settings.`,
		Example: `  passctl verify photo.jpg card.smart-health-card
  passctl verify --json --policy nys-full-2021-10 --at 2021-10-20T09:00:00-04:00 card.txt
  passctl verify --join part-1.png part-2.png
  passctl verify - < texts.txt`,
		Args: atLeastOne("INPUT"),
		RunE: func(_ *cobra.Command, inputs []string) error { return p.verify(f, inputs) },
	}
	flags := c.Flags()
	flags.BoolVar(&f.json, "json", false, "one JSON object a card, one a line")
	flags.StringVar(&f.at, "at", "", "judge card and rules at this `RFC3339` time; its offset is the zone of calendar rules")
	flags.StringArrayVar(&f.policies, "policy", nil, "rule pack `ID|FILE`; may be repeated, any admits (default any-genuine-record)")
	flags.StringArrayVar(&f.issuers, "issuer", nil, "trust `ISS=JWKS.json[,CRL.json]` for this run; may be repeated")
	flags.BoolVar(&f.join, "join", false, "take all inputs as parts of one card")
	flags.BoolVar(&f.samePerson, "same-person", false, "decide all cards together, if they are of one person")
	flags.BoolVar(&f.training, "training", false, "training mode: the training issuer counts as trusted, real cards are not checked")
	flags.StringVar(&f.maxAge, "max-age", "", "refuse to check with a directory last checked more than `DAYS` ago")
	return c
}

// verify prepares the judge, collects the cards of all inputs and prints the
// answers in order.
func (p *program) verify(f verifyFlags, args []string) error {
	j, err := p.judge(f)
	if err != nil {
		return err
	}
	switch all := inputs(args); {
	case f.join:
		j.each(j.joined(all))
	case f.samePerson:
		j.samePerson(all)
	default:
		j.oneByOne(all)
	}
	return nil
}

// judge makes the rulebook that the flags ask for.
func (p *program) judge(f verifyFlags) (*judge, error) {
	clock, err := clockOf(f.at, p.now)
	if err != nil {
		return nil, err
	}
	maxAge, err := daysOf(f.maxAge)
	if err != nil {
		return nil, err
	}
	set, err := p.verifySettings()
	if err != nil {
		return nil, err
	}
	policies := f.policies
	if len(policies) == 0 {
		policies = set.Policies
	}
	at, err := p.rulesAt()
	if err != nil {
		at = assembly.Rules{} // without a place for settings there are the packs that ship
	}
	at.Edits = set.Edits
	policy, err := at.Policy(policies...)
	if err != nil {
		return nil, err
	}
	place, err := p.trustAt()
	if err != nil {
		return nil, err
	}
	place.Issuers, place.Training, place.MaxAge = f.issuers, f.training, maxAge
	book, err := place.Rulebook(policy)
	if err != nil {
		return nil, err
	}
	if book.Directory.Trouble != "" {
		p.say(book.Directory.Trouble)
	}
	for _, refused := range book.Refused {
		p.say(refused)
	}
	return &judge{program: p, book: book, added: addedOnly(book.Added, f.issuers), at: clock, json: f.json}, nil
}

// addedOnly gives the issuers that count because they were added here. One
// that is named for this run was not: whoever runs it knows whom they named.
func addedOnly(all []desk.Added, named []string) map[string]bool {
	added := make(map[string]bool, len(all))
	for _, a := range all {
		added[a.ISS] = a.Why == ""
	}
	for _, issuer := range named {
		iss, _, _ := strings.Cut(issuer, "=")
		delete(added, iss)
	}
	return added
}

// verifySettings gives the settings file's rules where one is named, and the
// default of the contract otherwise: the desk's own settings do not matter.
// A file that is no settings file is left as it is, unlike by the desk.
func (p *program) verifySettings() (settings.Settings, error) {
	if p.settings == "" {
		return settings.Settings{Policies: []string{"any-genuine-record"}}, nil
	}
	data, err := intake.Load(p.settings)
	if err != nil {
		return settings.Settings{}, fmt.Errorf("--settings: %w", err)
	}
	set, problems, err := settings.Parse(data)
	if err != nil {
		return settings.Settings{}, fmt.Errorf("--settings: %s: %w", p.settings, err)
	}
	for _, problem := range problems {
		p.say(p.settings + ": " + problem.Error())
	}
	return set, nil
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
	// Package time takes the machine's own zone, with its summer time, for an
	// offset that happens to be in force there.
	_, offset := t.Zone()
	t = t.In(time.FixedZone("", offset))
	return func() time.Time { return t }, nil
}

// maxDays keeps an age far from where a time.Duration ends.
const maxDays = 36500

// daysOf reads the limit of --max-age; 0 for none.
func daysOf(days string) (time.Duration, error) {
	if days == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(days)
	if err != nil || n < 1 || n > maxDays {
		return 0, fmt.Errorf("--max-age takes a number of days from 1 to %d, not %q", maxDays, days)
	}
	return time.Duration(n) * 24 * time.Hour, nil
}
