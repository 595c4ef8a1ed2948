package reel

import (
	"slices"
	"testing"
	"time"

	"passdesk/camera/qr"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// desk is a desk in training without a directory.
type desk struct {
	verifier *verify.Verifier
	policy   *rules.Policy
}

func newDesk(t testing.TB) desk {
	t.Helper()
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(verify.Config{Directory: d, Tables: vocab.Shipped(), Training: true})
	if err != nil {
		t.Fatal(err)
	}
	p, err := rules.NewPolicy("nys-full-2021-10")
	if err != nil {
		t.Fatal(err)
	}
	return desk{v, p}
}

// answer decides about the texts of one act's codes.
func (d desk) answer(texts []string, now time.Time) (verify.Verdict, rules.Decision) {
	text := texts[0]
	var parts shc.Parts
	var progress shc.Progress
	if len(texts) > 1 {
		for _, part := range texts {
			parts, progress = parts.Add(part, now)
		}
		text = progress.JWS
	}
	v := d.verifier.Verify(text, now)
	return v, d.policy.Decide([]verify.Verdict{v}, now)
}

// read reads the only code in the picture of a moment.
func (s *stage) read(t *testing.T, moment time.Duration) string {
	t.Helper()
	picture, err := s.picture(moment, opened)
	if err != nil {
		t.Fatal(err)
	}
	codes, diagnosis := qr.NewReader().Read(picture)
	if len(codes) != 1 {
		t.Fatalf("%d codes at %v: %s", len(codes), moment, diagnosis)
	}
	return codes[0].Text
}

// Each code is read when it has just come, in the middle, and when it is about
// to go: one look at one picture, as a desk takes it.
func TestEveryActIsReadAndAnsweredAsItSays(t *testing.T) {
	d, s := newDesk(t), newTestStage(t)
	for _, act := range Acts() {
		t.Run(act.ID, func(t *testing.T) {
			var texts []string
			for _, held := range act.Held {
				text := s.read(t, held.From)
				for _, moment := range []time.Duration{(held.From + held.Until) / 2, held.Until} {
					if s.read(t, moment) != text {
						t.Error("one code has two texts")
					}
				}
				texts = append(texts, text)
			}
			v, decision := d.answer(texts, opened.Add(act.Held[0].From))
			if decision.Outcome != act.Outcome || decision.Reason != act.Reason {
				t.Errorf("%s:%s, want %s:%s", decision.Outcome, decision.Reason, act.Outcome, act.Reason)
			}
			if (v.Record != nil) != (act.Outcome == reason.Accepted || act.Outcome == reason.NotAccepted) {
				t.Error("facts of a card that is not genuine, or none of one that is")
			}
		})
	}
}

// The dates are those of any day: a leap day, the last hour before midnight,
// the night in which the clocks change, far from Greenwich.
func TestTheActsAreRightOnAnyDay(t *testing.T) {
	d := newDesk(t)
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip("SKIPPED: this system has no time zones")
	}
	for _, opened := range []time.Time{
		time.Date(2028, 2, 29, 8, 0, 0, 0, time.UTC),
		time.Date(2026, 12, 31, 23, 59, 59, 0, newYork),
		time.Date(2027, 3, 14, 1, 59, 59, 0, newYork),
		time.Date(2027, 6, 1, 0, 0, 0, 0, time.FixedZone("", 14*3600)),
	} {
		for i, act := range Acts() {
			texts, err := roles[i].texts(opened)
			if err != nil {
				t.Fatal(err)
			}
			now := opened.Add(act.Held[0].From)
			_, decision := d.answer(texts, now)
			if decision.Outcome != act.Outcome || decision.Reason != act.Reason {
				t.Errorf("%s at %v: %s:%s", act.ID, opened, decision.Outcome, decision.Reason)
			}
			if act.ID != "not-accepted" {
				continue
			}
			if flips, want := decision.From.String(), opened.AddDate(0, 0, 4).Format(time.DateOnly); flips != want {
				t.Errorf("at %v it flips on %s, want %s", opened, flips, want)
			}
		}
	}
}

func TestTheSceneIsEmptyBetweenTwoActs(t *testing.T) {
	const gone = 2 * time.Second // what makes a text a new scan
	acts := Acts()
	for i, act := range acts[1:] {
		last := acts[i].Held[len(acts[i].Held)-1]
		if act.Held[0].From-last.Until <= gone {
			t.Errorf("%s comes too soon after %s", act.ID, acts[i].ID)
		}
		moment := (act.Held[0].From + last.Until) / 2
		if n, in := sceneAt(scenes(), moment); in >= scenes()[n].empty {
			t.Errorf("something is seen between %s and %s", acts[i].ID, act.ID)
		}
	}
}

func TestNoCodeIsReadInTheEmptyScene(t *testing.T) {
	s := newTestStage(t)
	picture, err := s.picture(0, opened)
	if err != nil {
		t.Fatal(err)
	}
	if codes, diagnosis := qr.NewReader().Read(picture); len(codes) != 0 || diagnosis != qr.NoCode {
		t.Errorf("%d codes: %s", len(codes), diagnosis)
	}
}

func TestTheActsAreThoseThatStaffShouldKnow(t *testing.T) {
	want := []string{"accepted", "not-accepted", "forged", "expired", "revoked", "unknown-issuer", "two-part", "other-pass", "web-address"}
	var ids []string
	outcomes := map[reason.Outcome]bool{}
	for _, act := range Acts() {
		ids = append(ids, act.ID)
		outcomes[act.Outcome] = true
		for _, held := range act.Held {
			if held.Until-held.From < 2*time.Second || held.Until >= Round() {
				t.Errorf("%s is held from %v until %v", act.ID, held.From, held.Until)
			}
		}
	}
	if !slices.Equal(ids, want) {
		t.Errorf("acts %v, want %v", ids, want)
	}
	for _, o := range []reason.Outcome{reason.Accepted, reason.NotAccepted, reason.Invalid, reason.Unverified, reason.Unreadable} {
		if !outcomes[o] {
			t.Errorf("no act is %s", o)
		}
	}
}
