//go:build cgo

package main

import (
	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/screen"
)

// visitor is the second window, which is there while the settings want it.
type visitor struct {
	program fyne.App
	words   *screen.Words
	do      screen.Callbacks
	desk    fyne.Window // keeps the focus
	window  fyne.Window // nil while there is none
	content *screen.Visitor
}

func (v *visitor) show(st desk.State) {
	wanted := st.Setup.Set.VisitorWindow && !st.Setup.First
	switch {
	case wanted && v.window == nil:
		v.open()
	case !wanted && v.window != nil:
		v.window.Close()
		v.window, v.content = nil, nil
	}
	if v.content != nil {
		v.content.Show(st)
	}
}

func (v *visitor) open() {
	v.window = v.program.NewWindow("Passdesk")
	v.content = screen.NewVisitor(v.words, v.do)
	v.content.Attach(v.window)
	v.window.SetCloseIntercept(v.content.Close)
	v.window.Resize(fyne.NewSize(900, 700))
	v.window.Show()
	v.desk.RequestFocus()
}
