package mint_test

import (
	"crypto/ecdsa"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

var now = time.Date(2021, 10, 20, 12, 0, 0, 0, time.UTC)

const spec = `{
	"name": {"family": "Anyperson", "given": ["John", "B."]}, "birthDate": "1951-01-20",
	"doses": [{"cvx": "207", "date": "2021-01-01", "lot": "0000001", "site": "ABC General Hospital"}, {"cvx": "207", "date": "2021-01-29"}],
	"tests": [{"loinc": "94500-6", "taken": "2021-10-19T08:00:00-04:00", "result": "negative"}]
}`

func training(t testing.TB) mint.Signer {
	t.Helper()
	s, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mintCard signs the specification above with a defect.
func mintCard(t testing.TB, d mint.Defect) mint.Card {
	t.Helper()
	s, err := mint.Parse([]byte(spec))
	if err != nil {
		t.Fatal(err)
	}
	s.Defect = d
	card, err := training(t).Card(s, now)
	if err != nil {
		t.Fatalf("%s: %v", d, err)
	}
	return card
}

func verifier(t testing.TB, c verify.Config) *verify.Verifier {
	t.Helper()
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	// A directory without a snapshot knows no strangers, and says that it
	// lacks one; a local issuer does not change that.
	c.Directory, c.Tables = d, vocab.Shipped()
	v, err := verify.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestMintsAGoodCard(t *testing.T) {
	card := mintCard(t, "")
	if len(card.Texts) != 1 || !strings.HasPrefix(card.Texts[0], "shc:/5676") {
		t.Fatalf("texts %.40q", card.Texts)
	}
	v := verifier(t, verify.Config{Trusted: []string{mint.TrainingISS}}).Verify(card.Texts[0], now)
	if v.Genuine != reason.Yes || v.Record == nil {
		t.Fatalf("%s: %s", v.Reason, v.Message)
	}
	r := v.Record
	if r.Holder.Name.Family != "Anyperson" || r.Holder.BirthDate.String() != "1951-01-20" {
		t.Errorf("holder %+v", r.Holder)
	}
	if len(r.Doses) != 2 || r.Doses[1].Date.String() != "2021-01-29" || r.Doses[0].Vaccine.Product != "moderna" || r.Doses[0].Lot != "0000001" || r.Doses[0].Site == "" || r.Doses[0].Valid != reason.Yes {
		t.Errorf("doses %+v", r.Doses)
	}
	if len(r.Tests) != 1 || r.Tests[0].Kind != vocab.NAAT || r.Tests[0].Result != vocab.Negative || r.Tests[0].Valid != reason.Yes {
		t.Errorf("tests %+v", r.Tests)
	}
	if !v.NotBefore.Equal(now) || !v.Expires.IsZero() {
		t.Errorf("valid from %v to %v", v.NotBefore, v.Expires)
	}
}

func TestEveryDefectLeadsToItsReason(t *testing.T) {
	want := map[mint.Defect]reason.Reason{
		"missing-part":          reason.Incomplete,
		"odd-digits":            reason.MalformedCode,
		"foreign-digits":        reason.MalformedCode,
		"four-parts":            reason.MalformedJWS,
		"wrong-algorithm":       reason.WrongAlgorithm,
		"not-compressed":        reason.NotCompressed,
		"zlib":                  reason.MalformedPayload,
		"bom":                   reason.MalformedPayload,
		"bomb":                  reason.MalformedPayload,
		"milliseconds":          reason.MalformedPayload,
		"not-a-health-card":     reason.NotAHealthCard,
		"unreadable-bundle":     reason.CannotTell,
		"http-issuer":           reason.MalformedIssuer,
		"trailing-slash-issuer": reason.MalformedIssuer,
		"unknown-issuer":        reason.NoDirectory, // as there is no snapshot here
		"unknown-key":           reason.UnknownKey,
		"altered":               reason.BadSignature,
		"der-signature":         reason.BadSignature,
		"revoked":               reason.Revoked,
		"expired":               reason.Expired,
		"future":                reason.NotYetValid,
	}
	v := verifier(t, verify.Config{Trusted: []string{mint.TrainingISS}})
	for _, d := range mint.Defects() {
		if _, listed := want[d]; !listed {
			t.Errorf("no test holds what %q leads to", d)
		}
	}
	for d, r := range want {
		card := mintCard(t, d)
		text := card.Texts[0]
		if len(card.Texts) > 1 {
			text = card.JWS
		}
		got := v.Verify(text, now)
		if got.Reason != r || got.Genuine != r.Genuine() || got.Record != nil {
			t.Errorf("%s: %s, genuine %s, want %s", d, got.Reason, got.Genuine, r)
		}
	}
}

func TestTrainingCardsCountInTrainingOnly(t *testing.T) {
	text := mintCard(t, "").Texts[0]
	for _, c := range []struct {
		config verify.Config
		want   reason.Reason
	}{
		{verify.Config{}, reason.TestIssuer},
		{verify.Config{Training: true}, ""},
		{verify.Config{Trusted: []string{mint.TrainingISS}}, ""},
		{verify.Config{Trusted: []string{"https://issuer.example"}}, reason.TestIssuer},
	} {
		if got := verifier(t, c.config).Verify(text, now); got.Reason != c.want {
			t.Errorf("%+v: %s", c.config, got.Reason)
		}
	}
}

func TestNobodyKnowsTheStranger(t *testing.T) {
	stranger, err := mint.Stranger()
	if err != nil {
		t.Fatal(err)
	}
	s, err := mint.Parse([]byte(spec))
	if err != nil {
		t.Fatal(err)
	}
	card, err := stranger.Card(s, now)
	if err != nil {
		t.Fatal(err)
	}
	for want, training := range map[reason.Reason]bool{reason.UnknownIssuer: true, reason.NoDirectory: false} {
		if got := verifier(t, verify.Config{Training: training}).Verify(card.JWS, now); got.Reason != want || got.Issuer.ISS != mint.StrangerISS {
			t.Errorf("training %v: %s of %s, want %s", training, got.Reason, got.Issuer.ISS, want)
		}
	}
}

func TestSplitsLongCards(t *testing.T) {
	s, err := mint.Parse([]byte(spec))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		s.Doses = append(s.Doses[:min(len(s.Doses), 49)], mint.Dose{CVX: "207", Date: "2021-01-01", Lot: fmt.Sprintf("%x", i*7919*7919), Site: fmt.Sprintf("Site %x", i*104729*31)})
	}
	card, err := training(t).Card(s, now)
	if err != nil {
		t.Fatal(err)
	}
	if len(card.Texts) < 2 {
		t.Fatalf("%d characters in %d codes", len(card.JWS), len(card.Texts))
	}
	var parts shc.Parts
	var progress shc.Progress
	for _, text := range card.Texts {
		if len(text) > len("shc:/1/3/")+2*1191 {
			t.Errorf("a code of %d characters", len(text))
		}
		parts, progress = parts.Add(text, now)
	}
	if progress.JWS != card.JWS {
		t.Errorf("%s after all parts", progress.State)
	}
}

func TestTheTrainingKeyIsTheOneThatDesksKnow(t *testing.T) {
	jwks, err := training(t).JWKS()
	if err != nil {
		t.Fatal(err)
	}
	made, err := trust.ParseJWKS(mint.TrainingISS, "Training", jwks)
	if err != nil {
		t.Fatalf("%v: %s", err, jwks)
	}
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	key, err := d.Lookup(mint.TrainingISS, made.Keys[0].Kid)
	if err != nil || !key.Public.Equal(made.Keys[0].Public) {
		t.Errorf("the built-in issuer has another key: %v", err)
	}
	if strings.Contains(string(jwks), `"d"`) {
		t.Error("the key set gives the private key away")
	}
}

func TestMintsTheSameCardTwice(t *testing.T) {
	if a, b := mintCard(t, ""), mintCard(t, ""); a.JWS != b.JWS {
		t.Error("two cards of one specification differ")
	}
}

func TestRefusesWhatItCannotMint(t *testing.T) {
	for name, raw := range map[string]string{
		"no JSON":         `shc:/`,
		"misspelt field":  `{"birthdate":"1951-01-20","dose":[]}`,
		"two values":      `{}{}`,
		"birth date":      `{"birthDate":"20 January"}`,
		"dose date":       `{"doses":[{"cvx":"207","date":""}]}`,
		"cvx":             `{"doses":[{"cvx":"COVID","date":"2021-01-01"}]}`,
		"loinc":           `{"tests":[{"loinc":"94500","taken":"2021-01-01","result":"negative"}]}`,
		"result":          `{"tests":[{"loinc":"94500-6","taken":"2021-01-01","result":"fine"}]}`,
		"taken":           `{"tests":[{"loinc":"94500-6","taken":"today","result":"negative"}]}`,
		"nbf":             `{"nbf":"tomorrow"}`,
		"unknown defect":  `{"defect":"ugly"}`,
		"too many doses":  `{"doses":[` + strings.Repeat(`{"cvx":"207","date":"2021-01-01"},`, 50) + `{"cvx":"207","date":"2021-01-01"}]}`,
		"larger than all": `{"defect":"` + strings.Repeat("x", 64<<10) + `"}`,
	} {
		if _, err := mint.Parse([]byte(raw)); err == nil {
			t.Errorf("%s: minted", name)
		}
	}
}

func TestReadsMomentsInEveryForm(t *testing.T) {
	for raw, want := range map[string]string{
		`1622576398.924`:              "2021-06-01T19:39:58.924Z",
		`"2021-06-01T15:39:58-04:00"`: "2021-06-01T19:39:58Z",
		`"2021-06-01"`:                "2021-06-01T00:00:00Z",
	} {
		var m mint.Moment
		if err := json.Unmarshal([]byte(raw), &m); err != nil || m.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s: %v, %v", raw, m, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(spec))
	f.Add([]byte(`{"nbf":1e300,"exp":"2021-01-01","defect":"altered"}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := mint.Parse(raw)
		if err != nil {
			return
		}
		s.Defect = "" // the others are spoiled on purpose
		card, err := training(t).Card(s, now)
		if err != nil {
			t.Fatal(err)
		}
		u, err := shc.Parse(card.JWS)
		if err != nil {
			return // dates may lie beyond those of cards
		}
		if _, err := u.Verify(training(t).Key.Public().(*ecdsa.PublicKey)); err != nil {
			t.Error("a minted card is not signed")
		}
	})
}
