package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"passdesk/verify/mint"
)

func TestAnswersACardInEveryForm(t *testing.T) {
	i := newIssuer(t)
	c := i.card(t, adult)
	text := c.Texts[0]
	forms := map[string]string{
		"text":              text,
		"capitals":          "SHC:/" + text[5:],
		"JWS":               c.JWS,
		"JSON":              `{"verifiableCredential":["` + c.JWS + `"]}`,
		"file of text":      file(t, "card.txt", text+"\n"),
		"file of JWS":       file(t, "card.jws", c.JWS),
		"smart-health-card": file(t, "a.smart-health-card", `{"verifiableCredential":["`+c.JWS+`"]}`),
		"FHIR Parameters":   file(t, "p.json", `{"resourceType":"Parameters","parameter":[{"name":"verifiableCredential","valueString":"`+c.JWS+`"}]}`),
		"picture":           picture(t, "card.png", text),
	}
	for name, form := range forms {
		got := run(verifyJSON(i.trusted(), form)...).want(t, done, "").cards(t)
		if len(got) != 1 || got[0].Outcome != "accepted" || got[0].Holder.Name != "John B. Anyperson" {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := passctl(strings.NewReader(text), verifyJSON(i.trusted(), "-")...).reasons(t); got != "accepted" {
		t.Errorf("standard input: %s", got)
	}
}

// The names of the fields, and which are there, are a contract.
func TestJSONHasTheFieldsOfTheContract(t *testing.T) {
	i := newIssuer(t)
	full := i.card(t, adult+`,"tests":[{"loinc":"94500-6","taken":"2021-10-19T08:00:00-04:00","result":"negative"}]`).JWS
	r := run(verifyJSON(i.trusted(), full)...).want(t, done, "")
	const want = `{"input":"argument 1","outcome":"accepted","message":"The card is genuine and enough here today.","genuine":"yes",` +
		`"format":"smart-health-card","issuer":{"iss":"https://issuer.example/a","name":"https://issuer.example/a","kid":"KID"},` +
		`"holder":{"name":"John B. Anyperson","birthDate":"1951-01-20"},"doses":[` +
		`{"date":"2021-01-01","code":"207","system":"http://hl7.org/fhir/sid/cvx","product":"moderna","group":"COVID-19","lot":"0000001","site":"ABC General Hospital","counts":"yes"},` +
		`{"date":"2021-01-29","code":"207","system":"http://hl7.org/fhir/sid/cvx","product":"moderna","group":"COVID-19","counts":"yes"}],` +
		`"tests":[{"taken":"2021-10-19T08:00:00-04:00","code":"94500-6","kind":"naat","result":"negative"}],` +
		`"policy":"any-genuine-record","status":"Vaccination on record","micros":0}` + "\n"
	if got := strings.ReplaceAll(r.out, i.kid, "KID"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestJSONLeavesOutWhatIsUnknown(t *testing.T) {
	i := newIssuer(t)
	for name, c := range map[string]struct {
		input string
		flags []string
		want  string // the fields, in order
	}{
		"genuine, nameless":   {i.card(t, `"name":{"given":[]}`).JWS, i.trusted(), "format genuine input issuer message micros outcome policy reason status"},
		"untrusted":           {i.card(t, adult).JWS, nil, "format genuine input issuer message micros outcome reason"},
		"altered":             {i.card(t, adult+`,"defect":"altered"`).JWS, i.trusted(), "format genuine input issuer message micros outcome reason"},
		"expired":             {i.card(t, adult+`,"defect":"expired"`).JWS, i.trusted(), "format genuine input issuer message micros outcome reason"},
		"a bundle of nothing": {i.card(t, adult+`,"defect":"unreadable-bundle"`).JWS, i.trusted(), "format genuine input issuer message micros outcome reason"},
		"another pass":        {file(t, "a", "HC1:NCFOXN"), nil, "format genuine input message micros outcome reason"},
		"anything":            {file(t, "a", "hello"), nil, "genuine input message micros outcome reason"},
	} {
		r := run(verifyJSON(c.flags, c.input)...).want(t, other, "")
		var fields map[string]any
		if err := json.Unmarshal([]byte(r.out), &fields); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(slices.Sorted(maps.Keys(fields)), " "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if strings.Contains(r.out, "Anyperson") || strings.Contains(r.out, "1951") {
			t.Errorf("%s: holder's data in %s", name, r.out)
		}
	}
}

func TestSaysFromWhenAndUntilWhen(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, `"name":{"family":"A","given":["B"]},"birthDate":"1980-01-01","nbf":"2021-10-01","doses":[{"cvx":"208","date":"2021-09-01"},{"cvx":"208","date":"2021-10-10"}]`).JWS
	flags := args(i.trusted(), []string{"--policy", "nys-full-2021-10", "--at"})
	got := run(verifyJSON(append(flags, "2021-10-20T09:00:00-04:00"), card)...).want(t, other, "").cards(t)[0]
	if got.Reason != "nys-full-2021-10/fourteen-days" || got.From != "2021-10-24" || got.Until != "" || got.Status == "" {
		t.Errorf("%+v", got)
	}
	if got := run(verifyJSON(append(flags, "2021-10-24T00:00:00-04:00"), card)...).want(t, done, "").reasons(t); got != "accepted" {
		t.Errorf("on that day: %s", got)
	}
}

// The offset of --at decides what day it is, also where the machine's own
// zone has that offset.
func TestTheOffsetOfAtIsTheZoneOfTheRules(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, `"name":{"family":"A","given":["B"]},"nbf":"2021-10-01","doses":[{"cvx":"212","date":"2021-10-10"}]`).JWS
	for at, want := range map[string]string{
		"2021-10-23T23:30:00-04:00": "not-accepted:nys-full-2021-10/fourteen-days",
		"2021-10-24T03:30:00Z":      "accepted",
		"2021-10-24T12:30:00+14:00": "accepted",
	} {
		r := run(verifyJSON(append(i.trusted(), "--policy", "nys-full-2021-10", "--at", at), card)...)
		if got := r.reasons(t); got != want {
			t.Errorf("%s: %s, want %s", at, got, want)
		}
	}
	clock, err := clockOf("2021-10-24T03:30:00+00:00", nil)
	if err != nil || clock().Location().String() != "" {
		t.Errorf("--at lies in zone %q: %v", clock().Location(), err)
	}
}

func TestAnyOfSeveralPoliciesAdmits(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, `"name":{"family":"A","given":["B"]},"doses":[{"cvx":"140","date":"2020-10-10"}]`).JWS
	run(verifyJSON(append(i.trusted(), "--policy", "nys-full-2021-10"), card)...).want(t, other, "")
	got := run(verifyJSON(append(i.trusted(), "--policy", "nys-full-2021-10", "--policy", "any-genuine-record"), card)...).want(t, done, "").cards(t)
	if got[0].Policy != "any-genuine-record" {
		t.Errorf("%+v", got)
	}
	run(verifyJSON(append(i.trusted(), "--policy", "none"), card)...).want(t, usage, `there is no rule pack "none"; the rule packs are any-genuine-record, `)
}

func TestSettingsCountOnlyWhenNamed(t *testing.T) {
	i := newIssuer(t)
	card := i.card(t, `"name":{"family":"A","given":["B"]},"doses":[{"cvx":"140","date":"2020-10-10"}]`).JWS
	strict := file(t, "settings.toml", `policies = ["nys-full-2021-10"]`)
	run(verifyJSON(i.trusted(), card)...).want(t, done, "")
	run(verifyJSON(append(i.trusted(), "--settings", strict), card)...).want(t, other, "")
	run(verifyJSON(append(i.trusted(), "--settings", strict, "--policy", "any-genuine-record"), card)...).want(t, done, "")
	run(verifyJSON(append(i.trusted(), "--settings", "nowhere.toml"), card)...).want(t, usage, "--settings: nowhere.toml: there is no such file")
	wrong := file(t, "settings.toml", `{`)
	run(verifyJSON(append(i.trusted(), "--settings", wrong), card)...).want(t, usage, "--settings: ")
	if !exists(wrong) {
		t.Error("verify set a file aside that it was only told to read")
	}
	partly := file(t, "settings.toml", "ugly = 1\npolicies = [\"any-genuine-record\"]\n")
	run(verifyJSON(append(i.trusted(), "--settings", partly), card)...).want(t, done, "line 1: ugly")
}

func TestTrainingTurnsTrustAround(t *testing.T) {
	training, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	i := newIssuer(t)
	learner, real := issuer{Signer: training}.card(t, adult).JWS, i.card(t, adult).JWS
	flags := append(i.trusted(), "--training")
	if got := run(verifyJSON(flags, learner)...).want(t, done, "").reasons(t); got != "accepted" {
		t.Errorf("training card: %s", got)
	}
	got := run(verifyJSON(flags, real)...).want(t, other, "").cards(t)[0]
	if got.Reason != "test-issuer" || got.Message != "Training mode: this card was not checked." || got.Holder != nil {
		t.Errorf("real card: %+v", got)
	}
	if got := run(verifyJSON(i.trusted(), learner)...).want(t, other, "").reasons(t); got != "unverified:test-issuer" {
		t.Errorf("training card at work: %s", got)
	}
}

func TestTheHighestStatusWins(t *testing.T) {
	i := newIssuer(t)
	good, bad := i.card(t, adult).JWS, i.card(t, adult+`,"defect":"altered"`).JWS
	for name, c := range map[string]struct {
		inputs []string
		status int
		says   string
		want   string
	}{
		"all accepted":            {[]string{good, good}, done, "", "accepted accepted"},
		"one is not":              {[]string{good, bad, good}, other, "", "accepted invalid:bad-signature accepted"},
		"a missing file is worse": {[]string{bad, "nowhere", good}, usage, "nowhere: there is no such file", "invalid:bad-signature accepted"},
		"and stays so":            {[]string{"nowhere", bad}, usage, "nowhere", "invalid:bad-signature"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := run(verifyJSON(i.trusted(), c.inputs...)...).want(t, c.status, c.says).reasons(t); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestNamesACardByItsArgument(t *testing.T) {
	i := newIssuer(t)
	text, onFile := i.card(t, adult).JWS, file(t, "card.jws", i.card(t, adult).JWS)
	for name, c := range map[string]struct{ flags, want string }{
		"one by one":  {"--json", onFile + ", argument 2, argument 3"},
		"same person": {"--same-person", onFile + ", argument 2, argument 3"},
		"joined":      {"--join", strings.Join([]string{onFile, "argument 2", "argument 3"}, " + ")},
	} {
		r := run(verifyJSON(append(i.trusted(), c.flags), onFile, text, text)...).want(t, done, "")
		var names []string
		for _, card := range r.cards(t) {
			names = append(names, card.Input)
		}
		if c.flags == "--join" {
			names = slices.Compact(names)
		}
		if got := strings.Join(names, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
