package rules

import (
	"testing"
)

// leastExamples is how many examples a pack that ships has at least.
const leastExamples = 12

func TestEveryShippedPackHoldsItsOwnTests(t *testing.T) {
	for _, p := range Shipped().Packs() {
		if err := p.Prepare(); err != nil {
			t.Error(err)
			continue
		}
		all := p.Examples()
		for _, e := range all {
			if e.Failure != "" {
				t.Errorf("%s:%d: %q: %s", p.File, e.Line, e.Name, e.Failure)
			}
		}
		if len(all) < leastExamples {
			t.Errorf("%s has %d tests, %d are the least", p.ID, len(all), leastExamples)
		}
		if len(p.Sources) == 0 && p.Authority != "Passdesk" {
			t.Errorf("%s names no source", p.ID)
		}
	}
}
