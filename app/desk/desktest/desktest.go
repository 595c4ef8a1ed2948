// Package desktest gives tests a real rulebook and cards of people who do not
// exist.
//
// Only tests import it.
package desktest

import (
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// Policy is the rule pack of Rulebook.
const Policy = "nys-full-2021-10"

// Rulebook is a real verifier without a signed directory, and real rules. The
// issuers named count as trusted.
func Rulebook(t testing.TB, trusted ...string) desk.Rulebook {
	t.Helper()
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(verify.Config{Directory: d, Tables: vocab.Shipped(), Trusted: trusted})
	if err != nil {
		t.Fatal(err)
	}
	p, err := rules.NewPolicy(Policy)
	if err != nil {
		t.Fatal(err)
	}
	return struct {
		*verify.Verifier
		*rules.Policy
	}{v, p}
}

// many is from how many doses on a card is made too long for one code.
const many = 10

// Card mints a card of the training issuer with so many doses, one each three
// weeks from 1 January 2021 on: two are enough for Policy on any later day,
// one never is, and with 40 the card comes in three codes.
func Card(t testing.TB, family string, doses int) mint.Card {
	t.Helper()
	issuer, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	spec := mint.Spec{Name: mint.Name{Family: family, Given: []string{"Ada"}}, BirthDate: "1980-01-02"}
	first := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range doses {
		dose := mint.Dose{CVX: "208", Date: first.AddDate(0, 0, 21*i).Format(time.DateOnly)}
		if doses >= many {
			dose.Site = fmt.Sprintf("Clinic %x", sha256.Sum256([]byte{byte(i)})) // does not compress
		}
		spec.Doses = append(spec.Doses, dose)
	}
	card, err := issuer.Card(spec, first.AddDate(0, 9, 0))
	if err != nil {
		t.Fatal(err)
	}
	return card
}
