package vocab_test

import (
	"slices"
	"testing"
	"time"

	"passdesk/verify/vocab"
)

func TestKnowsVaccinesOfEverySystem(t *testing.T) {
	for _, row := range []struct {
		system, code, product string
		groups                []vocab.Group
		series                int
	}{
		{vocab.CVX, "207", "moderna", []vocab.Group{vocab.COVID19}, 2},
		{vocab.CVX, "208", "pfizer", []vocab.Group{vocab.COVID19}, 2},
		{vocab.CVX, "212", "janssen", []vocab.Group{vocab.COVID19}, 1},
		{vocab.CVX, "213", "", []vocab.Group{vocab.COVID19}, 0},
		{vocab.CVX, "334", "moderna-mnexspike", []vocab.Group{vocab.COVID19}, 1},
		{vocab.CVX, "88", "", []vocab.Group{vocab.Flu}, 0},
		{vocab.CVX, "05", "", []vocab.Group{vocab.MMR, vocab.Measles}, 2},
		{vocab.CVX, "94", "", []vocab.Group{vocab.MMR, vocab.Measles, vocab.Mumps, vocab.Rubella, vocab.Varicella}, 2},
		{vocab.SNOMED, "28761000087108", "astrazeneca", []vocab.Group{vocab.COVID19}, 2},
		{vocab.SNOMED, "399861000221106", "", []vocab.Group{vocab.COVID19}, 0},
		{vocab.ICD11, "XM8NQ0", "pfizer", []vocab.Group{vocab.COVID19}, 2},
		{vocab.ICD11, "XM0GQ8", "", []vocab.Group{vocab.COVID19}, 0},
		{vocab.EUDCC, "EU/1/20/1525", "janssen", []vocab.Group{vocab.COVID19}, 1},
		{vocab.AIR, "COVAST", "astrazeneca", []vocab.Group{vocab.COVID19}, 2},
	} {
		v, ok := vocab.Shipped().Vaccine(row.system, row.code)
		if !ok || v.Product != row.product || !slices.Equal(v.Groups, row.groups) || v.Series != row.series || v.Name == "" {
			t.Errorf("%s %s: %+v, %v", row.system, row.code, v, ok)
		}
	}
}

func TestNeverGuessesAtACode(t *testing.T) {
	for _, c := range [][2]string{
		{vocab.CVX, "999"}, {vocab.CVX, ""}, {vocab.CVX, "0"}, {vocab.CVX, "2070"}, {"", "207"},
		{vocab.SNOMED, "207"}, {vocab.LOINC, "94558-4 "}, {"word", "negative"},
	} {
		_, vaccine := vocab.Shipped().Vaccine(c[0], c[1])
		_, test := vocab.Shipped().Test(c[0], c[1])
		_, result := vocab.Shipped().Result(c[0], c[1])
		if vaccine || test || result {
			t.Errorf("%q of %q is known", c[1], c[0])
		}
	}
}

func TestReadsCVXCodesWithAndWithoutLeadingZeros(t *testing.T) {
	for _, code := range []string{"3", "03", "003"} {
		v, ok := vocab.Shipped().Vaccine(vocab.CVX, code)
		if !ok || !v.Against(vocab.Measles) || v.Against(vocab.Varicella) {
			t.Errorf("%q: %+v, %v", code, v, ok)
		}
	}
}

func TestReadsBothAddressesOfICD11(t *testing.T) {
	long, _ := vocab.Shipped().Vaccine(vocab.ICD11, "XM4YL8")
	short, ok := vocab.Shipped().Vaccine(vocab.ICD11Short, "XM4YL8")
	if !ok || short.Product != "astrazeneca" || short.Product != long.Product {
		t.Errorf("%+v, %v", short, ok)
	}
}

// The value sets list products and leave out what stands above them, which
// cards carry all the same, the guide's own examples among them.
func TestKnowsVaccinesOfNoProduct(t *testing.T) {
	for _, c := range [][2]string{
		{vocab.SNOMED, "28531000087107"}, {vocab.SNOMED, "840534001"}, {vocab.SNOMED, "1119349007"}, {vocab.ICD11, "XM68M6"}, {vocab.CVX, "213"},
	} {
		if v, ok := vocab.Shipped().Vaccine(c[0], c[1]); !ok || v.Product != "" || v.Series != 0 || !v.Against(vocab.COVID19) {
			t.Errorf("%s: %+v, %v", c[1], v, ok)
		}
	}
}

func TestReadsTheAddressOfCVXInDrafts(t *testing.T) {
	for _, code := range []string{"3", "03"} {
		if v, ok := vocab.Shipped().Vaccine(vocab.CVXDraft, code); !ok || !v.Against(vocab.MMR) {
			t.Errorf("%s: %+v, %v", code, v, ok)
		}
	}
}

func TestTellsKindsOfTestApart(t *testing.T) {
	kinds := map[vocab.Kind][]string{
		vocab.NAAT:     {"94500-6", "94309-2", "94531-1", "94845-5", "95941-1"},
		vocab.Antigen:  {"94558-4", "95209-3", "96119-3", "97097-0", "102048-6"},
		vocab.Antibody: {"94503-0", "94507-1", "94661-6", "96603-6", "98069-8"},
		// a panel, a control, serum, a culture, a sequence, immune response
		vocab.Other: {"82159-5", "68993-5", "94660-8", "94763-0", "94764-8", "95970-0"},
	}
	for kind, codes := range kinds {
		for _, code := range codes {
			if got, ok := vocab.Shipped().Test(vocab.LOINC, code); !ok || got.Kind != kind || got.Name == "" {
				t.Errorf("%s: %+v, not %s", code, got, kind)
			}
		}
	}
}

func TestReadsResultsAsCodesAndAsWords(t *testing.T) {
	for code, want := range map[string]vocab.Meaning{
		"260415000": vocab.Negative, "260373001": vocab.Positive, "840533007": vocab.Positive,
		"419984006": vocab.Inconclusive, "125154007": vocab.InvalidTest, "407479009": vocab.OtherResult,
	} {
		if got, _ := vocab.Shipped().Result(vocab.SNOMED, code); got != want {
			t.Errorf("%s: %q, not %q", code, got, want)
		}
	}
	if got, _ := vocab.Shipped().Result(vocab.LOINC, "LA6577-6"); got != vocab.Negative {
		t.Errorf("LA6577-6: %q", got)
	}
	for text, want := range map[string]vocab.Meaning{
		"negative": vocab.Negative, " NOT  Detected. ": vocab.Negative, "Positive": vocab.Positive,
		"Indeterminate": vocab.Inconclusive, "presumptive negative": vocab.Inconclusive, "invalid": vocab.InvalidTest,
		"": "", "negative for influenza": "", "not negative": "", "detected, not": "",
	} {
		if got, ok := vocab.Shipped().Word(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestKnowsFromWhichDayAVaccineWasAccepted(t *testing.T) {
	for _, row := range []struct {
		code, day string
		want      bool
	}{
		{"208", "2020-12-10", false}, {"208", "2020-12-11", true}, // FDA
		{"510", "2021-05-06", false}, {"510", "2021-05-07", true}, // WHO
		{"502", "2021-10-15", false}, {"502", "2021-11-03", true},
		{"211", "2021-12-16", false}, {"211", "2021-12-17", true},
		{"217", "2021-10-15", false}, {"217", "2021-10-29", true},
		{"208", "2026-01-01", true}, // withdrawn in 2023, keeps counting
		{"505", "2026-01-01", false}, {"213", "2026-01-01", false}, {"03", "2026-01-01", false},
	} {
		v, _ := vocab.Shipped().Vaccine(vocab.CVX, row.code)
		if got := v.AcceptedOn(day(t, row.day)); got != row.want {
			t.Errorf("%s on %s: %v", row.code, row.day, got)
		}
	}
}

func TestReadsTheDayInItsOwnZone(t *testing.T) {
	v, _ := vocab.Shipped().Vaccine(vocab.CVX, "212") // FDA 2021-02-27
	honolulu := time.FixedZone("HST", -10*3600)
	late := time.Date(2021, 2, 26, 23, 0, 0, 0, honolulu) // already the 27th in UTC
	if v.AcceptedOn(late) || !v.AcceptedOn(late.Add(2*time.Hour)) {
		t.Error("the calendar date is not read in the zone of the day")
	}
}

func TestListsAcceptedProducts(t *testing.T) {
	for date, want := range map[string][]string{
		"2020-12-10": {},
		"2020-12-31": {"moderna", "pfizer"},
		"2021-10-15": {"astrazeneca", "coronavac", "janssen", "moderna", "pfizer", "sinopharm-bibp"},
		"2022-05-19": {"astrazeneca", "convidecia", "coronavac", "covaxin", "janssen", "moderna", "novavax", "pfizer", "sinopharm-bibp"},
	} {
		if got := vocab.Shipped().Accepted(day(t, date)); !slices.Equal(got, want) {
			t.Errorf("%s: %v", date, got)
		}
	}
}

func TestListsProducts(t *testing.T) {
	all := vocab.Shipped().Products()
	for _, product := range []string{"moderna", "pfizer", "sputnik-v", "moderna-mnexspike", "coviran-barekat"} {
		if !slices.Contains(all, product) {
			t.Errorf("%s is missing", product)
		}
	}
	if slices.Contains(all, "") || !slices.IsSorted(all) {
		t.Errorf("%q", all)
	}
}

func day(t *testing.T, date string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
