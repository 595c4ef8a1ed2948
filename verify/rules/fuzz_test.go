package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"passdesk/assets"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// FuzzRead reads the files of packs: whatever stands in one, it is refused in
// one sentence, or decides without yes on an empty card.
func FuzzRead(f *testing.F) {
	files, err := fs.Glob(assets.Rules, "rules/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(assets.Rules, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Shipped().Read("fuzz.yaml", []byte(text))
		if err == nil {
			if d := decide(p, noon("2021-10-20"), verify.Verdict{Genuine: reason.Yes, Record: &fhir.Record{}}); d.Outcome == reason.Accepted {
				t.Error("an empty card is enough")
			}
			return
		}
		var source *SourceError
		var example *ExampleError
		if !errors.As(err, &source) && !errors.As(err, &example) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%T: %q", err, err)
		}
	})
}

func decide(p *Pack, at time.Time, cards ...verify.Verdict) Decision {
	return (&Policy{Packs: []*Pack{p}}).Decide(cards, at)
}

// deal makes a card of some person out of random numbers, and a moment.
func deal(rnd *rand.Rand) (*fhir.Record, time.Time) {
	pick := func(all ...string) string { return all[rnd.IntN(len(all))] }
	day := func() time.Time { return noon("2021-01-01").AddDate(0, 0, rnd.IntN(500)) }
	r := &fhir.Record{}
	r.Holder.BirthDate, _ = fhir.ParseWhen(pick("1950-03-01", "1980-02-29", "2004-06", "2009", "2012-01-15", "2018-07-07", ""))
	for range rnd.IntN(5) {
		code := pick("207", "208", "208", "210", "211", "212", "213", "217", "218", "219", "228", "500", "505", "510", "312", "03", "94", "140", "nobody-knows")
		date := day().Format(pick("2006-01-02", "2006-01-02", "2006-01-02", "2006-01-02", "2006-01", "2006", "@"))
		d, err := exampleDose(phrase{text: code + "@" + strings.Trim(date, "@")})
		if err != nil {
			panic(err)
		}
		r.Doses = append(r.Doses, d)
	}
	for range rnd.IntN(3) {
		x := fhir.Test{
			Kind: vocab.Kind(pick("naat", "antigen", "antibody", "")), Result: vocab.Meaning(pick("negative", "negative", "positive", "")),
			Valid: []reason.Answer{reason.Yes, reason.Yes, reason.No, reason.Unknown}[rnd.IntN(4)], Code: fhir.Coding{Code: fmt.Sprint(rnd.IntN(3))},
		}
		x.Taken = fhir.When{Time: day().Add(time.Duration(rnd.IntN(86400)) * time.Second), Precision: fhir.Clock}
		if rnd.IntN(3) == 0 {
			x.Taken = dateOf(x.Taken.Time).when()
		}
		r.Tests = append(r.Tests, x)
	}
	at := noon("2021-02-01").AddDate(0, 0, rnd.IntN(600)).Add(time.Duration(rnd.IntN(40000)) * time.Second)
	return r, at.In(time.FixedZone("", 3600*(rnd.IntN(20)-10)))
}

// FuzzDecide holds every pack that ships against cards of all kinds.
func FuzzDecide(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	packs := Shipped().Packs()
	f.Fuzz(func(t *testing.T, seed uint64) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		record, at := deal(rnd)
		for _, p := range packs {
			d := decide(p, at, verify.Verdict{Genuine: reason.Yes, Record: record})
			if d.Message == "" || d.Status == "" {
				t.Errorf("%s: no words: %+v", p.ID, d)
			}
			holdsInAnyOrder(t, p, record, at, d, rnd)
			holdsWithOneMore(t, p, record, at, d, rnd)
			flipsWhenItSays(t, p, record, at, d)
			if len(record.Doses)+len(record.Tests) == 0 && d.Outcome == reason.Accepted {
				t.Errorf("%s: an empty card is enough", p.ID)
			}
		}
	})
}

// holdsInAnyOrder deals the same facts to two cards, in another order.
func holdsInAnyOrder(t *testing.T, p *Pack, r *fhir.Record, at time.Time, d Decision, rnd *rand.Rand) {
	t.Helper()
	one, two := &fhir.Record{Holder: r.Holder}, &fhir.Record{Holder: r.Holder}
	for _, i := range rnd.Perm(len(r.Doses)) {
		to := []*fhir.Record{one, two}[rnd.IntN(2)]
		to.Doses = append(to.Doses, r.Doses[i])
	}
	for _, i := range rnd.Perm(len(r.Tests)) {
		to := []*fhir.Record{one, two}[rnd.IntN(2)]
		to.Tests = append(to.Tests, r.Tests[i])
	}
	again := decide(p, at, verify.Verdict{Genuine: reason.Yes, Record: one}, verify.Verdict{Genuine: reason.Yes, Record: two})
	if again.Outcome != d.Outcome || again.Reason != d.Reason || !again.From.Equal(d.From) || !again.Until.Equal(d.Until) || again.Status != d.Status {
		t.Errorf("%s at %s: the order matters: %s %s and %s %s of %v", p.ID, at, d.Outcome, d.Reason, again.Outcome, again.Reason, r)
	}
}

// holdsWithOneMore gives one more dose: if that one counts, it never turns a
// yes into a no.
func holdsWithOneMore(t *testing.T, p *Pack, r *fhir.Record, at time.Time, d Decision, rnd *rand.Rand) {
	t.Helper()
	if d.Outcome != reason.Accepted {
		return
	}
	more, _ := deal(rnd)
	for _, dose := range more.Doses {
		with := *r
		with.Doses = append([]fhir.Dose{dose}, r.Doses...)
		again := decide(p, at, verify.Verdict{Genuine: reason.Yes, Record: &with})
		if again.Outcome == reason.NotAccepted && counts(again, dose) {
			t.Errorf("%s at %s: %s@%s turns yes into %s of %v", p.ID, at, dose.Code.Code, dose.Date, again.Reason, r.Doses)
		}
	}
}

func counts(d Decision, one fhir.Dose) bool {
	for _, dose := range d.Doses {
		if dose.Code == one.Code && dose.Date.Equal(one.Date) {
			return dose.Counts == reason.Yes
		}
	}
	return false
}

// flipsWhenItSays decides again about the day or the moment that an answer
// names as its turn.
func flipsWhenItSays(t *testing.T, p *Pack, r *fhir.Record, at time.Time, d Decision) {
	t.Helper()
	yes := func(when time.Time) bool {
		return decide(p, when, verify.Verdict{Genuine: reason.Yes, Record: r}).Outcome == reason.Accepted
	}
	first, after := turn(d.From, at), turn(d.Until, at)
	if d.Until.Precision == fhir.Day {
		after = after.AddDate(0, 0, 1)
	} else {
		after = after.Add(time.Second)
	}
	if !d.From.IsZero() && (d.Outcome == reason.Accepted || !yes(first) || yes(first.Add(-time.Second))) {
		t.Errorf("%s at %s: does not turn from %s of %v", p.ID, at, d.From, r)
	}
	if !d.Until.IsZero() && (d.Outcome != reason.Accepted || yes(after) || !yes(after.Add(-time.Second))) {
		t.Errorf("%s at %s: does not turn after %s of %v", p.ID, at, d.Until, r)
	}
}

// turn is the moment of a When: its midnight at the desk, for a date.
func turn(w fhir.When, at time.Time) time.Time {
	if w.Precision == fhir.Day {
		return dateOf(w.Time).start(at.Location())
	}
	return w.Time.In(at.Location())
}
