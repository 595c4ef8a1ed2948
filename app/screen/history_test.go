package screen

import (
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/report"
	"passdesk/app/scanlog/stats"
	"passdesk/verify/reason"
)

// counted is a desk whose counts of so many days are open.
func counted(days int) desk.State {
	st := atRest()
	st.View = desk.HistoryView
	h := desk.History{Days: days, To: desksNow.Format("2006-01-02")}
	h.From = desksNow.AddDate(0, 0, 1-days).Format("2006-01-02")
	for d := range days {
		day := desksNow.AddDate(0, 0, d+1-days).Format("2006-01-02")
		for hour := 9; hour < 18; hour++ {
			busy := 8 + (hour*5+d*3)%17
			for i, o := range stats.Outcomes() {
				c := scanlog.Count{Day: day, Hour: hour, Desk: "North entrance", Policy: "nys-full-2021-10", Outcome: o}
				c.N = []int{busy * 3, busy / 4, hour % 2, busy / 6, busy / 8, busy / 7}[i]
				c.Took = time.Duration(c.N) * 74 * time.Millisecond
				switch o {
				case reason.NotAccepted:
					c.Reason = "nys-full-2021-10/fourteen-days"
				case reason.Invalid:
					c.Reason = reason.BadSignature
				case reason.Unverified:
					c.Reason = reason.UnknownKey
				case reason.Unreadable:
					c.Reason = reason.UnsupportedFormat
				case scanlog.ByHandCount:
					c.Reason, c.Took = scanlog.PaperRecord, 0
				}
				if c.N > 0 {
					h.Hourly = append(h.Hourly, c)
				}
			}
		}
		h.Before = append(h.Before, scanlog.Count{Day: stats.WeekBefore(day), Outcome: reason.Accepted, N: 240})
	}
	st.History = h
	return st
}

// histories are the views of counts.
func histories() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	busy := changed(counted(366), func(st *desk.State) { st.Export = desk.Exporting{Busy: true, Done: 120000, All: 365000} })
	return []scene{
		{name: "history-today", size: [2]float32{1280, 1500}, state: counted(1), texts: []string{"Visits by the hour of the day", "24 Nov 2021", "Let in", "Save as…", "Waiting period not over"}},
		{name: "history-month", size: [2]float32{1280, 1500}, state: counted(31), texts: []string{"Visits by day", "25 Oct 2021 to 24 Nov 2021", "Daily counts"}},
		{name: "history-small", size: small, state: counted(7), texts: []string{"Counts", "7 days"}},
		{name: "history-narrow", size: narrow, state: counted(7), texts: []string{"Counts"}},
		{name: "history-desks", size: small, state: ofTwoDesks(), texts: []string{"All desks", "South entrance"}},
		{name: "history-exporting", state: busy, texts: []string{"120000 of about 365000 entries", "Cancel"}},
		{name: "history-empty", state: changed(atRest(), func(st *desk.State) { st.View = desk.HistoryView }), texts: []string{"Counts", "Every card was simply accepted."}},
	}
}

// Paper and screen must not tell an outcome in two colours.
func TestChartsHaveTheScreensColours(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Look{Variant: Light}))
	v := newChartView(100)
	for _, o := range stats.Outcomes() {
		got, want := color.NRGBAModel.Convert(v.colourOf(o)), color.NRGBAModel.Convert(chart.InPrint(o))
		if got != want {
			t.Errorf("%s is %v on the screen and %v in print", o, got, want)
		}
	}
}

func TestAChartIsDrawnAnewOnlyWhenItDiffers(t *testing.T) {
	screen, _ := open(t, scene{state: counted(1)}, Light)
	v := screen.history.hours
	first := v.draw(400, 200)
	if v.draw(400, 200) != first {
		t.Error("the same chart was drawn twice")
	}
	st := counted(1)
	st.History = screen.state.History
	screen.Show(st)
	if v.draw(400, 200) != first {
		t.Error("a State with the same counts had the chart drawn anew")
	}
	screen.Show(counted(7))
	if v.draw(400, 200) == first {
		t.Error("other counts are drawn as the same chart")
	}
}

// What is chosen is what is exported, of the days on view.
func TestExportsWhatWasChosen(t *testing.T) {
	screen, _ := open(t, scene{state: counted(31)}, Light)
	f := screen.history.export
	for _, c := range []struct {
		what   report.What
		format report.Format
		least  bool
		want   report.Export
		file   string
	}{
		{report.Counts, report.CSV, false, report.Export{What: report.Counts, Format: report.CSV}, "passdesk-counts-2021-11-24.csv"},
		{report.Hours, report.XLSX, true, report.Export{What: report.Hours, Format: report.XLSX, Least: 5}, "passdesk-hours-2021-11-24.xlsx"},
		{report.Log, report.JSON, true, report.Export{What: report.Log, Format: report.JSON}, "passdesk-log-2021-11-24.json"},
		{report.Reasons, report.Sheet, false, report.Export{What: report.Reasons, Format: report.Sheet}, "passdesk-reasons-2021-11-24.html"},
	} {
		f.least = c.least
		f.choose(c.what, c.format)
		e, file := screen.exportHere()
		c.want.Query = scanlog.Query{From: "2021-10-25", To: "2021-11-24"}
		if e.What != c.want.What || e.Format != c.want.Format || e.Least != c.want.Least || e.Query != c.want.Query || file != c.file {
			t.Errorf("%+v as %s, want %+v as %s", e, file, c.want, c.file)
		}
		if err := e.Check(); err != nil {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

// Whatever is pressed, in whatever order, can be exported.
func TestEveryChoiceCanBeExported(t *testing.T) {
	for _, days := range []int{1, 366} {
		screen, _ := open(t, scene{state: counted(days)}, Light)
		f := screen.history.export
		for _, what := range report.Tables() {
			for _, format := range report.Formats() {
				f.least = true
				f.choose(what, f.format)
				f.choose(f.what, format)
				if e, _ := screen.exportHere(); e.Check() != nil {
					t.Errorf("%s, then %s: %v", what, format, e.Check())
				}
				f.choose(what, f.format)
				if e, _ := screen.exportHere(); e.Check() != nil || e.What != what {
					t.Errorf("%s, %s, %s: %+v: %v", what, format, what, e, e.Check())
				}
			}
		}
	}
}

func TestCtrlEOpensTheCountsAndThenExportsThem(t *testing.T) {
	screen, w, noted := listening(t, atRest())
	screen.exportOrHistory()
	if len(noted.acts) != 1 || noted.acts[0] != (desk.Show{View: desk.HistoryView}) {
		t.Errorf("led to %#v", noted.acts)
	}
	screen.Show(changed(counted(1), func(st *desk.State) { st.Export.Busy = true }))
	screen.exportOrHistory()
	if w.Canvas().Overlays().Top() != nil {
		t.Error("a second export can be asked for while one is under way")
	}
	screen.Show(counted(1))
	screen.Key(press(fyne.KeyEscape))
	if len(noted.acts) != 2 || noted.acts[1] != (desk.Show{View: desk.ScanView}) {
		t.Errorf("Esc led to %#v", noted.acts)
	}
}

func TestTheEndingOfALogsFileIsItsFormat(t *testing.T) {
	for path, want := range map[string]report.Format{"a.csv": report.CSV, "A.XLSX": report.XLSX, "a.b.json": report.JSON, "a": report.CSV, "": report.CSV} {
		if got := formatOf(path); got != want {
			t.Errorf("%q is written as %s, want %s", path, got, want)
		}
	}
	if !strings.HasSuffix(report.Sheet.Ending(), "html") {
		t.Error("a sheet is not opened by a browser")
	}
}

// ofTwoDesks is a desk whose log another one shares.
func ofTwoDesks() desk.State {
	return changed(counted(7), func(st *desk.State) {
		st.Log.Known.Desks = []string{"North entrance", "South entrance"}
		south := st.History.Hourly[0]
		south.Desk, south.N = "South entrance", 5
		st.History.Hourly = append(slices.Clip(st.History.Hourly), south)
	})
}

func TestShowsAndExportsTheCountsOfOneDesk(t *testing.T) {
	screen, _ := open(t, scene{state: ofTwoDesks()}, Light)
	all := screen.history.total.number.words
	test.Tap(screen.history.desks.ticks["South entrance"])
	if got := screen.history.total.number.words; got != "5" || !contains(seenIn(screen.Content()), "South entrance") {
		t.Errorf("South has %s visits", got)
	}
	if e, _ := screen.exportHere(); e.Query.Desk != "South entrance" {
		t.Errorf("exports %+v", e.Query)
	}
	screen.Show(ofTwoDesks())
	if got := screen.history.total.number.words; got != "5" {
		t.Errorf("the next State shows %s", got)
	}
	test.Tap(screen.history.desks.ticks[""])
	if e, _ := screen.exportHere(); screen.history.total.number.words != all || e.Query.Desk != "" {
		t.Errorf("all desks have %s, exported %+v", screen.history.total.number.words, e.Query)
	}
	screen.Show(counted(7))
	if screen.history.desks.box.Visible() {
		t.Error("a desk alone chooses among desks")
	}
}
