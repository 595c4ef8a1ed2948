package verify_test

import (
	"fmt"
	"testing"
	"time"

	"passdesk/verify"
)

func TestNoticesAClockThatCannotBeRight(t *testing.T) {
	made, scanned := today.AddDate(0, 0, -10), today
	for name, c := range map[string]struct {
		known verify.Known
		now   time.Time
		want  verify.ClockFault
	}{
		"nothing known":               {verify.Known{}, today, verify.ClockRight},
		"nothing known, in 1970":      {verify.Known{}, time.Unix(0, 0), verify.ClockRight},
		"nothing known, no time":      {verify.Known{}, time.Time{}, verify.ClockRight},
		"after both":                  {verify.Known{made, scanned}, today.Add(time.Second), verify.ClockRight},
		"a battery ran out":           {verify.Known{made, scanned}, time.Unix(0, 0), verify.ClockBehindSnapshot},
		"just before the snapshot":    {verify.Known{made, time.Time{}}, made.Add(-5 * time.Minute), verify.ClockRight},
		"before the snapshot":         {verify.Known{made, time.Time{}}, made.Add(-5*time.Minute - 1), verify.ClockBehindSnapshot},
		"corrected by a little":       {verify.Known{made, scanned}, scanned.Add(-5 * time.Minute), verify.ClockRight},
		"set back":                    {verify.Known{made, scanned}, scanned.Add(-5*time.Minute - 1), verify.ClockSetBack},
		"set back, no snapshot":       {verify.Known{Scan: scanned}, scanned.AddDate(-1, 0, 0), verify.ClockSetBack},
		"no time at all":              {verify.Known{made, scanned}, time.Time{}, verify.ClockBehindSnapshot},
		"in another zone":             {verify.Known{made, scanned}, today.UTC(), verify.ClockRight},
		"the hour that comes twice":   {verify.Known{Scan: scanned}, scanned.In(time.FixedZone("", -6*3600)), verify.ClockRight},
		"ahead, which nobody can see": {verify.Known{made, scanned}, today.AddDate(50, 0, 0), verify.ClockRight},
	} {
		got := c.known.Check(c.now)
		if got != c.want || (got.Sentence() == "") != (got == verify.ClockRight) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func ExampleKnown_Check() {
	known := verify.Known{
		Snapshot: time.Date(2026, 8, 22, 4, 43, 50, 0, time.UTC), // directory.Time()
		Scan:     time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC),  // the latest entry of the log
	}
	fault := known.Check(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	fmt.Println(fault)
	fmt.Println(fault.Sentence())
	// Output:
	// clock-set-back
	// This computer's clock was set back since the last scan. Put it right, or dates on cards are judged wrongly.
}
