package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/camera"
)

// scan lets a hand scanner send a text, which takes its time.
func (f *front) scan(text string, takes time.Duration) {
	began := f.now
	for n := 100; f.now.Before(began.Add(takes)); n += 100 {
		f.act(desk.Coming{Incoming: desk.Incoming{Characters: n, Since: began}})
		f.wait(100 * time.Millisecond)
	}
	s, e := f.Scan(desk.Reading{Text: text, By: scanlog.ByScanner, Began: began}, f.now, f.book)
	f.keep(s, e)
	f.act(desk.Coming{})
}

func TestAScannerThatStandsBeforeACardScansItOnce(t *testing.T) {
	for _, takes := range []time.Duration{300 * time.Millisecond, 3 * time.Second, 40 * time.Second} {
		f := newFront(t)
		text := desktest.Card(t, "Lovelace", 2).Texts[0]
		for range 5 {
			f.scan(text, takes)
			f.wait(time.Second)
		}
		if len(f.log) != 1 || f.log[0].By != scanlog.ByScanner {
			t.Errorf("at %v a text the log has %+v", takes, f.log)
		}
		f.wait(time.Second) // two since the last
		f.scan(text, takes)
		if len(f.log) != 2 || f.Result == nil {
			t.Errorf("at %v a text a new scan is logged as the %d.", takes, len(f.log))
		}
	}
}

func TestPartsWaitForAScannerThatTakesItsTime(t *testing.T) {
	f := newFront(t)
	parts := desktest.Card(t, "Lovelace", 40).Texts
	for i, part := range parts {
		f.scan(part, 40*time.Second)
		if i < len(parts)-1 && (len(f.Parts) != len(parts) || !f.Parts[i]) {
			t.Fatalf("after part %d the desk holds %v", i+1, f.Parts)
		}
		f.wait(5 * time.Second)
	}
	if f.outcomes() != "accepted" {
		t.Errorf("logged %s", f.outcomes())
	}
}

func TestInTheSettingsAScannerIsOnlyTried(t *testing.T) {
	f := newFront(t)
	f.act(desk.Show{View: desk.SettingsView})
	f.scan(desktest.Card(t, "Lovelace", 2).Texts[0], time.Second)
	if len(f.log) > 0 || f.Result != nil || f.Notice.ID != "scanner-read" {
		t.Errorf("%d entries, a result %v, notice %q", len(f.log), f.Result != nil, f.Notice.ID)
	}
}

func TestSaysWhenALineIsLostAndFoundAgain(t *testing.T) {
	f := newFront(t)
	for _, step := range []struct {
		phase desk.Phase
		says  string
	}{{desk.Opening, ""}, {desk.Failed, ""}, {desk.Live, "scanner-ready"}, {desk.Failed, "scanner-failed"}, {desk.Failed, "scanner-failed"}, {desk.Live, "scanner-ready"}} {
		f.act(desk.LineIs{Line: desk.Line{Phase: step.phase, Fault: string(camera.Lost), Port: "COM3"}})
		if f.Notice.ID != step.says || f.Line.Phase != step.phase {
			t.Errorf("%s: says %q of %+v", step.phase, f.Notice.ID, f.Line)
		}
	}
}
