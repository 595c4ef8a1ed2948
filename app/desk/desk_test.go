package desk_test

import (
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

var noon = time.Date(2021, 10, 20, 12, 0, 0, 0, time.FixedZone("EDT", -4*3600))

// front is a desk under test that keeps its log.
type front struct {
	t    *testing.T
	book desk.Rulebook
	now  time.Time
	desk.State
	log []scanlog.Entry
}

func newFront(t *testing.T) *front {
	about := desk.About{Site: "Museum", Desk: "North", Policy: "nys-full-2021-10", ResultFor: 30 * time.Second}
	return &front{t: t, book: desktest.Rulebook(t, mint.TrainingISS), now: noon, State: desk.New(about, 0, nil, noon)}
}

func (f *front) keep(s desk.State, entries []scanlog.Entry) {
	f.State = s
	f.log = append(f.log, entries...)
}

func (f *front) see(text string) { f.read(text, scanlog.ByCamera) }

func (f *front) read(text string, by scanlog.By) {
	s, e := f.Scan(desk.Reading{Text: text, By: by, Took: 20 * time.Millisecond}, f.now, f.book)
	f.keep(s, e)
}

func (f *front) act(a desk.Action) {
	s, e := f.Act(a, f.now)
	f.keep(s, e)
}

func (f *front) wait(d time.Duration) {
	f.now = f.now.Add(d)
	s, e := f.Tick(f.now)
	f.keep(s, e)
}

func (f *front) outcomes() string {
	var words []string
	for _, e := range f.log {
		words = append(words, string(e.Outcome))
	}
	return strings.Join(words, " ")
}

// shown gives the family name on view, "" if none.
func (f *front) shown() string {
	if f.Result == nil || f.Result.Verdict.Record == nil {
		return ""
	}
	return f.Result.Verdict.Record.Holder.Name.Family
}

func TestACardIsAnsweredAndLoggedOnce(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	for range 100 { // ten seconds in view
		f.see(card)
		f.wait(100 * time.Millisecond)
	}
	if f.shown() != "Lovelace" || f.Result.Decision.Outcome != reason.Accepted {
		t.Errorf("shown %q", f.shown())
	}
	if len(f.log) != 1 || f.Today.Total() != 1 || f.Today.Counts[reason.Accepted] != 1 {
		t.Fatalf("%d entries, %d today", len(f.log), f.Today.Total())
	}
	e := f.log[0]
	want := scanlog.Entry{
		Number: 1, Kind: scanlog.Scan, At: noon, Site: "Museum", Desk: "North", Outcome: reason.Accepted,
		Issuer: mint.TrainingISS, Format: "smart-health-card", Policy: "nys-full-2021-10",
		By: scanlog.ByCamera, Took: 20 * time.Millisecond,
	}
	if e != want {
		t.Errorf("logged %+v\nwant   %+v", e, want)
	}
}

func TestTheNextCardReplacesTheResult(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(time.Second)
	f.see(desktest.Card(t, "Hopper", 1).Texts[0])
	if f.shown() != "Hopper" || f.outcomes() != "accepted not-accepted" {
		t.Errorf("shown %q, logged %s", f.shown(), f.outcomes())
	}
	if f.log[1].Number != 2 {
		t.Errorf("second entry is number %d", f.log[1].Number)
	}
}

func TestACardIsNewAfterTwoSecondsOutOfView(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.see(card)
	f.wait(1900 * time.Millisecond)
	f.see(card)
	f.wait(2 * time.Second)
	f.see(card)
	if len(f.log) != 2 {
		t.Errorf("%d entries, want 2", len(f.log))
	}
}

func TestClosingAResultDoesNotMakeTheCardNew(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.see(card)
	f.act(desk.Clear{})
	f.wait(time.Second)
	f.see(card)
	if f.Result != nil || len(f.log) != 1 {
		t.Errorf("result %v, %d entries", f.Result, len(f.log))
	}
}

func TestAFileIsAlwaysNew(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.read(card, scanlog.ByFile)
	f.read(card, scanlog.ByFile)
	if len(f.log) != 2 {
		t.Errorf("%d entries, want 2", len(f.log))
	}
}

func TestAResultClosesByItselfUnlessHeld(t *testing.T) {
	f := newFront(t)
	card := desktest.Card(t, "Lovelace", 2).Texts[0]
	f.see(card)
	f.act(desk.Hold{})
	f.wait(time.Hour)
	if f.shown() == "" {
		t.Error("a held result closed")
	}
	f.act(desk.Hold{})
	f.wait(29 * time.Second)
	if f.shown() == "" {
		t.Error("closed before its time")
	}
	f.wait(time.Second)
	if f.Result != nil {
		t.Error("still open after 30 s")
	}
}

func TestUnreadableNeverReplacesAResultAndIsLoggedOnce(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	for range 20 {
		f.see("https://example.org/menu")
		f.wait(100 * time.Millisecond)
	}
	if f.shown() != "Lovelace" || f.outcomes() != "accepted unreadable" {
		t.Errorf("shown %q, logged %s", f.shown(), f.outcomes())
	}
}

func TestPartsAreJoinedInAnyOrderAndLoggedOnce(t *testing.T) {
	f := newFront(t)
	parts := desktest.Card(t, "Lovelace", 40).Texts
	if len(parts) != 3 {
		t.Fatalf("minted %d parts, want 3", len(parts))
	}
	f.see(parts[2])
	f.see(parts[0])
	if len(f.Parts) != 3 || !f.Parts[0] || f.Parts[1] || !f.Parts[2] || len(f.log) != 0 {
		t.Errorf("parts %v, %d entries", f.Parts, len(f.log))
	}
	f.see(parts[1])
	if f.shown() != "Lovelace" || len(f.Parts) != 0 || f.outcomes() != "accepted" {
		t.Errorf("shown %q, parts %v, logged %s", f.shown(), f.Parts, f.outcomes())
	}
}

func TestAnUnfinishedSetIsLoggedWhenGivenUp(t *testing.T) {
	parts := desktest.Card(t, "Lovelace", 40).Texts
	for name, giveUp := range map[string]func(*front){
		"by Esc":     func(f *front) { f.act(desk.Clear{}) },
		"after time": func(f *front) { f.wait(61 * time.Second) },
	} {
		f := newFront(t)
		f.see(parts[0])
		giveUp(f)
		if f.outcomes() != "unreadable" || f.log[0].Reason != reason.Incomplete || len(f.Parts) != 0 {
			t.Errorf("%s: logged %s, parts %v", name, f.outcomes(), f.Parts)
		}
		f.wait(time.Hour)
		if len(f.log) != 1 {
			t.Errorf("%s: logged again", name)
		}
	}
}

func TestAPartOfAnotherCardIsToldApart(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 40).Texts[0])
	f.see(desktest.Card(t, "Hopper", 40).Texts[0])
	if f.Notice.ID != "other-part" || len(f.log) != 0 {
		t.Errorf("notice %q, %d entries", f.Notice.ID, len(f.log))
	}
}

// in keeps texts in the camera's view for a while.
func (f *front) in(view time.Duration, texts ...string) {
	for end := f.now.Add(view); f.now.Before(end); f.wait(100 * time.Millisecond) {
		for _, text := range texts {
			f.see(text)
		}
	}
}

func TestTheNextVisitorsPartsTakeOverFromAnUnfinishedSet(t *testing.T) {
	f := newFront(t)
	first, second := desktest.Card(t, "Lovelace", 40).Texts, desktest.Card(t, "Hopper", 40).Texts
	f.in(time.Second, first[0])
	f.in(10*time.Second, second[0]) // held still, as a visitor does who waits
	if f.outcomes() != "unreadable" || len(f.Parts) != 3 || !f.Parts[0] {
		t.Errorf("logged %q, parts %v", f.outcomes(), f.Parts)
	}
	f.in(time.Second, second[1])
	f.in(time.Second, second[2])
	if f.shown() != "Hopper" || f.outcomes() != "unreadable accepted" {
		t.Errorf("shown %q, logged %s", f.shown(), f.outcomes())
	}
}

func TestTwoCardsInViewAreToldApartHoweverLong(t *testing.T) {
	f := newFront(t)
	first, second := desktest.Card(t, "Lovelace", 40).Texts, desktest.Card(t, "Hopper", 40).Texts
	f.in(2*time.Minute, first[0], second[0])
	if len(f.log) != 0 || f.Notice.ID != "other-part" {
		t.Errorf("logged %q, notice %q", f.outcomes(), f.Notice.ID)
	}
	f.see(first[1])
	f.see(first[2])
	if f.shown() != "Lovelace" || f.outcomes() != "accepted" {
		t.Errorf("shown %q, logged %q", f.shown(), f.outcomes())
	}
	f.in(10*time.Second, first...) // a finished card that stays begins no set
	if len(f.Parts) != 0 || len(f.log) != 1 {
		t.Errorf("parts %v, logged %q", f.Parts, f.outcomes())
	}
}

func TestTodayStartsAtNoneAtMidnight(t *testing.T) {
	f := newFront(t)
	f.see(desktest.Card(t, "Lovelace", 2).Texts[0])
	f.wait(12 * time.Hour)
	if f.Today.Total() != 0 || f.Today.Day != "2021-10-21" {
		t.Errorf("%d on %s", f.Today.Total(), f.Today.Day)
	}
}

func TestADeskGoesOnCountingAfterAStart(t *testing.T) {
	counts := []scanlog.Count{
		{Day: "2021-10-20", Desk: "North", Outcome: reason.Accepted, N: 7},
		{Day: "2021-10-20", Desk: "South", Outcome: reason.Accepted, N: 5},
		{Day: "2021-10-19", Desk: "North", Outcome: reason.Accepted, N: 3},
	}
	s := desk.New(desk.About{Desk: "North"}, 41, counts, noon)
	s, entries := s.Scan(desk.Reading{Text: "x", By: scanlog.ByCamera}, noon, desktest.Rulebook(t, mint.TrainingISS))
	if entries[0].Number != 42 || s.Today.Counts[reason.Accepted] != 7 || s.Today.Total() != 8 {
		t.Errorf("number %d, %d today", entries[0].Number, s.Today.Total())
	}
}

func TestNothingOfTheHolderStaysOnceTheResultHasClosed(t *testing.T) {
	f := newFront(t)
	parts := desktest.Card(t, "Unmistakable", 40).Texts
	for _, text := range append(parts, desktest.Card(t, "Unmistakable", 2).Texts[0], parts[0]) {
		f.see(text)
		f.wait(100 * time.Millisecond)
	}
	if !strings.Contains(fmt.Sprintf("%+v", *f.Result.Verdict.Record), "Unmistakable") {
		t.Fatal("the test shows no holder")
	}
	f.act(desk.Clear{})
	if left := fmt.Sprintf("%+v", f.State); strings.Contains(left, "Unmistakable") || strings.Contains(left, parts[0]) {
		t.Errorf("left in the State: %s", left)
	}
	if logged := fmt.Sprintf("%+v", f.log); strings.Contains(logged, "Unmistakable") {
		t.Errorf("logged: %s", logged)
	}
}

// A card may claim any issuer; what it claims is the card's text, and only
// its host is worth a line in a log.
func TestOnlyTheHostOfAnUnknownIssuerIsLogged(t *testing.T) {
	stranger, err := mint.FromSeed("https://cards.example/Ada-Lovelace-1980", "a stranger")
	if err != nil {
		t.Fatal(err)
	}
	card, err := stranger.Card(mint.Spec{Name: mint.Name{Family: "Lovelace"}}, noon)
	if err != nil {
		t.Fatal(err)
	}
	f := newFront(t)
	f.see(card.Texts[0])
	if e := f.log[0]; e.Reason != reason.NoDirectory || e.Issuer != "https://cards.example" {
		t.Errorf("logged %s of %q", e.Reason, e.Issuer)
	}
}

func TestAPictureGoesWithTheCamera(t *testing.T) {
	f := newFront(t)
	f.act(desk.CameraIs{Camera: desk.Camera{Phase: desk.Live}})
	f.act(desk.Seen{Picture: image.NewGray(image.Rect(0, 0, 1, 1))})
	if f.Picture == nil {
		t.Fatal("no picture")
	}
	f.act(desk.CameraIs{Camera: desk.Camera{Phase: desk.Failed, Fault: "lost"}})
	if f.Picture != nil {
		t.Error("the last picture stayed: it may show a visitor who has left")
	}
}

// logRows gives rows of these keys.
func logRows(keys ...int64) []scanlog.Row {
	rows := make([]scanlog.Row, len(keys), len(keys)+8)
	for i, k := range keys {
		rows[i].Key = k
	}
	return rows
}

func TestPagesOfTheLogJoinWithoutGapOrDouble(t *testing.T) {
	newest := desk.LogPage{Rows: logRows(9, 8, 7), More: true}
	older := desk.LogPage{Rows: logRows(6, 5), Before: 7}
	for name, c := range map[string]struct {
		view  desk.View
		pages []desk.LogPage
		want  string
		more  bool
	}{
		"an older page follows":                    {desk.LogView, []desk.LogPage{newest, older}, "[9 8 7 6 5]", false},
		"an older page that was asked for twice":   {desk.LogView, []desk.LogPage{newest, older, older}, "[9 8 7 6 5]", false},
		"scans while older rows are on view":       {desk.LogView, []desk.LogPage{newest, older, {Rows: logRows(11, 10, 9), More: true}}, "[11 10 9 8 7 6 5]", false},
		"more scans than a page":                   {desk.LogView, []desk.LogPage{newest, older, {Rows: logRows(13, 12, 11), More: true}}, "[13 12 11]", true},
		"an older page of rows that are gone":      {desk.LogView, []desk.LogPage{newest, {Rows: logRows(13, 12, 11), More: true}, older}, "[13 12 11]", true},
		"a scan before an older page came":         {desk.LogView, []desk.LogPage{newest, {Rows: logRows(10, 9, 8), More: true}, older}, "[10 9 8 7 6 5]", false},
		"a scan while nobody looks at older rows":  {desk.ScanView, []desk.LogPage{newest, older, {Rows: logRows(10, 9, 8), More: true}}, "[10 9 8]", true},
		"the whole log is one page and grows":      {desk.LogView, []desk.LogPage{{Rows: logRows(2, 1)}, {Rows: logRows(3, 2, 1)}}, "[3 2 1]", false},
		"a log begun anew holds less":              {desk.LogView, []desk.LogPage{newest, {Rows: logRows(1)}}, "[1]", false},
		"a log begun anew holds nothing":           {desk.LogView, []desk.LogPage{newest, {}}, "[]", false},
		"the first page of a log with older pages": {desk.LogView, []desk.LogPage{newest}, "[9 8 7]", true},
	} {
		f := newFront(t)
		f.act(desk.Show{View: c.view})
		for _, page := range c.pages {
			before, held := f.State, fmt.Sprint(keysOf(f.State))
			f.act(page)
			if fmt.Sprint(keysOf(before)) != held {
				t.Errorf("%s: rows of an earlier State were written to", name)
			}
		}
		if got := fmt.Sprint(keysOf(f.State)); got != c.want || f.Log.More != c.more {
			t.Errorf("%s: %s, more %v; want %s, %v", name, got, f.Log.More, c.want, c.more)
		}
	}
}

func keysOf(s desk.State) []int64 {
	keys := []int64{}
	for _, r := range s.Log.Rows {
		keys = append(keys, r.Key)
	}
	return keys
}
