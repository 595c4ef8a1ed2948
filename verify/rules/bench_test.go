package rules

import (
	"io/fs"
	"testing"

	"passdesk/assets"
	"passdesk/verify"
	"passdesk/verify/fhir"
)

// BenchmarkDecide decides about one card of three doses and a test, by each
// pack that ships: the goal is 30 microseconds.
func BenchmarkDecide(b *testing.B) {
	card := genuine(b, shot{"pfizer", "2021-01-01"}, shot{"pfizer", "2021-02-01"}, shot{"pfizer", "2021-09-01"})
	for i, d := range []string{"208@2021-01-01", "208@2021-02-01", "208@2021-09-01"} {
		card.Record.Doses[i], _ = exampleDose(phrase{text: d})
	}
	card.Record.Holder.BirthDate = fhir.Date(1980, 1, 2)
	x, err := exampleTest(phrase{text: "naat@2021-10-19T09:00:00Z=negative"})
	if err != nil {
		b.Fatal(err)
	}
	card.Record.Tests = []fhir.Test{x}
	for _, p := range Shipped().Packs() {
		policy := &Policy{Packs: []*Pack{p}}
		if err := policy.Prepare(); err != nil {
			b.Fatal(err)
		}
		b.Run(p.ID, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				policy.Decide([]verify.Verdict{card}, noon("2021-10-20"))
			}
		})
	}
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
