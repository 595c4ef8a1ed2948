package screen

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/app/desk"
)

// TestArrowKeysScrollWhatIsOnView scrolls each view in a small window, down
// and up again.
func TestArrowKeysScrollWhatIsOnView(t *testing.T) {
	small := [2]float32{1024, 640}
	for name, c := range map[string]struct {
		state desk.State
		at    func(*Screen) float32
	}{
		"result":   {genuine(sixDoses(), plainName), func(s *Screen) float32 { return s.side.scroll.Offset.Y }},
		"settings": {inSettings(nil), func(s *Screen) float32 { return s.settings.scroll.Offset.Y }},
		"log":      {logged(), func(s *Screen) float32 { return float32(s.log.at()) }}, // there they choose
	} {
		t.Run(name, func(t *testing.T) {
			screen, _ := open(t, scene{state: c.state, size: small}, Light)
			before := c.at(screen)
			for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyPageDown, fyne.KeyEnd} {
				screen.Key(press(key))
				if at := c.at(screen); at < before || at == before && key != fyne.KeyEnd {
					t.Errorf("%s leaves it at %g", key, before)
				}
				before = c.at(screen)
			}
			for _, key := range []fyne.KeyName{fyne.KeyUp, fyne.KeyPageUp, fyne.KeyHome} {
				screen.Key(press(key))
				if at := c.at(screen); at > before || at == before && key != fyne.KeyHome {
					t.Errorf("%s leaves it at %g", key, before)
				}
				before = c.at(screen)
			}
			if before != 0 {
				t.Errorf("Home ends at %g", before)
			}
		})
	}
	screen, _ := open(t, scene{state: atRest()}, Light)
	screen.Key(press(fyne.KeyDown)) // there is nothing to scroll
}

// TestEachControlIsInViewWhenItHasTheFocus goes through the settings by Tab,
// once around.
func TestEachControlIsInViewWhenItHasTheFocus(t *testing.T) {
	screen, w := open(t, scene{state: inSettings(nil), size: [2]float32{1024, 640}}, Light)
	page := screen.settings.scroll
	seen, inPage := map[fyne.Focusable]bool{}, 0
	for {
		w.Canvas().FocusNext()
		focused := w.Canvas().Focused()
		if focused == nil || seen[focused] {
			break
		}
		seen[focused] = true
		o := focused.(fyne.CanvasObject)
		y, ok := offsetIn(page.Content, o)
		if !ok {
			continue
		}
		inPage++
		if top := y - page.Offset.Y; top < 0 || top+o.Size().Height > page.Size().Height {
			t.Errorf("%T is at %g of %g", focused, top, page.Size().Height)
		}
	}
	if inPage < 15 || !seen[screen.settings.done] {
		t.Errorf("Tab reaches %d controls", inPage)
	}
}

func TestAFieldKeepsItsOwnShortCuts(t *testing.T) {
	screen, _, noted := listening(t, inSettings(nil))
	site := screen.settings.names.site
	site.TypedShortcut(&fyne.ShortcutSelectAll{})
	if site.SelectedText() != "City Museum" {
		t.Errorf("selected %q", site.SelectedText())
	}
	site.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyT, Modifier: fyne.KeyModifierAlt})
	if len(noted.acts) != 0 {
		t.Errorf("Alt+T led to %#v", noted.acts)
	}
}
