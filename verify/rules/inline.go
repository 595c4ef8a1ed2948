package rules

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/vocab"
)

// testSource is an example inside a pack: a card, a day, and the answer.
type testSource struct {
	name         string
	at           phrase // a date, at noon in UTC, or an RFC 3339 time
	born         phrase // a FHIR date
	doses, tests []phrase
	expect       phrase // yes, no, cannot tell
	step         phrase // that fails
	from, until  phrase // or none
	status       phrase
	counts       []phrase // yes, no or unknown for each dose, by date
}

func readTest(d *decoder, n *yaml.Node) testSource {
	var t testSource
	var s source
	d.mapping(n, "a test", map[string]func(*yaml.Node){
		"name": d.text(&t.name), "at": d.into(&t.at), "born": d.into(&t.born),
		"doses": s.phrases(d, &t.doses, "doses"), "tests": s.phrases(d, &t.tests, "tests"),
		"expect": d.into(&t.expect), "step": d.into(&t.step), "from": d.into(&t.from), "until": d.into(&t.until),
		"status": d.into(&t.status), "counts": s.phrases(d, &t.counts, "counts"),
	})
	switch {
	case t.name == "":
		d.fail(d.place(n), "the test has no name")
	case t.at.text == "":
		d.fail(d.place(n), "the test does not say at which time")
	case !slices.Contains([]string{"yes", "no", "cannot tell"}, t.expect.text):
		d.fail(d.place(n), "the test expects yes, no or cannot tell, not %q", short(t.expect.text))
	case t.step.text != "" && t.expect.text != "no":
		d.fail(t.step.at, "only a no names a step")
	}
	t.check(d)
	return t
}

// check finds what cannot be read in a test before it is run.
func (t *testSource) check(d *decoder) {
	if _, err := t.time(); err != nil {
		d.fail(t.at.at, "%v", err)
	}
	if _, err := t.card(); err != nil {
		var wrong *testError
		if errors.As(err, &wrong) {
			d.fail(wrong.at, "%s", wrong.text)
		}
	}
	for _, c := range t.counts {
		if !slices.Contains([]string{"yes", "no", "unknown"}, c.text) {
			d.fail(c.at, "a dose counts yes, no or unknown, not %q", short(c.text))
		}
	}
}

// testError is what cannot be read in a test.
type testError struct {
	at   at
	text string
}

// Error gives the sentence.
func (e *testError) Error() string { return e.text }

func (t *testSource) time() (time.Time, error) {
	if day, err := parseDate(t.at.text); err == nil {
		return day.midnight().Add(12 * time.Hour), nil
	}
	at, err := time.Parse(time.RFC3339, t.at.text)
	if err != nil {
		return at, errors.New("a test is at a date like 2021-10-20 or a time like 2021-10-20T09:00:00-04:00")
	}
	_, offset := at.Zone()
	return at.In(time.FixedZone("", offset)), nil
}

// card is the card of the test, as a genuine one is read.
func (t *testSource) card() (verify.Verdict, error) {
	record := &fhir.Record{}
	if t.born.text != "" {
		born, err := fhir.ParseWhen(t.born.text)
		if err != nil {
			return verify.Verdict{}, &testError{t.born.at, "a birth date is YYYY, YYYY-MM or YYYY-MM-DD"}
		}
		record.Holder.BirthDate = born
	}
	for _, p := range t.doses {
		d, err := exampleDose(p)
		if err != nil {
			return verify.Verdict{}, err
		}
		record.Doses = append(record.Doses, d)
	}
	for _, p := range t.tests {
		x, err := exampleTest(p)
		if err != nil {
			return verify.Verdict{}, err
		}
		record.Tests = append(record.Tests, x)
	}
	return verify.Verdict{Genuine: reason.Yes, Record: record}, nil
}

// exampleDose reads CODE@DATE: a CVX code, or SYSTEM:CODE of another system.
// Without a date nothing stands behind the @.
func exampleDose(p phrase) (fhir.Dose, error) {
	text, flag, _ := strings.Cut(p.text, " ")
	code, day, found := strings.Cut(text, "@")
	if !found || code == "" {
		return fhir.Dose{}, &testError{p.at, "a dose is CODE@DATE, like 208@2021-09-01"}
	}
	d := fhir.Dose{Code: fhir.Coding{System: vocab.CVX, Code: code}, Valid: reason.Yes}
	if system, rest, ok := strings.Cut(code, ":"); ok {
		systems := map[string]string{"cvx": vocab.CVX, "snomed": vocab.SNOMED, "icd11": vocab.ICD11, "air": vocab.AIR, "eu-dcc": vocab.EUDCC}
		d.Code = fhir.Coding{System: systems[system], Code: rest}
	}
	d.Vaccine, d.Known = vocab.Shipped().Vaccine(d.Code.System, d.Code.Code)
	if day == "" {
		d.Valid, d.Why = reason.Unknown, fhir.NoDate
	} else if when, err := fhir.ParseWhen(day); err == nil {
		d.Date = when
	} else {
		return fhir.Dose{}, &testError{p.at, "the date of a dose is YYYY, YYYY-MM or YYYY-MM-DD"}
	}
	switch flag {
	case "":
	case string(fhir.NotCompleted), string(fhir.Subpotent), string(fhir.OtherPatient):
		d.Valid, d.Why = reason.No, fhir.Objection(flag)
	default:
		return fhir.Dose{}, &testError{p.at, "behind a dose may stand not-completed, subpotent or other-patient"}
	}
	return d, nil
}

// exampleTest reads CODE@TIME=RESULT: a LOINC code, or the kind of test.
func exampleTest(p phrase) (fhir.Test, error) {
	code, rest, _ := strings.Cut(p.text, "@")
	taken, result, found := strings.Cut(rest, "=")
	when, err := fhir.ParseWhen(taken)
	if !found || taken != "" && err != nil {
		return fhir.Test{}, &testError{p.at, "a test is CODE@TIME=RESULT, like naat@2021-10-20T09:00:00-04:00=negative"}
	}
	t := fhir.Test{
		Taken: when, Code: fhir.Coding{System: vocab.LOINC, Code: code}, Result: vocab.Meaning(result), Valid: reason.Yes,
	}
	switch kind := vocab.Kind(code); kind {
	case vocab.NAAT, vocab.Antigen, vocab.Antibody, vocab.Other:
		t.Kind = kind
	default:
		known, _ := vocab.Shipped().Test(vocab.LOINC, code)
		t.Kind, t.Name = known.Kind, known.Name
	}
	meanings := []vocab.Meaning{"", vocab.Negative, vocab.Positive, vocab.Inconclusive, vocab.InvalidTest, vocab.OtherResult}
	if !slices.Contains(meanings, t.Result) {
		return fhir.Test{}, &testError{p.at, "a result is negative, positive, inconclusive, invalid, other, or nothing"}
	}
	return t, nil
}

// Example is what came of one of a pack's own tests.
type Example struct {
	Name    string
	Line    int
	Expect  string
	Failure string // a sentence that says what differed; empty where nothing did
}

// Examples runs the pack's own tests.
func (p *Pack) Examples() []Example {
	all := make([]Example, len(p.source.tests))
	for i, t := range p.source.tests {
		all[i] = Example{Name: t.name, Line: t.expect.at.line, Expect: t.expect.text, Failure: t.run(p)}
	}
	return all
}

// none is how a test says that no day is named.
const none = "none"

// run decides the test's card and says what differs from what it expects.
func (t *testSource) run(p *Pack) string {
	at, _ := t.time() // both were read before, see check
	card, _ := t.card()
	d := (&Policy{Packs: []*Pack{p}}).Decide([]verify.Verdict{card}, at)
	answers := map[reason.Outcome]string{reason.Accepted: "yes", reason.NotAccepted: "no", reason.Unverified: "cannot tell"}
	_, failed, _ := strings.Cut(string(d.Reason), "/")
	for _, c := range []struct{ what, want, got string }{
		{"the answer", t.expect.text, answers[d.Outcome]},
		{"the step", t.step.text, failed},
		{"from", t.from.text, cmp.Or(d.From.String(), none)},
		{"until", t.until.text, cmp.Or(d.Until.String(), none)},
		{"the status", t.status.text, d.Status},
	} {
		if c.got != c.want && (c.want != "" || c.what == "the answer") {
			return fmt.Sprintf("%s is %q, not %q%s", c.what, c.got, c.want, because(d))
		}
	}
	if d.Message == "" || d.Status == "" {
		return "there are no words for the person at the desk: message " + fmt.Sprintf("%q, status %q", d.Message, d.Status)
	}
	return t.marks(d)
}

func because(d Decision) string {
	if d.Outcome == reason.Accepted {
		return ""
	}
	return fmt.Sprintf(" (%s: %s)", d.Reason, d.Message)
}

func (t *testSource) marks(d Decision) string {
	if len(t.counts) == 0 {
		return ""
	}
	var want, got []string
	for _, c := range t.counts {
		want = append(want, c.text)
	}
	for _, dose := range d.Doses {
		got = append(got, dose.Counts.String())
	}
	if slices.Equal(want, got) {
		return ""
	}
	return fmt.Sprintf("the doses count %s, not %s", strings.Join(got, " "), strings.Join(want, " "))
}
