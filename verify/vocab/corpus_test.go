package vocab_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify/vocab"
)

// rows reads a table of the corpus; every row maps column to cell.
func rows(t *testing.T, name string) []map[string]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(corpus.Read(t, "facts", name)))
	r.Comma, r.LazyQuotes = '\t', true
	all, err := r.ReadAll()
	if err != nil || len(all) < 2 {
		t.Fatal("no rows: ", err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

// system gives the system of a corpus row as the tables call it.
func system(row map[string]string) string {
	switch s := row["system"]; s {
	case "EU DCC mp":
		return vocab.EUDCC
	case "AIR (Australia)":
		return vocab.AIR
	default:
		return s
	}
}

// family gives the product family of a corpus row. The corpus has families
// for "not stated", which are no product.
func family(row map[string]string) string {
	if f := row["product_family"]; !strings.HasPrefix(f, "unspecified") {
		return f
	}
	return ""
}

func TestCorpusVaccines(t *testing.T) {
	october := time.Date(2021, 10, 15, 0, 0, 0, 0, time.UTC)
	for _, row := range rows(t, "cvx.tsv") {
		v, ok := vocab.Shipped().Vaccine(vocab.CVX, row["cvx"])
		if !ok || v.Product != family(row) {
			t.Errorf("CVX %s: %+v, %v", row["cvx"], v, ok)
		}
		for group := range strings.SplitSeq(row["group"], "+") {
			if !v.Against(vocab.Group(group)) {
				t.Errorf("CVX %s is not %s", row["cvx"], group)
			}
		}
		if want := strings.HasPrefix(row["accepted_on_2021-10-15"], "Y"); v.AcceptedOn(october) != want {
			t.Errorf("CVX %s: accepted on %s: %v", row["cvx"], october.Format(time.DateOnly), !want)
		}
		if v.US != "" && v.US != "2022-06-17" && !strings.Contains(row["fda_dates"], v.US) {
			t.Errorf("CVX %s: US %s, corpus %s", row["cvx"], v.US, row["fda_dates"])
		}
		if v.WHO != "" && row["cvx"] != "520" && !strings.Contains(row["who_eul"], v.WHO) {
			t.Errorf("CVX %s: WHO %s, corpus %s", row["cvx"], v.WHO, row["who_eul"])
		}
	}
}

func TestCorpusCrosswalk(t *testing.T) {
	for _, row := range rows(t, "vaccine-crosswalk.tsv") {
		v, ok := vocab.Shipped().Vaccine(system(row), row["code"])
		if !ok || family(row) != "" && v.Product != family(row) {
			t.Errorf("%s %s: %+v, %v", row["system"], row["code"], v, ok)
		}
	}
}

func TestCorpusTests(t *testing.T) {
	// The corpus calls these usable; they are not: nucleic acid in serum or
	// plasma (like 94660-8, which it calls unusable), and a whole sequence,
	// whose answer is not "present" or "absent".
	unusable := map[string]bool{"94765-5": true, "94766-3": true, "94767-1": true, "94764-8": true}
	for _, row := range rows(t, "loinc.tsv") {
		want := vocab.Other
		switch usable := row["usable_for_current_infection_rule"] == "Y"; {
		case row["class"] == "ANTIBODY":
			want = vocab.Antibody
		case usable && row["class"] == "NAAT" && !unusable[row["code"]]:
			want = vocab.NAAT
		case usable && row["class"] == "ANTIGEN":
			want = vocab.Antigen
		}
		got, ok := vocab.Shipped().Test(vocab.LOINC, row["code"])
		if !ok || got.Kind != want {
			t.Errorf("%s: %+v, %v, not %s", row["code"], got, ok, want)
		}
	}
}

func TestCorpusResults(t *testing.T) {
	for _, row := range rows(t, "results.tsv") {
		word, _, _ := strings.Cut(strings.ToLower(row["meaning"]), " ")
		switch word {
		case "naat", "antigen": // kinds of test of the EU certificate
			if got, ok := vocab.Shipped().Test(vocab.EUDCC, row["code"]); !ok || string(got.Kind) != word {
				t.Errorf("%s: %+v, %v", row["code"], got, ok)
			}
			continue
		case "disease": // names what was looked for, and answers nothing
			word = "other"
		}
		got, ok := vocab.Shipped().Result(row["system"], row["code"])
		if !ok || string(got) != word {
			t.Errorf("%s: %q, %v, not %q", row["code"], got, ok, word)
		}
	}
}
