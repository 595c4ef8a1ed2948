package screen

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/verify/reason"
)

// filtered is the log of a desk among others, as a query selects it.
func filtered(q scanlog.Query) desk.State {
	st := logged()
	st.Log.Query, st.Log.Read = q, true
	st.Log.Known = scanlog.Values{
		Desks:   []string{"North entrance", "South entrance"},
		Reasons: []string{string(reason.BadSignature), string(reason.NotACard), "nys-full-2021-10/fourteen-days", string(reason.UnknownKey)},
		Issuers: []string{"https://ekeys.ny.gov/epass/doh/dvc/2021", "https://myvaccinerecord.cdph.ca.gov/creds"},
	}
	var rows []scanlog.Row
	for _, r := range st.Log.Rows {
		if q.Matches(r.Entry) {
			rows = append(rows, r)
		}
	}
	if q != (scanlog.Query{}) {
		st.Log.More = false
	}
	st.Log.Rows = rows
	return st
}

// logs are the views of the log as it is filtered and looked into.
func logs() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	refused := scanlog.Query{Outcome: reason.NotAccepted, From: "2021-11-24", To: "2021-11-24"}
	first := func(s *Screen) { s.log.choose(2) }
	return []scene{
		{name: "log-filtered", state: filtered(refused), texts: []string{"Outcome: Not accepted", "Day: Today", "Show all"}},
		{name: "log-choosing", state: filtered(scanlog.Query{}), then: func(s *Screen) { s.log.filter.open = -1; s.log.filter.turn(2) }, texts: []string{"Reason: all", "Issuer's key not on the list"}},
		{name: "log-days-small", size: small, state: filtered(scanlog.Query{From: "2021-11-01", To: "2021-11-20"}), then: func(s *Screen) { s.log.filter.open = -1; s.log.filter.turn(0) }, texts: []string{"Day: 1 Nov 2021 to 20 Nov 2021", "Yesterday", "Another day, or the first and the last"}},
		{name: "log-detail", state: filtered(scanlog.Query{}), then: first, texts: []string{"Entry 98", "Code", "nys-full-2021-10/fourteen-days", "Copy"}},
		{name: "log-detail-small", size: small, state: filtered(scanlog.Query{}), then: first, texts: []string{"Entry 98"}},
		{name: "log-detail-narrow", size: narrow, state: filtered(scanlog.Query{}), then: first, texts: []string{"Entry 98"}},
		{name: "log-no-match", state: filtered(scanlog.Query{Text: "nowhere"}), texts: []string{"No entry is like that", "Show all"}},
		{name: "log-marks", state: changed(filtered(scanlog.Query{}), func(st *desk.State) {
			kinds := []scanlog.Kind{scanlog.Tally, scanlog.Undo, scanlog.Compared, scanlog.Change, scanlog.ClockJump, scanlog.DaySeal, scanlog.Checkpoint}
			st.Log.Rows = slices.Clone(st.Log.Rows)
			for i, k := range kinds {
				st.Log.Rows[i].Kind = k
			}
			st.Log.Rows[0].Outcome = scanlog.LeftCount
			st.Log.Rows[3].Policy = "nys-pcr(testDays=2)"
		}), texts: []string{"Left", "Clock put", "Day closed", "nys-pcr(testDays=2)"}},
	}
}

// wished is a screen whose wishes are kept.
func wished(t *testing.T, st desk.State) (*Screen, fyne.Window, *[]desk.Action) {
	t.Helper()
	screen, w := open(t, scene{state: st}, Light)
	var wishes []desk.Action
	screen.do.Act = func(a desk.Action) { wishes = append(wishes, a) }
	return screen, w, &wishes
}

// Each facet offers what there is, and what is chosen is asked for beside what
// was chosen before.
func TestEachFacetOfTheLogAsksForWhatIsChosen(t *testing.T) {
	before := scanlog.Query{Text: "ny"}
	for i, want := range map[int]scanlog.Query{
		0: {Text: "ny", From: "2021-11-23", To: "2021-11-23"},
		1: {Text: "ny", Outcome: reason.NotAccepted},
		2: {Text: "ny", Reason: reason.NotACard},
		3: {Text: "ny", Issuer: "https://myvaccinerecord.cdph.ca.gov/creds"},
		4: {Text: "ny", Desk: "South entrance"},
		5: {Text: "ny", By: scanlog.ByScanner},
	} {
		screen, _, wishes := wished(t, filtered(before))
		f := screen.log.filter
		test.Tap(f.heads[i])
		test.Tap(f.choices.Objects[2].(*tick)) // all, then the first, then the second
		if got := *wishes; len(got) != 1 || got[0] != (desk.FilterLog{Query: want}) {
			t.Errorf("%s: asked for %+v, want %+v", f.facets[i].name, got, want)
		}
		screen.Show(filtered(want))
		if f.box.Visible() || f.facets[i].of(f.query) == "" {
			t.Errorf("%s: the choices stay open", f.facets[i].name)
		}
		test.Tap(f.heads[i])
		test.Tap(f.choices.Objects[0].(*tick))
		if got := (*wishes)[1]; got != (desk.FilterLog{Query: before}) {
			t.Errorf("%s: all asks for %+v", f.facets[i].name, got)
		}
	}
}

func TestSearchesAndShowsAllAgain(t *testing.T) {
	screen, w, wishes := wished(t, filtered(scanlog.Query{Outcome: reason.Accepted}))
	screen.searchLog()
	if w.Canvas().Focused() != screen.log.filter.search {
		t.Fatal("the line to search by has not the focus")
	}
	test.Type(screen.log.filter.search, "cdph")
	screen.log.filter.search.TypedKey(press(fyne.KeyReturn))
	want := desk.FilterLog{Query: scanlog.Query{Outcome: reason.Accepted, Text: "cdph"}}
	if got := *wishes; len(got) != 1 || got[0] != want {
		t.Errorf("asked for %+v", got)
	}
	screen.Show(filtered(want.Query))
	test.Tap(screen.log.filter.clear)
	if got := (*wishes)[1]; got != (desk.FilterLog{}) || screen.log.filter.search.Text != "" {
		t.Errorf("asked for %+v", got)
	}
	screen.Show(filtered(scanlog.Query{}))
	if screen.log.filter.clear.Visible() {
		t.Error("all can be shown again where all is shown")
	}
}

func TestTakesDaysAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string]scanlog.Query{
		"2021-10-17":                       {From: "2021-10-17", To: "2021-10-17"},
		"2021-10-17 2021-10-19":            {From: "2021-10-17", To: "2021-10-19"},
		"2021-10-19 to 2021-10-17.":        {From: "2021-10-17", To: "2021-10-19"},
		"2021-13-17":                       {},
		"yesterday":                        {},
		"2021-10-17 2021-10-18 2021-10-19": {},
	} {
		screen, _, wishes := wished(t, filtered(scanlog.Query{}))
		f := screen.log.filter
		test.Tap(f.heads[0])
		f.day.SetText(typed)
		f.day.hand()
		if want == (scanlog.Query{}) {
			if len(*wishes) != 0 || !contains(seenIn(screen.Content()), "Write a day as 2021-11-24") {
				t.Errorf("%q: asked for %+v", typed, *wishes)
			}
		} else if got := *wishes; len(got) != 1 || got[0] != (desk.FilterLog{Query: want}) {
			t.Errorf("%q: asked for %+v", typed, got)
		}
	}
}

// Rows come above the chosen one while it is looked at.
func TestTheChosenEntryStaysChosen(t *testing.T) {
	screen, _, _ := wished(t, filtered(scanlog.Query{}))
	screen.Key(press(fyne.KeyDown))
	screen.Key(press(fyne.KeyDown))
	key := screen.state.Log.Rows[1].Key
	if screen.log.chosen != key || !screen.log.detail.root.Visible() {
		t.Fatalf("chose %d, want %d", screen.log.chosen, key)
	}
	st := filtered(scanlog.Query{})
	newer := st.Log.Rows[0]
	newer.Key, newer.Number = 101, 101
	st.Log.Rows = slices.Concat([]scanlog.Row{newer}, st.Log.Rows)
	screen.Show(st)
	if screen.log.chosen != key || screen.log.at() != 2 || screen.log.detail.shown.Key != key {
		t.Errorf("a new row moved the choice to %d at %d", screen.log.chosen, screen.log.at())
	}
	screen.Show(filtered(scanlog.Query{Outcome: reason.Invalid}))
	if screen.log.chosen != 0 || screen.log.detail.root.Visible() {
		t.Error("an entry is chosen that is not on view")
	}
}

// Esc closes the choices, then the detail, then the view.
func TestEscClosesWhatIsOpenInTheLogFirst(t *testing.T) {
	screen, _, wishes := wished(t, filtered(scanlog.Query{}))
	screen.log.choose(0)
	test.Tap(screen.log.filter.heads[1])
	for i, open := range []func() bool{
		func() bool { return screen.log.filter.box.Visible() },
		func() bool { return screen.log.detail.root.Visible() },
	} {
		if !open() {
			t.Fatalf("%d: is not open", i)
		}
		screen.Key(press(fyne.KeyEscape))
		if open() || len(*wishes) > 0 {
			t.Errorf("%d: is open still, or asked for %v", i, *wishes)
		}
	}
	screen.Key(press(fyne.KeyEscape))
	if got := *wishes; len(got) != 1 || got[0] != (desk.Show{View: desk.ScanView}) {
		t.Errorf("asked for %v", got)
	}
}

// What is copied is what the detail says, in the words of the screen.
func TestCopiesTheChosenEntry(t *testing.T) {
	screen, _, wishes := wished(t, filtered(scanlog.Query{}))
	got := ""
	screen.do.Copy = func(text string) { got = text }
	screen.copyEntry()
	if got != "" || len(*wishes) > 0 {
		t.Error("copied nothing, and said so")
	}
	screen.log.choose(2)
	screen.copyEntry()
	for _, want := range []string{"Entry 98\n", "Code: nys-full-2021-10/fourteen-days\n", "Reason: Waiting period not over\n", "By: Camera\n", "Hash: 00000000 "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if w := *wishes; len(w) != 1 || w[0].(desk.Remark).ID != "copied" {
		t.Errorf("said %v", w)
	}
}

// Whoever has no mouse reaches every control of the log, and chooses by it.
func TestTheLogIsUsedByKeyboardAlone(t *testing.T) {
	screen, w, wishes := wished(t, filtered(scanlog.Query{}))
	f := screen.log.filter
	want := []fyne.Focusable{f.search}
	for _, h := range f.heads {
		want = append(want, h)
	}
	w.Canvas().Focus(f.search)
	for _, next := range want {
		if w.Canvas().Focused() != next {
			t.Fatalf("the focus is at %T, not at %T", w.Canvas().Focused(), next)
		}
		w.Canvas().FocusNext()
	}
	w.Canvas().Focus(f.heads[1])
	w.Canvas().Focused().TypedKey(press(fyne.KeyReturn))
	for range 3 { // from all on
		w.Canvas().FocusNext()
	}
	w.Canvas().Focused().TypedKey(press(fyne.KeySpace))
	if got := *wishes; len(got) != 1 || got[0] != (desk.FilterLog{Query: scanlog.Query{Outcome: reason.Invalid}}) {
		t.Errorf("asked for %v", got)
	}
	if w.Canvas().Focused() != f.heads[1] {
		t.Errorf("the focus is lost at %T", w.Canvas().Focused())
	}
}
