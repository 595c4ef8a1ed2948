package main

import (
	"strings"
	"testing"
	"unicode"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/vocab"
)

func TestPrintsForAPerson(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, `"name":{"family":"Anyperson","given":["John"]},"birthDate":"1951-01",
		"doses":[{"cvx":"207","date":"2021-01-01","lot":"7","site":"Hospital"},{"cvx":"207","date":"2021-10-15"},{"cvx":"140","date":"2020"}],
		"tests":[{"loinc":"94500-6","taken":"2021-10-19","result":"negative"}]`).JWS
	r := run(args([]string{"verify", "--policy", "nys-full-2021-10"}, i.trusted(), []string{card})...).want(t, other, "")
	const want = `NOT-ACCEPTED (nys-full-2021-10/fourteen-days)  argument 1
  The last dose of the series was on 2021-10-15. It counts from 2021-10-29, in 9 days.
  holder  John Anyperson, born 1951-01
  dose    2020  Influenza, trivalent; does not count: other-disease
  dose    2021-01-01  Moderna (Spikevax), lot 7, Hospital; counts
  dose    2021-10-15  Moderna (Spikevax); counts
  test    2021-10-19  naat 94500-6, negative
  rules   nys-full-2021-10: Series complete, waiting period not over
  from    2021-10-29
  issuer  https://issuer.example/a
`
	if r.out != want {
		t.Errorf("got\n%swant\n%s", r.out, want)
	}
	altered := i.card(t, adult+`,"defect":"altered"`).JWS
	if got := run(args([]string{"verify"}, i.trusted(), []string{altered})...).want(t, other, "").out; strings.Contains(got, "holder") || !strings.HasPrefix(got, "INVALID (bad-signature)  argument 1\n") {
		t.Errorf("%s", got)
	}
}

func TestPrintsWhichTestsMayBeBelieved(t *testing.T) {
	for valid, want := range map[reason.Answer]string{
		reason.Yes:     "antigen 94558-4, negative",
		reason.No:      "antigen 94558-4, negative; does not count: not final, or not about the holder",
		reason.Unknown: "antigen 94558-4, negative; may not count: not known whom it is about",
	} {
		if got := testText(fhir.Test{Kind: vocab.Antigen, Code: fhir.Coding{Code: "94558-4"}, Result: vocab.Negative, Valid: valid}); got != want {
			t.Errorf("%s: %q", valid, got)
		}
	}
}

// Names come from issuers, addresses from whoever made the card.
func TestNothingOnACardCommandsTheTerminal(t *testing.T) {
	var a answer
	a.input = "a\x1b]0;title\a"
	a.verdict.Genuine, a.verdict.Record = reason.Yes, &fhir.Record{}
	a.verdict.Record.Holder.Name.Family = "x\x9b2J\r\n\u202eACCEPTED"
	a.verdict.Issuer.ISS, a.verdict.Issuer.Name = "https://\x1b[2J", "\u2066name\n"
	a.decision = rules.Decision{Outcome: reason.NotAccepted, Doses: []rules.Dose{{Dose: fhir.Dose{Lot: "\x00", Site: "\x7f\t"}}}}
	for line := range strings.Lines(string(a.text())) {
		for _, r := range strings.TrimSuffix(line, "\n") {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q", line)
			}
		}
		if strings.HasPrefix(line, "ACCEPTED") {
			t.Error("a name forged an answer")
		}
	}
}
