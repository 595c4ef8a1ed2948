package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// asking is a desk that asks for the photo ID.
func asking(t *testing.T) *front {
	f := newFront(t)
	f.State = f.With(desk.Setup{Set: settings.Settings{IDStep: true}}, desk.Network{})
	return f
}

// kinds lists what was logged: kind, what it refers to, and an ID's answer.
func (f *front) kinds() string {
	var all []string
	for _, e := range f.log {
		all = append(all, strings.TrimRight(fmt.Sprintf("%s %d %s", e.Kind, e.Refers, e.ID), " "))
	}
	return strings.Join(all, ", ")
}

func (f *front) compare(matches bool) {
	shown := time.Time{}
	if f.Result != nil {
		shown = f.Result.Shown
	}
	f.act(desk.Compare{Shown: shown, Matches: matches})
}

// undo takes back what was done, a second later.
func (f *front) undo() {
	f.wait(time.Second)
	f.act(desk.Undo{})
}

// admitted folds the log as every store does.
func (f *front) admitted() (n int) {
	var rows []scanlog.Row
	for _, e := range f.log {
		rows = append(rows, scanlog.Row{Entry: e})
	}
	for _, c := range scanlog.Fold(rows, scanlog.Query{}) {
		n += c.Admitted()
	}
	return n
}

func TestTheComparisonWithAPhotoIDIsLoggedAndCounts(t *testing.T) {
	for name, c := range map[string]struct {
		then     func(*front)
		kinds    string
		admitted int
	}{
		"matches":            {func(f *front) { f.compare(true) }, "scan 0, compared 1 matched", 1},
		"does not match":     {func(f *front) { f.compare(false) }, "scan 0, compared 1 different", 0},
		"is answered twice":  {func(f *front) { f.compare(false); f.compare(true) }, "scan 0, compared 1 different", 0},
		"then closes":        {func(f *front) { f.compare(true); f.wait(time.Minute) }, "scan 0, compared 1 matched", 1},
		"is left by closing": {func(f *front) { f.wait(time.Minute) }, "scan 0, compared 1 not-compared", 0},
		"is left by Esc":     {func(f *front) { f.act(desk.Clear{}) }, "scan 0, compared 1 not-compared", 0},
		"is left by locking": {func(f *front) { f.act(desk.Lock{}) }, "scan 0, compared 1 not-compared", 0},
		"is left by the next card": {func(f *front) { f.see(desktest.Card(f.t, "Hopper", 1).Texts[0]) },
			"scan 0, compared 1 not-compared, scan 0", 0},
		"matches, which was a mistake": {func(f *front) { f.compare(true); f.undo(); f.compare(false) },
			"scan 0, compared 1 matched, compared 2 matched-undone, compared 1 different", 0},
		"does not match, which was a mistake": {func(f *front) { f.compare(false); f.undo(); f.undo(); f.compare(true) },
			"scan 0, compared 1 different, compared 2 different-undone, compared 1 matched", 1},
		"is clicked twice": {func(f *front) { f.compare(true); f.act(desk.Undo{}) }, "scan 0, compared 1 matched", 1},
		"is taken back and left": {func(f *front) { f.compare(true); f.undo(); f.wait(time.Minute) },
			"scan 0, compared 1 matched, compared 2 matched-undone, compared 1 not-compared", 0},
		"is not taken back once it is closed": {func(f *front) { f.compare(true); f.wait(time.Minute); f.act(desk.Undo{}) },
			"scan 0, compared 1 matched", 1},
		"stays open for what is no card": {func(f *front) { f.see("https://menu.example"); f.compare(true) },
			"scan 0, scan 0, compared 1 matched", 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := asking(t)
			f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
			f.wait(time.Second)
			if !f.AsksID() {
				t.Fatal("nothing is asked")
			}
			c.then(f)
			if f.kinds() != c.kinds || f.admitted() != c.admitted {
				t.Errorf("logged %s, admitted %d", f.kinds(), f.admitted())
			}
			if f.Result != nil && f.AsksID() {
				t.Error("it is still asked")
			}
			for i, e := range f.log {
				if e.Number != int64(i+1) || e.Policy != "nys-full-2021-10" {
					t.Errorf("entry %d is %+v", i, e)
				}
			}
		})
	}
}

func TestAnAnswerIsForTheResultThatWasSeen(t *testing.T) {
	f := asking(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	first := f.Result.Shown
	f.see(desktest.Card(t, "Hopper", 2).Texts[0])
	f.wait(time.Second)
	f.act(desk.Compare{Shown: first, Matches: true})
	if f.Result.ID != "" || f.kinds() != "scan 0, compared 1 not-compared, scan 0" {
		t.Errorf("the answer went to the next visitor: %s", f.kinds())
	}
}

func TestTheQuestionOpensOnceTheKeysAreQuiet(t *testing.T) {
	f := asking(t)
	f.act(desk.Coming{Incoming: desk.Incoming{Characters: 700, Since: f.now}})
	f.read(desktest.Card(t, "Lovelace", 2).Texts[0], scanlog.ByScanner)
	f.wait(time.Second)
	f.compare(true)
	if f.AsksID() || f.Result.ID != "" {
		t.Error("an answer was taken while keys came")
	}
	f.act(desk.Coming{})
	f.compare(true)
	if f.Result.ID != scanlog.IDMatched {
		t.Error("no answer was taken once the keys were quiet")
	}

	g := asking(t)
	g.see(desktest.Card(t, "Hopper", 2).Texts[0])
	g.wait(200 * time.Millisecond)
	g.compare(true)
	if g.Result.ID != "" {
		t.Error("an answer was taken before anybody can have seen the question")
	}
}

func TestNothingIsAskedOfOthersOrWhereItIsTurnedOff(t *testing.T) {
	f := asking(t)
	f.see(desktest.Card(t, "Lovelace", 1).Texts[0]) // not enough
	f.wait(time.Minute)
	off := newFront(t)
	off.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	off.wait(time.Second)
	off.compare(false)
	off.wait(time.Minute)
	if f.kinds() != "scan 0" || off.kinds() != "scan 0" || off.admitted() != 1 {
		t.Errorf("logged %s, and %s", f.kinds(), off.kinds())
	}
}

func TestInTrainingTheComparisonIsPractice(t *testing.T) {
	f := asking(t)
	f.act(desk.Train{On: true})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	f.compare(false)
	if f.Result.ID != scanlog.IDDifferent || len(f.log) != 0 {
		t.Errorf("answered %q, logged %s", f.Result.ID, f.kinds())
	}
}

func TestTheNameGoesSoonOnceItWasCompared(t *testing.T) {
	f := asking(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	f.compare(true)
	f.wait(5 * time.Second)
	if f.shown() != "" {
		t.Errorf("%s is still shown", f.shown())
	}

	held := asking(t)
	held.see(desktest.Card(t, "Hopper", 2).Texts[0])
	held.act(desk.Hold{})
	held.wait(time.Second)
	held.compare(true)
	held.wait(time.Hour)
	if held.shown() != "Hopper" {
		t.Error("what is held has closed")
	}
}

func TestTalliesCountUntilTheyAreTakenBack(t *testing.T) {
	f := newFront(t)
	for _, why := range scanlog.Tallies() {
		f.act(desk.Tally{Why: why})
	}
	if f.Today.Counts[scanlog.ByHandCount] != 4 || f.admitted() != 4 || f.Notice.ID != "tally-other" {
		t.Errorf("%d today, %d admitted, said %q", f.Today.Counts[scanlog.ByHandCount], f.admitted(), f.Notice.ID)
	}
	f.act(desk.Undo{})
	f.act(desk.Undo{})
	want := "tally 0, tally 0, tally 0, tally 0, undo 4, undo 3"
	if f.kinds() != want || f.Today.Counts[scanlog.ByHandCount] != 2 || f.admitted() != 2 || f.Notice.ID != "untally-child" {
		t.Errorf("logged %s; %d today, %d admitted", f.kinds(), f.Today.Counts[scanlog.ByHandCount], f.admitted())
	}
	last := f.log[5]
	if last.Reason != scanlog.Child || last.Outcome != scanlog.ByHandCount || last.By != scanlog.ByHand {
		t.Errorf("took back %+v", last)
	}
	for range 9 {
		f.act(desk.Undo{})
	}
	if f.Today.Total() != 0 || f.CanUndo() {
		t.Errorf("%d today after all was taken back", f.Today.Total())
	}
}

// Whatever was done last by hand is what is taken back first.
func TestTheLastThingDoneByHandIsTakenBackFirst(t *testing.T) {
	f := asking(t)
	f.act(desk.Tally{Why: scanlog.Child})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	f.compare(false)
	f.act(desk.Tally{Why: scanlog.PaperRecord})
	for range 3 {
		if !f.CanUndo() {
			t.Error("nothing is left to take back")
		}
		f.undo()
	}
	if want := "tally 0, scan 0, compared 2 different, tally 0, undo 4, compared 3 different-undone, undo 1"; f.kinds() != want || f.CanUndo() {
		t.Errorf("logged %s", f.kinds())
	}
	if !f.AsksID() || f.Result.Closes.Sub(f.Now) != f.ResultFor()-time.Second {
		t.Errorf("it is not asked again, or only until %v", f.Result.Closes)
	}
}

func TestAnAnswerOfATrainingIsTakenBackToo(t *testing.T) {
	f := asking(t)
	f.act(desk.Train{On: true})
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	f.compare(true)
	f.undo()
	if f.Result.ID != "" || !f.AsksID() || len(f.log) != 0 {
		t.Errorf("the answer is %q, logged %s", f.Result.ID, f.kinds())
	}
}

func TestATallyOfYesterdayIsNotTakenBack(t *testing.T) {
	f := newFront(t)
	f.act(desk.Tally{Why: scanlog.Child})
	f.wait(24 * time.Hour)
	f.act(desk.Undo{})
	if f.CanUndo() || f.kinds() != "tally 0, day-seal 1" {
		t.Errorf("logged %s", f.kinds())
	}
}

func TestNothingButATallyIsTallied(t *testing.T) {
	f := newFront(t)
	f.act(desk.Tally{Why: reason.Revoked})
	f.act(desk.Train{On: true})
	f.act(desk.Tally{Why: scanlog.Child})
	if len(f.log) != 0 || f.Today.Total() != 0 || f.Notice.ID != "tally-training" {
		t.Errorf("logged %s, said %q", f.kinds(), f.Notice.ID)
	}
}
