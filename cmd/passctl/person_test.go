package main

import (
	"strings"
	"testing"
)

// cards of one person, none of whose doses is enough alone
const (
	firstDose  = `"name":{"family":"Anyperson","given":["John"]},"birthDate":"1951-01-20","doses":[{"cvx":"207","date":"2021-01-01"}]`
	secondDose = `"name":{"family":"ANYPERSON","given":["John"]},"birthDate":"1951-01-20","doses":[{"cvx":"207","date":"2021-02-01"}]`
	twin       = `"name":{"family":"Anyperson","given":["Jane"]},"birthDate":"1951-01-20","doses":[{"cvx":"207","date":"2021-02-01"}]`
)

func TestDecidesTheCardsOfOnePersonTogether(t *testing.T) {
	i := newIssuer(t)
	flags := append(i.trusted(), "--policy", "nys-full-2021-10")
	a, b := i.card(t, firstDose).JWS, i.card(t, secondDose).JWS
	if got := run(verifyJSON(flags, a, b)...).want(t, other, "").cards(t); got[0].Outcome != "not-accepted" || len(got[0].Doses) != 1 {
		t.Errorf("each alone: %+v", got)
	}
	got := run(verifyJSON(append(flags, "--same-person"), a, b)...).want(t, done, "").cards(t)
	if len(got) != 2 || got[0].Outcome != "accepted" || got[1].Outcome != "accepted" || len(got[0].Doses) != 2 {
		t.Errorf("together: %+v", got)
	}
	in := strings.NewReader(a + "\n" + b + "\n")
	passctl(in, verifyJSON(append(flags, "--same-person"), "-")...).want(t, done, "")
	run(verifyJSON(append(flags, "--same-person"), a, b, b)...).want(t, done, "")
}

func TestDecidesEachCardAloneWhenTheyAreNotKnownToBelongTogether(t *testing.T) {
	i := newIssuer(t)
	flags := append(i.trusted(), "--same-person")
	a := i.card(t, firstDose).JWS
	for name, c := range map[string]struct{ spec, says, want string }{
		"another person": {twin, "the cards are not known to be of one person, so each is decided alone", "accepted accepted"},
		"no birth date":  {strings.Replace(secondDose, `"birthDate":"1951-01-20",`, "", 1), "not known to be of one person", "accepted accepted"},
		"altered":        {secondDose + `,"defect":"altered"`, "not all cards are genuine, so each is decided alone", "accepted invalid:bad-signature"},
		"untold":         {secondDose + `,"defect":"unreadable-bundle"`, "not all cards are genuine", "accepted unverified:cannot-tell"},
	} {
		r := run(verifyJSON(flags, a, i.card(t, c.spec).JWS)...).want(t, other, c.says)
		if got := r.reasons(t); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		for _, card := range r.cards(t) {
			if len(card.Doses) > 1 {
				t.Errorf("%s: doses of two cards in one", name)
			}
		}
	}
	run(verifyJSON(flags, "nowhere")...).want(t, usage, "nowhere")
	run(verifyJSON(flags, a)...).want(t, done, "")
}
