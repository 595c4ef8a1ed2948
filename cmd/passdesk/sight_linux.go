//go:build cgo

package main

import (
	"encoding/binary"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// eye looks at a window by its server's word. One without a connection sees
// nothing amiss: on Wayland nobody tells.
type eye struct {
	conn          *xgb.Conn
	window        xproto.Window
	state, hidden xproto.Atom
}

func newEye(w fyne.Window) *eye {
	e := &eye{}
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return e
	}
	native.RunNative(func(context any) {
		if x11, is := context.(driver.X11WindowContext); is {
			e.window = xproto.Window(x11.WindowHandle)
		}
	})
	if e.window == 0 {
		return e
	}
	xgb.Logger.SetOutput(quiet{})
	conn, err := xgb.NewConn()
	if err != nil {
		return e
	}
	e.conn = conn
	e.state, e.hidden = e.atom("_NET_WM_STATE"), e.atom("_NET_WM_STATE_HIDDEN")
	return e
}

// quiet keeps xgb from telling on the terminal which ways of signing in to the
// server it tries.
type quiet struct{}

func (quiet) Write(p []byte) (int, error) { return len(p), nil }

func (e *eye) atom(name string) xproto.Atom {
	reply, err := xproto.InternAtom(e.conn, true, uint16(len(name)), name).Reply()
	if err != nil {
		return 0
	}
	return reply.Atom
}

// isMinimised tells whether the window manager has put the window away: some
// take it off the screen, others only say so.
func (e *eye) isMinimised() bool {
	if e.conn == nil {
		return false
	}
	shape, err := xproto.GetWindowAttributes(e.conn, e.window).Reply()
	if err != nil {
		return false
	}
	return shape.MapState != xproto.MapStateViewable || e.isSaidHidden()
}

func (e *eye) isSaidHidden() bool {
	const most = 64 // words said of one window, of which there are a dozen
	reply, err := xproto.GetProperty(e.conn, false, e.window, e.state, xproto.AtomAtom, 0, most).Reply()
	if err != nil || e.hidden == 0 {
		return false
	}
	for said := reply.Value; len(said) >= 4; said = said[4:] {
		if xproto.Atom(binary.LittleEndian.Uint32(said)) == e.hidden {
			return true
		}
	}
	return false
}
