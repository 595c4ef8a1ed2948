package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRulesAreListedAndShownInWords(t *testing.T) {
	r := run("rules", "list").want(t, done, "")
	for _, id := range []string{"any-genuine-record", "nys-full-2021-10", "excelsior-vaccination", "cdc-primary-series"} {
		if !strings.Contains(r.out, id+" ") {
			t.Errorf("%s is not listed:\n%s", id, r.out)
		}
	}
	r = run("rules", "show", "nys-vaccination-or-test").want(t, done, "")
	for _, words := range []string{
		"asks for all of this: (nys-full-2021-10)\n", "  3. 14 days since the series was complete",
		"or for all of this: (nys-antigen)\n", "taken in the last 6 hours", "waitingDays    14 days", "(0 to 60)",
	} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is not said:\n%s", words, r.out)
		}
	}
	run("rules", "show", "nowhere").want(t, usage, `there is no rule pack "nowhere"; the rule packs are `)
}

// Where settings are named, their values of the parameters count and are told.
func TestASitesValuesCountWhereItsSettingsAreNamed(t *testing.T) {
	set := file(t, "settings.toml", "policies = [\"nys-full-2021-10\"]\nrule-values = [\"nys-full-2021-10.waitingDays = 28\"]\n")
	r := run("rules", "show", "nys-full-2021-10", "--settings", set).want(t, done, "")
	for _, words := range []string{"now        edited here\n", "3. 28 days since the series was complete", "waitingDays    28 days, edited here; the rule's own is 14\n"} {
		if !strings.Contains(r.out, words) {
			t.Errorf("%q is not said:\n%s", words, r.out)
		}
	}
	spec := file(t, "spec.json", `{"name":{"family":"Case","given":["Test"]},"birthDate":"1980-01-02","doses":[{"cvx":"212","date":"2026-11-10"}]}`)
	card := file(t, "card.txt", run("mint", spec).want(t, done, "").out)
	verify := []string{"verify", "--json", "--training", "--at", "2026-11-28T12:00:00Z", card}
	run(append(verify, "--policy", "nys-full-2021-10")...).want(t, done, "")
	for days, want := range map[string]int{"18": done, "19": other, "99": usage} {
		values := file(t, "settings.toml", "policies = [\"nys-full-2021-10\"]\nrule-values = [\"nys-full-2021-10.waitingDays = "+days+"\"]\n")
		if r := run(append(verify, "--settings", values)...); r.status != want {
			t.Errorf("%s days: status %d, %s%s", days, r.status, r.out, r.err)
		}
	}
}

// The pack that new writes can be checked, decides, and is never written over
// another file.
func TestANewPackCanBeCheckedAndUsed(t *testing.T) {
	pack := filepath.Join(t.TempDir(), "my-rule.yaml")
	run("rules", "new", "my-rule", "-o", pack).want(t, done, "")
	if r := run("rules", "check", pack).want(t, done, ""); !strings.Contains(r.out, "my-rule: 5 tests, 0 failed\n") {
		t.Error(r.out)
	}
	run("rules", "new", "my-rule", "-o", pack).want(t, usage, "my-rule.yaml is there already")
	run("rules", "new", "My Rule").want(t, usage, `an id has small letters`)
	spec := file(t, "spec.json", `{"name":{"family":"Case","given":["Test"]},"birthDate":"1980-01-02","doses":[{"cvx":"03","date":"1990-05-01"}]}`)
	card := file(t, "card.txt", run("mint", spec).want(t, done, "").out)
	r := run("verify", "--json", "--training", "--at", "2026-11-28T12:00:00Z", "--policy", pack, card).want(t, other, "")
	for _, field := range []string{`"outcome":"not-accepted"`, `"reason":"my-rule/enough-doses"`, `"policy":"my-rule"`, `"status":"1 of 2 doses"`, `"counts":"yes"`} {
		if !strings.Contains(r.out, field) {
			t.Errorf("%s is not in %s", field, r.out)
		}
	}
}

func TestAPackThatCannotBeUsedIsSaidInOneSentence(t *testing.T) {
	starter := run("rules", "new", "my-rule").want(t, done, "").out
	bad := func(old, new string) string {
		if !strings.Contains(starter, old) {
			t.Fatalf("%q is not in the starter", old)
		}
		return file(t, "my-rule.yaml", strings.Replace(starter, old, new, 1))
	}
	pack := bad("expect: yes", "expect: no")
	if r := run("rules", "check", pack).want(t, other, ""); !strings.Contains(r.out, "FAILS") || !strings.Contains(r.out, "5 tests, 1 failed") {
		t.Error(r.out)
	}
	run("verify", "--policy", pack, "x").want(t, usage, `its own test "two doses" fails: the answer is "yes", not "no"`)
	pack = bad("size(counted) >= needed", "size(counted) >= neded")
	if r := run("rules", "check", pack).want(t, other, ""); !strings.Contains(r.out, "undeclared reference to 'neded'") || strings.Count(r.out, "\n") != 1 {
		t.Error(r.out)
	}
	run("rules", "check", filepath.Join(t.TempDir(), "none.yaml")).want(t, usage, "there is no such file")
}

// A site's own packs lie beside its settings; a bad one is told and the others
// are used.
func TestASitesOwnPacksLieBesideItsSettings(t *testing.T) {
	dir := t.TempDir()
	set := filepath.Join(dir, "settings.toml")
	if err := os.Mkdir(filepath.Join(dir, "rules"), 0o755); err != nil {
		t.Fatal(err)
	}
	starter := run("rules", "new", "my-rule").want(t, done, "").out
	for name, text := range map[string]string{"my-rule.yaml": starter, "other.yaml": strings.Replace(starter, "title:", "titel:", 1)} {
		if err := os.WriteFile(filepath.Join(dir, "rules", name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(set, []byte("policies = [\"my-rule\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := run("rules", "list", "--settings", set).want(t, other, "")
	if !strings.Contains(r.out, "my-rule ") || !strings.Contains(r.out, `refused: other.yaml:`) {
		t.Error(r.out)
	}
	run("rules", "show", "other", "--settings", set).want(t, usage, `a pack has no field "titel"`)
	run("verify", "--settings", set, "eyJ").want(t, other, "")
}
