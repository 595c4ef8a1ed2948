package rules_test

import (
	"regexp"
	"testing"

	"passdesk/verify/rules"
)

// Whatever changes the rule changes its version, also below it.
func TestAVersionTellsARuleFromAnotherOfTheSameName(t *testing.T) {
	site := func(text string) string {
		p, err := rules.Shipped().Read("site.yaml", []byte(text))
		if p == nil {
			t.Fatal(err)
		}
		return p.Version()
	}
	const about = "id: site-rule\ntitle: Ours\nauthority: Us\nsources: [https://us.example]\n" +
		"tests:\n  - {name: a dose, at: 2021-10-20, doses: [208@2021-10-01], expect: yes}\n"
	const base = about + "extends: any-genuine-record\n"
	seen := map[string]string{}
	for _, text := range []string{base, base + "notes: [Changed]\n", about + "extends: nys-full-2021-10\n"} {
		v := site(text)
		if before, again := seen[v]; again || !regexp.MustCompile(`^[0-9a-f]{8}$`).MatchString(v) {
			t.Errorf("version %q of\n%sis also that of\n%s", v, text, before)
		}
		seen[v] = text
		if site(text) != v {
			t.Errorf("the version of\n%schanges by itself", text)
		}
	}
	p, err := rules.NewPolicy("any-genuine-record", "nys-full-2021-10")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Versions(), p.Packs[0].Version()+"+"+p.Packs[1].Version(); got != want {
		t.Errorf("versions %q, want %q", got, want)
	}
}
