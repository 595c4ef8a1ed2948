package rules

import (
	"io/fs"
	"testing"

	"passdesk/assets"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

// BenchmarkDecide decides about two cards by each pack that ships: the goal is
// 30 microseconds. One has three doses and a test of yesterday; what is on the
// other comes too soon or is too old, so that all ways are asked.
func BenchmarkDecide(b *testing.B) {
	cards := []struct {
		name string
		card verify.Verdict
	}{
		{"good", example(b, "naat@2021-10-19T09:00:00Z=negative", "208@2021-01-01", "208@2021-02-01", "208@2021-09-01")},
		{"poor", example(b, "antigen@2021-10-10T09:00:00Z=negative", "208@2021-10-01", "208@2021-10-10", "03@2011-09-01")},
	}
	for _, p := range Shipped().Packs() {
		policy := &Policy{Packs: []*Pack{p}}
		if err := policy.Prepare(); err != nil {
			b.Fatal(err)
		}
		for _, c := range cards {
			b.Run(p.ID+"/"+c.name, func(b *testing.B) {
				at, cards := noon("2021-10-20"), []verify.Verdict{c.card}
				b.ReportAllocs()
				for b.Loop() {
					policy.Decide(cards, at)
				}
			})
		}
	}
}

// example makes a genuine card as the tests of packs write its facts.
func example(b *testing.B, test string, doses ...string) verify.Verdict {
	b.Helper()
	r := &fhir.Record{Holder: fhir.Holder{BirthDate: fhir.Date(1980, 1, 2)}}
	for _, text := range doses {
		d, err := exampleDose(phrase{text: text})
		if err != nil {
			b.Fatal(err)
		}
		r.Doses = append(r.Doses, d)
	}
	x, err := exampleTest(phrase{text: test})
	if err != nil {
		b.Fatal(err)
	}
	r.Tests = []fhir.Test{x}
	return verify.Verdict{Genuine: reason.Yes, Record: r}
}

// BenchmarkLoad reads and compiles all packs that ship, and runs their tests:
// the goal is 300 milliseconds.
func BenchmarkLoad(b *testing.B) {
	files, err := fs.Sub(assets.Rules, "rules")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, p := range (&Library{}).add(files).Packs() {
			if err := p.Check(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
