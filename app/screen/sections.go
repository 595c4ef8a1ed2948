package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// sectionKey goes to the next section of a long page, as it does from pane to
// pane in other programs; with Shift back.
const sectionKey = fyne.KeyF6

// section takes the key that moves the focus by a whole section.
func (k *keyboard) section(e *fyne.KeyEvent) {
	back := k.shift
	k.press(e, command{inText: true, do: func() {
		if k.jump != nil {
			k.jump(back)
		}
	}})
}

// nextSection moves the focus to the first control of the next section that
// has one, or of the one before, round and round.
func (s *Screen) nextSection(back bool) {
	page := s.page()
	if page == nil || s.window == nil || s.state.Locked || s.gate.wanted != nil || s.chooser.isOpen {
		return
	}
	var firsts []fyne.Focusable
	at, focused := -1, s.window.Canvas().Focused()
	for _, section := range sectionsOf(page.Content) {
		controls := controlsOf(section)
		if len(controls) == 0 {
			continue
		}
		for _, c := range controls {
			if c == focused {
				at = len(firsts)
			}
		}
		firsts = append(firsts, controls[0])
	}
	if len(firsts) == 0 {
		return
	}
	to := at + 1
	if back {
		to = max(at, 0) - 1
	}
	s.window.Canvas().Focus(firsts[(to+len(firsts))%len(firsts)])
}

// page gives the page on view that may be longer than the window, nil for none.
func (s *Screen) page() *container.Scroll {
	switch {
	case s.settings.root.Visible():
		return s.settings.scroll
	case s.history.root.Visible():
		return s.history.scroll
	}
	return nil
}

// sectionsOf lists the panels on view in a tree, in its order.
func sectionsOf(o fyne.CanvasObject) (all []*panel) {
	if !o.Visible() {
		return nil
	}
	if section, ok := o.(*panel); ok {
		return []*panel{section}
	}
	for _, child := range childrenOf(o) {
		all = append(all, sectionsOf(child)...)
	}
	return all
}

// controlsOf lists what in a tree may have the focus now, in its order.
func controlsOf(o fyne.CanvasObject) (all []fyne.Focusable) {
	if !o.Visible() {
		return nil
	}
	if d, ok := o.(fyne.Disableable); ok && d.Disabled() {
		return nil
	}
	if control, ok := o.(fyne.Focusable); ok {
		return []fyne.Focusable{control}
	}
	for _, child := range childrenOf(o) {
		all = append(all, controlsOf(child)...)
	}
	return all
}
