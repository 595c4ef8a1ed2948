package rules

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// shot is a dose in a test: a product family and a FHIR date.
type shot struct{ product, date string }

func (d shot) fhir(t testing.TB) fhir.Dose {
	t.Helper()
	known := d.product != "?"
	out := fhir.Dose{
		Code: fhir.Coding{System: vocab.CVX, Code: d.product}, Known: known, Valid: reason.Yes,
		Vaccine: vocab.Vaccine{Product: d.product, Groups: []vocab.Group{vocab.COVID19}},
	}
	if d.date == "" {
		out.Valid, out.Why = reason.Unknown, fhir.NoDate
		return out
	}
	when, err := fhir.ParseWhen(d.date)
	if err != nil {
		t.Fatal(err)
	}
	out.Date = when
	return out
}

func genuine(t testing.TB, doses ...shot) verify.Verdict {
	t.Helper()
	r := &fhir.Record{}
	for _, d := range doses {
		r.Doses = append(r.Doses, d.fhir(t))
	}
	return verify.Verdict{Genuine: reason.Yes, Record: r}
}

func policy(t testing.TB, ids ...string) *Policy {
	t.Helper()
	p, err := NewPolicy(ids...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func noon(date string) time.Time {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return day.Add(12 * time.Hour)
}

func TestFullyVaccinatedInNewYork(t *testing.T) {
	const id = "nys-full-2021-10"
	step := func(s string) reason.Reason { return reason.Step(id, s) }
	for _, c := range []struct {
		name  string
		doses []shot
		day   string
		want  reason.Reason
		from  string
	}{
		{"two doses of one product", []shot{{"pfizer", "2021-09-01"}, {"pfizer", "2021-09-22"}}, "2021-10-20", "", ""},
		{"day 14 is the first good day", []shot{{"moderna", "2021-09-01"}, {"moderna", "2021-10-01"}}, "2021-10-15", "", ""},
		{"day 13 is not", []shot{{"moderna", "2021-09-01"}, {"moderna", "2021-10-01"}}, "2021-10-14", step("fourteen-days"), "2021-10-15"},
		{"one Janssen dose is a series", []shot{{"janssen", "2021-04-01"}}, "2021-10-20", "", ""},
		{"one Janssen dose waits too", []shot{{"janssen", "2021-10-10"}}, "2021-10-20", step("fourteen-days"), "2021-10-24"},
		{"mixed products 17 days apart", []shot{{"astrazeneca", "2021-08-01"}, {"pfizer", "2021-08-18"}}, "2021-10-20", "", ""},
		{"16 days apart are too few", []shot{{"astrazeneca", "2021-08-01"}, {"pfizer", "2021-08-17"}}, "2021-10-20", step("series-complete"), ""},
		{"a third dose mends a short interval", []shot{{"pfizer", "2021-08-01"}, {"pfizer", "2021-08-10"}, {"pfizer", "2021-09-01"}}, "2021-10-20", "", ""},
		{"one dose of two", []shot{{"pfizer", "2021-09-01"}}, "2021-10-20", step("series-complete"), ""},
		{"a booster never starts the wait anew", []shot{{"pfizer", "2021-01-01"}, {"pfizer", "2021-02-01"}, {"pfizer", "2021-10-19"}}, "2021-10-20", "", ""},
		{"a product nobody accepted", []shot{{"sputnik-v", "2021-01-01"}, {"sputnik-v", "2021-02-01"}}, "2021-10-20", step("has-accepted-vaccine"), ""},
		{"listed by the WHO only later", []shot{{"covaxin", "2021-01-01"}, {"covaxin", "2021-02-01"}}, "2021-10-20", step("has-accepted-vaccine"), ""},
		{"an empty card", nil, "2021-10-20", step("has-accepted-vaccine"), ""},
		{"unknown product only", []shot{{"?", "2021-01-01"}}, "2021-10-20", reason.CannotTell, ""},
		{"unspecified vaccine could be the second dose", []shot{{"pfizer", "2021-01-01"}, {"", "2021-02-01"}}, "2021-10-20", reason.CannotTell, ""},
		{"a month is not a date", []shot{{"pfizer", "2021-01"}, {"pfizer", "2021-02-20"}}, "2021-10-20", reason.CannotTell, ""},
		{"a dose without a date may complete the series", []shot{{"pfizer", "2021-01-02"}, {"pfizer", ""}}, "2021-10-20", reason.CannotTell, ""},
		{"a lone dose with half a date stays one dose", []shot{{"pfizer", "2021-01"}}, "2021-10-20", step("series-complete"), ""},
		{"an unknown dose never spoils a complete series", []shot{{"pfizer", "2021-01-01"}, {"pfizer", "2021-02-01"}, {"?", "2021-03-01"}}, "2021-10-20", "", ""},
		{"a dose of tomorrow", []shot{{"pfizer", "2021-01-01"}, {"pfizer", "2021-10-21"}}, "2021-10-20", step("series-complete"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := policy(t, id).Decide([]verify.Verdict{genuine(t, c.doses...)}, noon(c.day))
			if d.Reason != c.want || d.From.String() != c.from {
				t.Errorf("got %q from %q, want %q from %q", d.Reason, d.From, c.want, c.from)
			}
			wantOutcome := c.want.Outcome()
			if c.want == "" {
				wantOutcome = reason.Accepted
			}
			if d.Outcome != wantOutcome {
				t.Errorf("outcome %q, want %q", d.Outcome, wantOutcome)
			}
			if d.Message == "" || d.Status == "" {
				t.Error("no words for the person at the desk")
			}
		})
	}
}

func TestEachDoseSaysWhetherItCounted(t *testing.T) {
	card := genuine(t, shot{"pfizer", "2021-01-01"}, shot{"sputnik-v", "2021-02-01"}, shot{"?", "2021-03-01"}, shot{"pfizer", "2021-04"}, shot{"pfizer", "2022-01-01"})
	d := policy(t, "nys-full-2021-10").Decide([]verify.Verdict{card}, noon("2021-10-20"))
	want := map[string]Why{
		"2021-01-01": Counted, "2021-02-01": ProductNotAccepted, "2021-03-01": UnknownProduct,
		"2021-04": PartialDate, "2022-01-01": InTheFuture,
	}
	for _, dose := range d.Doses {
		if why := want[dose.Date.String()]; dose.Why != why || (dose.Counts == reason.Yes) != (why == Counted) {
			t.Errorf("dose of %s: counts %s, why %q, want %q", dose.Date, dose.Counts, dose.Why, why)
		}
	}
}

func TestAnyGenuineRecord(t *testing.T) {
	p := policy(t, "any-genuine-record")
	for _, c := range []struct {
		name  string
		doses []shot
		want  reason.Outcome
	}{
		{"one dose of anything", []shot{{"?", "2019-05-05"}}, reason.Accepted},
		{"no dose", nil, reason.NotAccepted},
		{"only a dose of tomorrow", []shot{{"pfizer", "2021-10-21"}}, reason.NotAccepted},
		{"only a dose without a date", []shot{{"pfizer", ""}}, reason.Unverified},
	} {
		if d := p.Decide([]verify.Verdict{genuine(t, c.doses...)}, noon("2021-10-20")); d.Outcome != c.want {
			t.Errorf("%s: %s, want %s", c.name, d.Outcome, c.want)
		}
	}
}

func TestACardThatIsNotGenuineDecidesTheAnswer(t *testing.T) {
	good := genuine(t, shot{"janssen", "2021-01-01"})
	for _, why := range reason.All() {
		bad := verify.Verdict{Genuine: why.Genuine(), Reason: why, Message: "m"}
		d := policy(t, "any-genuine-record").Decide([]verify.Verdict{good, bad}, noon("2021-10-20"))
		if d.Outcome != why.Outcome() || d.Reason != why || len(d.Doses) > 0 {
			t.Errorf("%s: got %s %s with %d doses", why, d.Outcome, d.Reason, len(d.Doses))
		}
	}
}

func TestTheZeroVerdictAdmitsNobody(t *testing.T) {
	for _, cards := range [][]verify.Verdict{nil, {{}}, {{Genuine: reason.Yes}}, {{Record: &fhir.Record{}}}} {
		if d := policy(t, "any-genuine-record").Decide(cards, noon("2021-10-20")); d.Outcome == reason.Accepted || d.Outcome == "" {
			t.Errorf("%v: outcome %q", cards, d.Outcome)
		}
	}
	if d := (&Policy{}).Decide([]verify.Verdict{genuine(t, shot{"janssen", "2021-01-01"})}, noon("2021-10-20")); d.Outcome != reason.Unverified {
		t.Errorf("without rules: %q", d.Outcome)
	}
}

func TestAnyPackAdmits(t *testing.T) {
	old := genuine(t, shot{"pfizer", "2021-10-19"})
	d := policy(t, "nys-full-2021-10", "any-genuine-record").Decide([]verify.Verdict{old}, noon("2021-10-20"))
	if d.Outcome != reason.Accepted || d.Pack != "any-genuine-record" {
		t.Errorf("%s by %s", d.Outcome, d.Pack)
	}
}

func TestEqualDosesOfTwoCardsCountOnce(t *testing.T) {
	one, two := genuine(t, shot{"pfizer", "2021-01-01"}), genuine(t, shot{"pfizer", "2021-01-01"})
	two.Record.Doses[0].Code = fhir.Coding{System: vocab.SNOMED, Code: "28581000087106"}
	d := policy(t, "nys-full-2021-10").Decide([]verify.Verdict{one, two}, noon("2021-10-20"))
	if len(d.Doses) != 1 || d.Reason != "nys-full-2021-10/series-complete" {
		t.Errorf("%d doses, %s", len(d.Doses), d.Reason)
	}
}

// The desk's zone decides what day it is: just before midnight in New York
// the fourteenth day has not come, though it has in London.
func TestTheDesksZoneDecidesTheDay(t *testing.T) {
	card := []verify.Verdict{genuine(t, shot{"janssen", "2021-10-01"})}
	at := time.Date(2021, 10, 15, 2, 0, 0, 0, time.UTC)
	p := policy(t, "nys-full-2021-10")
	if d := p.Decide(card, at); d.Outcome != reason.Accepted {
		t.Errorf("in London: %s", d.Outcome)
	}
	if d := p.Decide(card, at.In(time.FixedZone("EDT", -4*3600))); d.Outcome != reason.NotAccepted {
		t.Errorf("in New York: %s", d.Outcome)
	}
}

// Random cards: the order of doses and cards never matters, a further dose
// never turns yes into no, and the flip date printed is the day it flips.
func TestPropertiesOfRandomCards(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	products := []string{"pfizer", "moderna", "janssen", "astrazeneca", "sputnik-v", "?", ""}
	p := policy(t, "nys-full-2021-10")
	for range 3000 {
		var doses []shot
		for range rnd.IntN(5) {
			day := noon("2021-08-01").AddDate(0, 0, rnd.IntN(90))
			doses = append(doses, shot{products[rnd.IntN(len(products))], day.Format(time.DateOnly)})
		}
		at := noon("2021-10-20")
		d := p.Decide([]verify.Verdict{genuine(t, doses...)}, at)
		shuffled := slices.Clone(doses)
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		cut := rnd.IntN(len(shuffled) + 1)
		apart := p.Decide([]verify.Verdict{genuine(t, shuffled[:cut]...), genuine(t, shuffled[cut:]...)}, at)
		if apart.Outcome != d.Outcome || apart.Reason != d.Reason || apart.From != d.From {
			t.Fatalf("%v: the order matters: %v and %v", doses, d, apart)
		}
		more := p.Decide([]verify.Verdict{genuine(t, append(doses, shot{"moderna", "2021-09-15"})...)}, at)
		if d.Outcome == reason.Accepted && more.Outcome != reason.Accepted {
			t.Fatalf("%v: one dose more turns yes into %s", doses, more.Reason)
		}
		if d.Outcome == reason.NotAccepted && !d.From.IsZero() {
			flips := d.From.Time.Add(12 * time.Hour)
			before := p.Decide([]verify.Verdict{genuine(t, doses...)}, flips.AddDate(0, 0, -1))
			after := p.Decide([]verify.Verdict{genuine(t, doses...)}, flips)
			if before.Outcome == reason.Accepted || after.Outcome != reason.Accepted {
				t.Fatalf("%v: flips on %s? %s the day before, %s on it", doses, d.From, before.Outcome, after.Outcome)
			}
		}
	}
}

func TestAcceptedProductsAgreeWithTheTables(t *testing.T) {
	want := vocab.Shipped().Accepted(noon("2021-10-15"))
	p, err := Shipped().Pack("nys-full-2021-10")
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Sorted(slices.Values(p.source.params[0].Value.([]string)))
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the pack accepts %v, the tables %v", got, want)
	}
}

func TestAnUnknownPackIsRefused(t *testing.T) {
	if _, err := NewPolicy("nys-full-2021-10", "nowhere"); err == nil {
		t.Error("an unknown id was taken")
	}
	if _, err := NewPolicy(); err == nil {
		t.Error("no packs at all were taken")
	}
}
