package desk_test

import (
	"reflect"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// What a change of the rules may do is told from the answers of the last day,
// and from no others.
func TestTheLastDayIsOfTheRulesInForce(t *testing.T) {
	const policy, today, yesterday = "nys-pcr(testDays=2)", "2021-11-24", "2021-11-23"
	count := func(day, policy string, r reason.Reason, o reason.Outcome, n int) scanlog.Count {
		return scanlog.Count{Day: day, Policy: policy, Outcome: o, Reason: r, N: n}
	}
	step := reason.Step("nys-pcr", "recent")
	all := []scanlog.Count{
		count("2021-11-20", policy, "", reason.Accepted, 9),
		count(today, policy, "", reason.Accepted, 2),
		count(yesterday, policy, "", reason.Accepted, 40),
		count(yesterday, policy, step, reason.NotAccepted, 3),
		count(yesterday, policy, reason.CannotTell, reason.Unverified, 1),
		count(yesterday, policy, reason.UnknownIssuer, reason.Unverified, 5),
		count(yesterday, policy, reason.BadSignature, reason.Invalid, 7),
		count(yesterday, "nys-pcr", "", reason.Accepted, 11),
		count("2021-11-25", policy, "", reason.Accepted, 6), // by a clock that was wrong
	}
	at := time.Date(2021, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name   string
		counts []scanlog.Count
		want   desk.Outcomes
	}{
		{"yesterday", all, desk.Outcomes{Day: yesterday, N: 44, Past: []rules.Past{{N: 40}, {Reason: step, N: 3}, {Reason: reason.CannotTell, N: 1}}}},
		{"today alone", all[1:2], desk.Outcomes{Day: today, N: 2, Past: []rules.Past{{N: 2}}}},
		{"other rules", all[7:8], desk.Outcomes{}},
		{"an empty log", nil, desk.Outcomes{}},
	} {
		st, _ := desk.New(desk.About{Policy: policy}, 0, nil, at).Act(desk.BeforeIs{Counts: c.counts}, at)
		if got := st.LastDay(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
