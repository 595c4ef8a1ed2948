package fhir_test

import (
	"strings"
	"testing"

	"passdesk/verify/fhir"
)

func readName(t *testing.T, names string) fhir.Name {
	t.Helper()
	return read(t, bundle(`{"resourceType":"Patient","name":`+names+`}`)).Holder.Name
}

func TestWritesANameAsItIsRead(t *testing.T) {
	for names, want := range map[string]string{
		`[{"family":"Anyperson","given":["John","B."]}]`:                                      "John B. Anyperson",
		`[{"prefix":["Dr."],"given":["Ana","María"],"family":"Reyes","suffix":["Jr.","MD"]}]`: "Dr. Ana María Reyes Jr. MD",
		`[{"text":"Anyperson, John"}]`:                                                        "Anyperson, John",
		`[{"text":"John Anyperson","given":["John"],"family":"Anyperson"}]`:                   "John Anyperson",
		`[{"text":"John Anyperson","family":"Anyperson"}]`:                                    "John Anyperson",
		`[{"family":"Suharto"}]`:                                                              "Suharto",
		`[{"given":["Cher"]}]`:                                                                "Cher",
		`[{"family":"山田","given":["太郎"]}]`:                                                    "太郎 山田",
		`[{"family":"Ξενάκης","given":["Ιάννης",""]}]`:                                        "Ιάννης Ξενάκης",
		`[{"text":"محمد علی‌پور"}]`:                                                           "محمد علی‌پور",
		`[{"given":[" Mary \n Ann\u0000"],"family":"\u202eO'Neil\u001b[31m"}]`:                "Mary Ann O'Neil[31m",
		`[{"prefix":["Dr."]}]`:                                                                "",
		`[{"family":"","given":[""]}]`:                                                        "",
		`[]`:                                                                                  "",
		`null`:                                                                                "",
		`"John"`:                                                                              "",
	} {
		if got := readName(t, names).String(); got != want {
			t.Errorf("%s: %q", names, got)
		}
	}
}

func TestPrefersTheNameOnAnIdentityDocument(t *testing.T) {
	for names, want := range map[string]string{
		`[{"use":"usual","family":"Usual"},{"use":"official","family":"Official"}]`: "Official",
		`[{"use":"old","family":"Old"},{"use":"usual","family":"Usual"}]`:           "Usual",
		`[{"use":"maiden","family":"Maiden"},{"family":"Unmarked"}]`:                "Unmarked",
		`[{"use":"nickname","family":"Nick"},{"use":"legal","family":"Legal"}]`:     "Legal",
		`[{"family":"First"},{"family":"Second"}]`:                                  "First",
		`[{"use":"official"},{"use":"usual","text":"Not empty"}]`:                   "Not empty",
		`[{"use":"maiden","family":"Only"}]`:                                        "Only",
		`[{"use":"OFFICIAL","family":"Loud"},{"use":"usual","family":"Usual"}]`:     "Loud",
	} {
		if got := readName(t, names).String(); got != want {
			t.Errorf("%s: %q", names, got)
		}
	}
}

func TestCutsNamesThatFillTheScreen(t *testing.T) {
	for _, letter := range []string{"x", "ж"} {
		got := readName(t, `[{"family":"`+strings.Repeat(letter, 5000)+`"}]`).Family
		if got != strings.Repeat(letter, 200)+"…" {
			t.Errorf("%d bytes: %.20s", len(got), got)
		}
	}
}
