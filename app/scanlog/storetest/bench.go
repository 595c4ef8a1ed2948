package storetest

import (
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/verify/reason"
)

// Year gives n scans spread evenly over a year, most of them accepted.
func Year(n int) []scanlog.Entry {
	r := rand.New(rand.NewPCG(1, 1))
	first := time.Date(2021, 1, 1, 9, 0, 0, 0, time.FixedZone("", -5*3600))
	issuers := []string{"https://ekeys.ny.gov/epass/doh/dvc/2021", "https://myvaccinerecord.cdph.ca.gov/creds", "https://waverify.doh.wa.gov/creds"}
	refusals := []reason.Reason{"nys-full-2021-10/two-weeks", reason.UnknownIssuer, reason.Expired, reason.NotACard}
	entries := make([]scanlog.Entry, n)
	for i := range entries {
		e := scanlog.Entry{
			Number: int64(i + 1), Kind: scanlog.Scan, Site: "Museum", Desk: "Front desk",
			At:      first.Add(time.Duration(i) * (365 * 24 * time.Hour / time.Duration(n))),
			Outcome: reason.Accepted, Issuer: issuers[r.IntN(len(issuers))],
			Format: "smart-health-card", Policy: "nys-full-2021-10",
			By: scanlog.ByCamera, Took: time.Duration(r.IntN(300)) * time.Millisecond,
		}
		if r.IntN(20) == 0 {
			e.Reason = refusals[r.IntN(len(refusals))]
			e.Outcome = e.Reason.Outcome()
		}
		entries[i] = e
	}
	return entries
}

// busyDay is one of the days of Year.
const busyDay = "2021-07-01"

// Bench measures what a desk waits for of a log that holds a Year: its counts,
// and pages by every filter.
func Bench(b *testing.B, s scanlog.Store) {
	for name, q := range map[string]scanlog.Query{
		"a day": {From: busyDay, To: busyDay}, "the year": {}, "a day by the hour": {From: busyDay, To: busyDay, Hourly: true},
	} {
		b.Run("counts of "+name, func(b *testing.B) {
			for b.Loop() {
				if counts, err := s.Counts(q); err != nil || len(counts) == 0 {
					b.Fatal(len(counts), err)
				}
			}
		})
	}
	b.Run("a year as CSV", func(b *testing.B) {
		for b.Loop() {
			year := report.Export{What: report.Counts, Format: report.CSV}
			if err := year.Write(b.Context(), io.Discard, s, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, q := range benchPages() {
		q.Limit = 100
		b.Run("page "+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Entries(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// benchPages gives filters by their names, the hard ones too.
func benchPages() map[string]scanlog.Query {
	return map[string]scanlog.Query{
		"newest":              {},
		"old":                 {Before: 1000},
		"one day":             {From: busyDay, To: busyDay},
		"a month":             {From: "2021-02-01", To: "2021-02-28"},
		"a month of one desk": {From: "2021-02-01", To: "2021-02-28", Desk: "Front desk"},
		"all of one desk":     {Desk: "Front desk"},
		"accepted":            {Outcome: reason.Accepted},
		"rare reason":         {Reason: reason.Revoked},
		"old rare reason":     {Reason: reason.Expired, To: "2021-01-10"},
		"issuer":              {Issuer: "https://waverify.doh.wa.gov/creds"},
		"issuer unheard of":   {Issuer: "https://nobody.example"},
		"by hand, never used": {By: scanlog.ByHand},
		"clock jumps":         {Kind: scanlog.ClockJump},
		"text often":          {Text: "WA.GOV"},
		"text never":          {Text: "nobody.example"},
		"text of a day":       {Text: "wa.gov", From: busyDay, To: busyDay},
		"text of old months":  {Text: "wa.gov", From: "2021-01-01", To: "2021-03-31"},
		"text of a year":      {Text: "wa.gov", From: "2021-01-01", To: "2021-12-31"},
		"text of an old half": {Text: "wa.gov", From: "2021-01-01", To: "2021-06-30"},
		"text never of a day": {Text: "nobody.example", From: busyDay, To: busyDay},
		"text of one reason":  {Text: "two-weeks"},
		"text everywhere":     {Text: "e"},
	}
}
