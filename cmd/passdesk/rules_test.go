//go:build cgo

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/rules"
)

// defaultRule is what a new desk goes by.
const defaultRule = "nys-full-2021-10"

// ruleChoices gives the places that rules can be chosen by, and the packs of
// the place that a new desk shows.
func ruleChoices() (places, packs []string) {
	place := ""
	for _, p := range rules.Shipped().Packs() {
		if p.ID == defaultRule {
			place = p.Place
		}
	}
	for _, p := range rules.Shipped().Packs() {
		if !slices.Contains(places, p.Place) {
			places = append(places, p.Place)
		}
		if p.Place == place {
			packs = append(packs, p.ID)
		}
	}
	return places, packs
}

// A rule is put into words, one of its values is counted up and put in force,
// by keys alone.
func TestARuleIsEditedInTheWindow(t *testing.T) {
	w := newDesk(t)
	w.setUp(func(*settings.Settings) {})
	w.run("--camera", filepath.Join(t.TempDir(), "none.avi"))
	w.awaitTitle("Passdesk – Front desk")
	w.turn("Passdesk – Settings", "ctrl+comma")
	places, packs := ruleChoices()
	w.section(ofRules)
	w.forth(len(places) + 2*slices.Index(packs, defaultRule) + 1)
	w.key("Return") // in words
	const products, number = 9, 3
	w.forth(products + 2*number)
	w.key("Return") // one day of waiting more
	w.forth(1)
	w.key("Return") // in force
	w.eventually("the value in the settings", func() bool { return len(w.set().Edits) > 0 })
	w.end()
	w.keeps(`rule-values = ["nys-full-2021-10.waitingDays = 15"]`)
}

// A value of the site is in force, in the log and in the settings file, and is
// again after a restart.
func TestAnEditedRuleIsLoggedAndSurvivesARestart(t *testing.T) {
	paths := pathsIn(t)
	paths.Settings = filepath.Join(filepath.Dir(paths.Log), "settings.toml")
	d, _ := told(t, flags{}, paths, settings.Default())
	own := d.state.About
	set := d.state.Setup.Set
	set.SetEdits("nys-full-2021-10", settings.Edit{Pack: "nys-full-2021-10", Param: "waitingDays", Value: "28"})
	if err := d.office.change(set); err != nil {
		t.Fatal(err)
	}
	outfit, err := d.office.refit()
	if err != nil {
		t.Fatal(err)
	}
	changed, entries := d.state.Act(desk.Changed{Set: outfit.Set, About: outfit.About}, time.Now())
	const want = "nys-full-2021-10(waitingDays=28)"
	if len(entries) != 1 || entries[0].Policy != want || entries[0].Versions == own.Versions || entries[0].Versions == "" {
		t.Errorf("logged %+v", entries)
	}
	if rules := changed.About.Rules; len(rules) != 1 || !strings.HasSuffix(rules[0], "[edited here]") {
		t.Errorf("the strip says %q", rules)
	}
	kept, problems, err := settings.Load(paths.Settings)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	again, said := told(t, flags{}, paths, kept)
	if about := again.state.About; about.Policy != want || about.Versions != entries[0].Versions || !slices.Equal(about.Rules, changed.About.Rules) || said != "" {
		t.Errorf("after a restart: %+v, said %q", about, said)
	}
	set.SetEdits("nys-full-2021-10", settings.Edit{Pack: "nys-full-2021-10", Param: "waitingDays", Value: "61"})
	if err := d.office.change(set); err == nil || !strings.Contains(err.Error(), "waitingDays is from 0 to 60, not 61") {
		t.Errorf("a value outside its limits: %v", err)
	}
}

// What a pack does not take is said, and its own value is in force.
func TestAValueThatNoPackTakesIsSaidAndTheDeskOpens(t *testing.T) {
	set := settings.Default()
	set.Edits = []settings.Edit{
		{Pack: "nys-full-2021-10", Param: "mixedInterval", Value: "21"}, {Pack: "nys-full-2021-10", Param: "waitingDays", Value: "99"},
		{Pack: "nowhere", Param: "days", Value: "1"},
	}
	d, said := told(t, flags{}, pathsIn(t), set)
	if d.state.About.Policy != "nys-full-2021-10(mixedInterval=21)" || len(d.state.Setup.Set.Edits) != 1 {
		t.Errorf("in force: %q, %v", d.state.About.Policy, d.state.Setup.Set.Edits)
	}
	for _, words := range []string{"rule-value nys-full-2021-10: waitingDays is from 0 to 60, not 99", `no rule pack "nowhere"`} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is not in %q", words, said)
		}
	}
}
