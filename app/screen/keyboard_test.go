package screen

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/camera/handheld"
)

// typist sends keys to whatever has the focus, as Fyne does, by a clock of the
// test's.
type typist struct {
	screen *Screen
	window fyne.Window
	noted  *wishes
	now    time.Time
	read   []string
	came   []int
}

func newTypist(t *testing.T, st desk.State) *typist {
	screen, w, noted := listening(t, st)
	y := &typist{screen: screen, window: w, noted: noted, now: desksNow}
	screen.keys.clock = func() time.Time { return y.now }
	screen.keys.heard = func(c handheld.Code) { y.read = append(y.read, c.Text) }
	screen.keys.came = func(p handheld.Progress) { y.came = append(y.came, p.Characters) }
	return y
}

// pass lets time go by while the program looks for keys.
func (y *typist) pass(d time.Duration) {
	for until := y.now.Add(d); y.now.Before(until); y.now = y.now.Add(min(17*time.Millisecond, until.Sub(y.now))) {
		y.screen.keys.rest()
	}
	y.screen.keys.rest()
}

// key sends a key that goes down and types r, 0 for nothing.
func (y *typist) key(name fyne.KeyName, r rune) {
	e := &fyne.KeyEvent{Name: name}
	focused := y.window.Canvas().Focused()
	if focused == nil {
		focused = y.screen.nowhere
	}
	if k, ok := focused.(desktop.Keyable); ok {
		k.KeyDown(e)
		defer k.KeyUp(e)
	}
	focused.TypedKey(e)
	if r != 0 {
		focused.TypedRune(r)
	}
}

// types sends the keys of a text.
func (y *typist) types(text string, pace time.Duration) {
	for _, r := range text {
		switch r {
		case '\r':
			y.key(fyne.KeyReturn, 0)
		case '\t':
			y.key(fyne.KeyTab, 0)
		case '\x1b':
			y.key(fyne.KeyEscape, 0)
		case ' ':
			y.key(fyne.KeySpace, r)
		case '\x14':
			y.screen.keys.down(press(fyne.KeyT))
			y.screen.typedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyT, Modifier: fyne.KeyModifierShortcutDefault})
		default:
			y.key(fyne.KeyName(strings.ToUpper(string(r))), r)
		}
		y.pass(pace)
	}
}

const slowly = 120 * time.Millisecond

var scanned = "shc:/" + strings.Repeat("5676290952", 239)

// focuses are what may have the focus.
func focuses() map[string]func(*testing.T, *Screen) fyne.Focusable {
	return map[string]func(*testing.T, *Screen) fyne.Focusable{
		"nothing":        func(*testing.T, *Screen) fyne.Focusable { return nil },
		"a button":       func(t *testing.T, s *Screen) fyne.Focusable { return s.settings.done },
		"a tick":         func(t *testing.T, s *Screen) fyne.Focusable { return s.settings.list.daily },
		"a line of text": func(t *testing.T, s *Screen) fyne.Focusable { return s.settings.names.site },
	}
}

func TestAScannersKeysDoNothingWhateverHasTheFocus(t *testing.T) {
	hostile := strings.Repeat("\x1b \r\t\x14x", 30)
	for name, focus := range focuses() {
		for _, pace := range []time.Duration{0, time.Millisecond, 16 * time.Millisecond} {
			t.Run(name+" "+pace.String(), func(t *testing.T) {
				y := newTypist(t, inSettings(nil))
				focused := focus(t, y.screen)
				y.window.Canvas().Focus(focused)
				for _, text := range []string{scanned, scanned + "\r", scanned + "\t", hostile, hostile + scanned + hostile, "\r\t 4005234211236\r"} {
					y.types(text, pace)
					y.pass(time.Second)
				}
				if y.noted.acts != nil || y.noted.sets != nil {
					t.Errorf("led to %v and %v", y.noted.acts, y.noted.sets)
				}
				if got := y.window.Canvas().Focused(); got != focused {
					t.Errorf("the focus is on %T", got)
				}
				if text := y.screen.settings.names.site.Text; text != "City Museum" {
					t.Errorf("the line reads %.40q", text)
				}
				cards := slices.DeleteFunc(y.read, func(text string) bool { return text != scanned })
				if len(cards) != 4 {
					t.Errorf("%d cards were read", len(cards))
				}
			})
		}
	}
}

func TestAPersonsKeysDoWhatTheyAlwaysDid(t *testing.T) {
	tests := map[string]struct {
		focus string
		keys  string
		act   desk.Action
	}{
		"Esc leaves, nothing has the focus": {"nothing", "\x1b", desk.Show{View: desk.ScanView}},
		"Esc leaves, from a line of text":   {"a line of text", "\x1b", desk.Show{View: desk.ScanView}},
		"Enter presses a button":            {"a button", "\r", desk.Show{View: desk.ScanView}},
		"a short cut":                       {"a tick", "\x14", desk.Train{On: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			y := newTypist(t, inSettings(nil))
			y.window.Canvas().Focus(focuses()[test.focus](t, y.screen))
			y.types(test.keys, slowly)
			if !slices.Equal(y.noted.acts, []desk.Action{test.act}) {
				t.Errorf("led to %#v", y.noted.acts)
			}
		})
	}
}

func TestTypingIntoALineOfTextIsNotStolen(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	site := y.screen.settings.names.site
	y.window.Canvas().Focus(site)
	y.key(fyne.KeyEnd, 0)
	y.pass(slowly)
	y.types(" 1", slowly)
	y.types(scanned+"\r", 4*time.Millisecond)
	y.pass(time.Second)
	y.types("2 ab", 70*time.Millisecond)
	y.types("\r", slowly) // right behind the last letter
	if site.Text != "City Museum 12 ab" {
		t.Errorf("the line reads %q", site.Text)
	}
	if n := len(y.noted.sets); n != 1 || y.noted.sets[0].Site != "City Museum 12 ab" {
		t.Errorf("handed on %d times: %+v", n, y.noted.sets)
	}
	site.Undo()
	if strings.Contains(site.Text, "shc") {
		t.Errorf("undoing brings back %q", site.Text)
	}
}

// Who goes to the next line and types on at once does not type into the last.
func TestWhatIsTypedBehindATabWaitsForIt(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	site, name := y.screen.settings.names.site, y.screen.settings.names.desk
	y.window.Canvas().Focus(site)
	y.types("a\tb", 60*time.Millisecond)
	y.types("c", 60*time.Millisecond)
	y.types("\r", slowly)
	if site.Text != "aCity Museum" || name.Text != "bcNorth entrance" {
		t.Errorf("the lines read %q and %q", site.Text, name.Text)
	}
	if n := len(y.noted.sets); n == 0 || y.noted.sets[n-1].Desk != "bcNorth entrance" {
		t.Errorf("handed on %+v", y.noted.sets)
	}
	if y.noted.acts != nil {
		t.Errorf("led to %v", y.noted.acts)
	}
}

// Two keys are no commands, whatever the first of them does to the focus.
func TestEnterRightBehindATabPressesNothing(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	y.window.Canvas().Focus(y.screen.settings.names.desk)
	y.types("\t\r", 10*time.Millisecond)
	y.pass(time.Second)
	if y.noted.acts != nil || y.noted.sets != nil {
		t.Errorf("led to %v and %v", y.noted.acts, y.noted.sets)
	}
}

func TestTabMovesTheFocusForwardAndBack(t *testing.T) {
	y := newTypist(t, inSettings(nil))
	c := y.window.Canvas()
	y.types("\t", slowly)
	first := c.Focused()
	y.types("\t", slowly)
	if c.Focused() == first || first == nil {
		t.Fatalf("the focus went from %T to %T", first, c.Focused())
	}
	y.screen.keys.down(press(desktop.KeyShiftLeft))
	y.types("\t", slowly)
	y.screen.keys.up(press(desktop.KeyShiftLeft))
	if c.Focused() != first {
		t.Errorf("it went back to %T", c.Focused())
	}
	for range 200 { // it goes around and never rests nowhere
		y.types("\t", slowly)
		if _, is := c.Focused().(*nowhere); is {
			t.Fatal("the focus is nowhere")
		}
	}
}

// What is held down scrolls on and does nothing else twice.
func TestAKeyThatIsHeldDownDoesWhatItDoesOnce(t *testing.T) {
	y := newTypist(t, genuine(twoDoses(), plainName))
	y.key(fyne.KeySpace, ' ')
	y.pass(400 * time.Millisecond)
	for range 40 {
		y.screen.nowhere.TypedKey(press(fyne.KeySpace))
		y.screen.nowhere.TypedRune(' ')
		y.pass(30 * time.Millisecond)
	}
	if !slices.Equal(y.noted.acts, []desk.Action{desk.Hold{}}) || y.read != nil {
		t.Errorf("led to %v, and %q was read", y.noted.acts, y.read)
	}
	y = newTypist(t, inSettings(nil))
	scroll := y.screen.settings.scroll
	y.window.Resize(fyne.NewSize(1024, 640))
	for range 5 {
		before := scroll.Offset.Y
		y.screen.nowhere.TypedKey(press(fyne.KeyDown))
		if scroll.Offset.Y <= before {
			t.Errorf("it stays at %v", before)
		}
	}
}

func TestSaysHowMuchAScannerHasSent(t *testing.T) {
	y := newTypist(t, atRest())
	y.types(scanned, 4*time.Millisecond)
	y.pass(time.Second)
	if n := len(y.came); n < 20 || n > 120 || !slices.IsSorted(y.came[:n-1]) || y.came[n-1] != 0 {
		t.Errorf("said %v", y.came)
	}
}

func TestChoosesTheSerialLine(t *testing.T) {
	screen, _, noted := listening(t, inSettings(func(st *desk.State) {
		st.Setup.Ports = []desk.Port{{ID: "/dev/ttyACM1", Name: "ttyACM1"}}
	}))
	c := screen.settings.scanner
	if c.speed.Visible() {
		t.Error("without a line its speed is asked for")
	}
	c.choices["/dev/ttyACM1"].Tapped(nil)
	if !c.speed.Visible() {
		t.Error("the speed of the line is not asked for")
	}
	c.speeds[115200].Tapped(nil)
	want := settings.Default()
	if got := noted.sets[len(noted.sets)-1]; got.Scanner != "/dev/ttyACM1" || got.ScannerBaud != 115200 || got.Theme != want.Theme {
		t.Errorf("handed on %+v", got)
	}
	c.choices[settings.ScannerOff].Tapped(nil)
	if got := noted.sets[len(noted.sets)-1]; got.Scanner != settings.ScannerOff {
		t.Errorf("handed on %+v", got)
	}
}
