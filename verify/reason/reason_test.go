package reason_test

import (
	"encoding/json"
	"testing"

	"passdesk/verify/reason"
)

func TestZeroValuesAdmitNobody(t *testing.T) {
	var o reason.Outcome
	var a reason.Answer
	if o == reason.Accepted || a == reason.Yes {
		t.Error("a zero value admits")
	}
	if got := reason.Reason("").Outcome(); got != "" {
		t.Errorf("no reason leads to %q; only a decision says accepted", got)
	}
}

func TestEveryReasonLeadsToItsOutcome(t *testing.T) {
	want := map[reason.Outcome]reason.Answer{
		reason.Unreadable: reason.Unknown, reason.Invalid: reason.No, reason.Unverified: reason.Unknown,
	}
	seen := map[reason.Reason]bool{}
	for _, r := range reason.All() {
		if seen[r] {
			t.Errorf("%s stands twice", r)
		}
		seen[r] = true
		genuine, ok := want[r.Outcome()]
		if r == reason.CannotTell {
			genuine = reason.Yes // checked and good; only the rules lack a fact
		}
		if !ok || r.Genuine() != genuine || r.IsStep() {
			t.Errorf("%s: outcome %q, genuine %s", r, r.Outcome(), r.Genuine())
		}
	}
	if len(seen) != 20 {
		t.Errorf("%d reasons, want 20", len(seen))
	}
}

func TestAFailedStepIsNotAccepted(t *testing.T) {
	r := reason.Step("nys-pcr", "recent")
	if r != "nys-pcr/recent" || !r.IsStep() || r.Outcome() != reason.NotAccepted || r.Genuine() != reason.Yes {
		t.Errorf("%s: %s, genuine %s", r, r.Outcome(), r.Genuine())
	}
}

func TestAnUnknownWordLeadsNowhere(t *testing.T) {
	if got := reason.Reason("made-up").Outcome(); got != "" {
		t.Errorf("outcome %q", got)
	}
	if got := reason.Reason("made-up").Genuine(); got == reason.Yes {
		t.Error("genuine")
	}
}

func TestAnswersAreWrittenAsWords(t *testing.T) {
	got, err := json.Marshal([]reason.Answer{reason.Unknown, reason.Is(false), reason.Is(true), 9})
	if err != nil || string(got) != `["unknown","no","yes","unknown"]` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestOutcomesAreListedOnceInReportOrder(t *testing.T) {
	got, err := json.Marshal(reason.Outcomes())
	if err != nil || string(got) != `["accepted","not-accepted","invalid","unverified","unreadable"]` {
		t.Errorf("%s, %v", got, err)
	}
}
