package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/verify"
)

func TestAClockThatCannotBeRightIsNoticedAndThePastOneForgotten(t *testing.T) {
	listed, logged := noon.AddDate(0, -2, 0), noon.AddDate(0, 0, -1)
	for name, c := range map[string]struct {
		now   time.Time
		fault verify.ClockFault
		known time.Time
	}{
		"right":                  {noon, verify.ClockRight, time.Time{}},
		"before the list":        {listed.AddDate(0, 0, -1), verify.ClockBehindSnapshot, listed},
		"before the log":         {logged.Add(-time.Hour), verify.ClockSetBack, logged},
		"corrected by a minute":  {logged.Add(-time.Minute), verify.ClockRight, time.Time{}},
		"ahead, unknown to us":   {noon.AddDate(9, 0, 0), verify.ClockRight, time.Time{}},
		"reset by a dead button": {time.Unix(0, 0).In(noon.Location()), verify.ClockBehindSnapshot, listed},
	} {
		f := newFront(t)
		f.About.Directory.Issued = listed.UTC()
		f.State = f.Remembers(logged.UTC())
		f.now = c.now
		f.wait(0)
		got := f.Clock()
		if got.Fault != c.fault || !got.Known.Equal(c.known) {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Fault != verify.ClockRight && (!got.Says.Equal(c.now) || got.Known.Location() != noon.Location()) {
			t.Errorf("%s: says %v, known %v", name, got.Says, got.Known)
		}
		f.now = noon
		if f.wait(0); f.Clock() != (desk.Clock{}) {
			t.Errorf("%s: still said once it is right again: %+v", name, f.Clock())
		}
	}
}

// A scan under the wrong clock does not make it right, and is answered.
func TestAClockThatIsSetBackInThisRunIsSaidUntilItIsRight(t *testing.T) {
	f := newFront(t)
	f.read(desktest.Card(t, "Lovelace", 2).JWS, "file")
	f.wait(-24 * time.Hour)
	if c := f.Clock(); c.Fault != verify.ClockSetBack || !c.Known.Equal(noon) {
		t.Fatalf("%+v", c)
	}
	f.read(desktest.Card(t, "Hopper", 2).JWS, "file")
	if f.shown() != "Hopper" || len(f.log) != 2 || f.Clock().Fault != verify.ClockSetBack {
		t.Errorf("shown %q, %d entries, %+v", f.shown(), len(f.log), f.Clock())
	}
	if f.wait(23*time.Hour + 55*time.Minute); f.Clock().Fault != verify.ClockRight {
		t.Errorf("%+v", f.Clock())
	}
}

// A clock that ran ahead and was put right looks as if it was set back.
func TestAPersonsWordCountsForTheLogButNotForTheSignedList(t *testing.T) {
	f := newFront(t)
	f.State = f.Remembers(noon.AddDate(1, 0, 0))
	if f.Clock().Fault != verify.ClockSetBack {
		t.Fatalf("%+v", f.Clock())
	}
	f.act(desk.ClockIsRight{})
	if f.Clock().Fault != verify.ClockRight || len(f.log) != 0 {
		t.Errorf("%+v, logged %v", f.Clock(), f.log)
	}
	if f.wait(-time.Hour); f.Clock().Fault != verify.ClockSetBack {
		t.Error("set back after that, it is not noticed")
	}
	f.act(desk.DirectoryIs{Directory: desk.Directory{Issued: noon.AddDate(0, 0, 1)}})
	f.act(desk.ClockIsRight{})
	if f.Clock().Fault != verify.ClockBehindSnapshot {
		t.Errorf("%+v", f.Clock())
	}
}
