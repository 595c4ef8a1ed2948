package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// turnBy gives how far a key turns a page that is so high, and whether it is
// a key that does.
func turnBy(key fyne.KeyName, page float32) (float32, bool) {
	const line, all = 48, 1e6
	switch key {
	case fyne.KeyUp:
		return -line, true
	case fyne.KeyDown:
		return line, true
	case fyne.KeyPageUp:
		return -0.9 * page, true
	case fyne.KeyPageDown:
		return 0.9 * page, true
	case fyne.KeyHome:
		return -all, true
	case fyne.KeyEnd:
		return all, true
	}
	return 0, false
}

// scroll turns what is on view by a key, and tells whether it was one for
// that.
func (s *Screen) scroll(key fyne.KeyName) bool {
	if s.log.root.Visible() {
		return s.log.move(key)
	}
	page := s.page()
	if page == nil {
		page = s.side.scroll
	}
	if page == nil {
		return false
	}
	by, ok := turnBy(key, page.Size().Height)
	if ok {
		page.ScrollToOffset(page.Offset.AddXY(0, by))
	}
	return ok
}

// reveal scrolls just so far that an object is in view, if it is on the page.
func reveal(page *container.Scroll, o fyne.CanvasObject) {
	y, found := offsetIn(page.Content, o)
	if !found {
		return
	}
	const room = 14
	top, bottom := y-room, y+o.Size().Height+room
	offset := page.Offset
	if bottom > offset.Y+page.Size().Height {
		offset.Y = bottom - page.Size().Height
	}
	if top < offset.Y {
		offset.Y = fyne.Max(0, top)
	}
	page.ScrollToOffset(offset)
}

// offsetIn finds an object in a tree and gives how far below the tree's top
// it is.
func offsetIn(tree, o fyne.CanvasObject) (float32, bool) {
	if tree == o {
		return 0, true
	}
	for _, child := range childrenOf(tree) {
		if y, found := offsetIn(child, o); found {
			return y + child.Position().Y, true
		}
	}
	return 0, false
}

// childrenOf gives what a container or a panel holds.
func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *panel:
		return []fyne.CanvasObject{o.content}
	}
	return nil
}
