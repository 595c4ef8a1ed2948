package fhir_test

import (
	"testing"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
)

func TestTellsWhetherTwoCardsAreOnePersons(t *testing.T) {
	person := func(born, family string, given ...string) fhir.Holder {
		w, _ := fhir.ParseWhen(born)
		return fhir.Holder{Name: fhir.Name{Family: family, Given: given}, BirthDate: w}
	}
	whole := func(born, text string) fhir.Holder {
		w, _ := fhir.ParseWhen(born)
		return fhir.Holder{Name: fhir.Name{Text: text}, BirthDate: w}
	}
	john := person("1951-01-20", "Anyperson", "John", "B.")
	for _, row := range []struct {
		name  string
		other fhir.Holder
		want  reason.Answer
	}{
		{"the same", john, reason.Yes},
		{"capitals", person("1951-01-20", "ANYPERSON", "JOHN", "B"), reason.Yes},
		{"no middle name", person("1951-01-20", "Anyperson", "John"), reason.Yes},
		{"middle name written out", person("1951-01-20", "Anyperson", "John Brian"), reason.Yes},
		{"another middle name", person("1951-01-20", "Anyperson", "John", "Carl"), reason.No},
		{"a twin", person("1951-01-20", "Anyperson", "Jane"), reason.No},
		{"another family", person("1951-01-20", "Otherperson", "John"), reason.No},
		{"another birth date", person("1951-01-21", "Anyperson", "John", "B."), reason.No},
		{"no birth date", person("", "Anyperson", "John", "B."), reason.Unknown},
		{"no birth date, another name", person("", "Anyperson", "Jane"), reason.No},
		{"partial birth date that fits", person("1951-01", "Anyperson", "John"), reason.Unknown},
		{"partial birth date that does not", person("1952", "Anyperson", "John"), reason.No},
		{"whole name, equal", whole("1951-01-20", "john b anyperson"), reason.Yes},
		{"whole name, in another order", whole("1951-01-20", "Anyperson, John B."), reason.Unknown},
		{"no given name", person("1951-01-20", "Anyperson"), reason.Unknown},
		{"no name", person("1951-01-20", ""), reason.Unknown},
		{"nobody", fhir.Holder{}, reason.Unknown},
		{"another script", person("1951-01-20", "Энипёрсон", "Джон"), reason.Unknown},
	} {
		if got := fhir.SamePerson(john, row.other); got != row.want {
			t.Errorf("%s: %s", row.name, got)
		}
		if got := fhir.SamePerson(row.other, john); got != row.want {
			t.Errorf("%s, the other way: %s", row.name, got)
		}
	}
	for _, row := range []struct {
		a, b fhir.Holder
		want reason.Answer
	}{
		{person("2000-01-01", "O'Brien-Smith", "Mary-Ann"), person("2000-01-01", "OBrien Smith", "Mary Ann"), reason.Yes},
		{person("2000-01-01", "Müller", "Jörg"), person("2000-01-01", "MÜLLER", "JÖRG"), reason.Yes},
		{person("2000-01-01", "Müller", "Jörg"), person("2000-01-01", "Mueller", "Joerg"), reason.Unknown},
		{person("2000-01-01", "山田", "太郎"), person("2000-01-01", "山田", "太郎"), reason.Yes},
		{fhir.Holder{}, fhir.Holder{}, reason.Unknown},
	} {
		if got := fhir.SamePerson(row.a, row.b); got != row.want {
			t.Errorf("%v and %v: %s", row.a.Name, row.b.Name, got)
		}
	}
}
