package fhir_test

import (
	"strings"
	"testing"
	"time"

	"passdesk/verify/fhir"
)

func TestReadsDatesOfEveryPrecision(t *testing.T) {
	for text, want := range map[string]fhir.Precision{
		"2021": fhir.Year, "2021-02": fhir.Month, "2021-02-28": fhir.Day, "2020-02-29": fhir.Day,
		"2021-02-28T23:59:59Z": fhir.Clock, "2021-02-28T08:30:00-05:00": fhir.Clock,
	} {
		w, err := fhir.ParseWhen(text)
		if err != nil || w.Precision != want || w.String() != text || w.IsZero() {
			t.Errorf("%s: %+v, %v", text, w, err)
		}
	}
}

func TestRefusesWhatIsNoDate(t *testing.T) {
	for _, text := range []string{
		"", "21", "2021-13", "2021-02-29", "2021-2-3", "28.2.2021", "2021-02-28 ", "2021-02-28T08:30:00", "2021-02-28T25:00:00Z",
		"2021-02-28T08:30:00." + strings.Repeat("1", 100) + "Z",
	} {
		if w, err := fhir.ParseWhen(text); err == nil || !w.IsZero() || w.String() != "" {
			t.Errorf("%q: %+v", text, w)
		}
	}
}

func TestComparesMomentsAndNotZones(t *testing.T) {
	parse := func(s string) fhir.When {
		w, err := fhir.ParseWhen(s)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	a := parse("2021-02-28T08:30:00-05:00")
	if !a.Equal(parse("2021-02-28T08:30:00-05:00")) || !a.Equal(parse("2021-02-28T13:30:00Z")) || a.Equal(parse("2021-02-28T08:30:00Z")) {
		t.Error("moments are confused")
	}
	if parse("2021-01-01").Equal(parse("2021-01")) || !parse("2021-01-01").Equal(fhir.Date(2021, time.January, 1)) {
		t.Error("precisions are confused")
	}
}

func FuzzParseWhen(f *testing.F) {
	for _, seed := range []string{"2021", "2021-02", "2021-02-28", "2021-02-28T08:30:00.5-05:00", "2021-02-28T08:30Z", "?"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := fhir.ParseWhen(text)
		if err != nil {
			if !w.IsZero() {
				t.Fatalf("%+v", w)
			}
			return
		}
		// What was read is written so that it reads the same, to the second.
		again, err := fhir.ParseWhen(w.String())
		if err != nil || !again.Time.Equal(w.Time.Truncate(time.Second)) || again.Precision != w.Precision {
			t.Fatalf("%q: %+v, then %+v, %v", text, w, again, err)
		}
	})
}
