package rules_test

import (
	"strings"
	"testing"
	"time"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// CDC's own cases of primary series: each is minted as a card, verified, and
// decided by the pack, and is complete or not as CDC has it.
func TestTheCasesOfCDCComeOutAsCDCHasThem(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(string(corpus.Read(t, "facts", "cdsi-covid-series.tsv"))), "\n")[1:]
	policy, err := rules.NewPolicy("cdc-primary-series")
	if err != nil {
		t.Fatal(err)
	}
	check := verifier(t)
	if len(rows) == 0 {
		t.Fatal("no cases")
	}
	for _, row := range rows {
		f := strings.Split(row, "\t")
		spec := mint.Spec{Name: mint.Name{Family: "Case", Given: []string{"Test"}}, BirthDate: f[0]}
		for _, d := range strings.Fields(f[1]) {
			cvx, date, _ := strings.Cut(d, "@")
			spec.Doses = append(spec.Doses, mint.Dose{CVX: cvx, Date: date})
		}
		at := time.Date(2022, 12, 1, 12, 0, 0, 0, time.UTC)
		d := policy.Decide([]verify.Verdict{check(spec, at)}, at)
		want := map[string]reason.Outcome{"yes": reason.Accepted, "no": reason.NotAccepted}[f[2]]
		if d.Outcome != want {
			t.Errorf("%s: %s (%s), CDC has %s", f[3], d.Outcome, d.Reason, f[2])
		}
	}
}

// verifier mints a card and verifies it, as a desk does.
func verifier(t *testing.T) func(mint.Spec, time.Time) verify.Verdict {
	t.Helper()
	issuer, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(verify.Config{Directory: d, Tables: vocab.Shipped(), Training: true})
	if err != nil {
		t.Fatal(err)
	}
	return func(spec mint.Spec, at time.Time) verify.Verdict {
		t.Helper()
		card, err := issuer.Card(spec, at.AddDate(0, 0, -1))
		if err != nil {
			t.Fatal(err)
		}
		verdict := v.Verify(card.JWS, at)
		if verdict.Genuine != reason.Yes {
			t.Fatalf("the minted card is not genuine: %s", verdict.Message)
		}
		return verdict
	}
}
