//go:build cgo

package main

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"passdesk/camera/symbol"
)

// TestPastesWindow copies a card in another program, as a text and as a
// picture handed over whole and piece by piece, and presses Ctrl+V.
func TestPastesWindow(t *testing.T) {
	w := newDesk(t)
	flag, texts := w.scannerCards(3)
	w.setUp(nothing)
	w.run("--issuer", flag, "--policy", "any-genuine-record")
	w.awaitTitle("Passdesk –")
	for _, c := range []copied{
		{what: "a text", target: "UTF8_STRING", data: []byte(texts[0])},
		{what: "a picture", target: "image/png", data: screenshot(t, texts[1])},
		{what: "a picture in pieces", target: "image/png", data: screenshot(t, texts[2]), piece: 1000},
	} {
		release := c.own(t)
		w.turn("ACCEPTED", "ctrl+v")
		w.keep("pasted " + c.what)
		w.turn("Passdesk –", "Escape")
		release()
	}
}

// screenshot is a picture of a card on a screen.
func screenshot(t *testing.T, text string) []byte {
	t.Helper()
	code, err := symbol.Encode(text)
	if err != nil {
		t.Fatal(err)
	}
	picture := code.Picture(5)
	img := image.NewRGBA(image.Rect(0, 0, 1000, 900))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(img, picture.Rect.Add(image.Pt(40, 40)), picture, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// copied is what a program has put into the clipboard, and how it hands it
// over: whole, or in pieces of so many bytes.
type copied struct {
	what, target string
	data         []byte
	piece        int
}

// own puts it into the clipboard and hands it over to whoever asks, until it is
// released.
func (c copied) own(t *testing.T) (release func()) {
	t.Helper()
	conn, err := xgb.NewConn()
	if err != nil {
		t.Fatal(err)
	}
	o := owner{copied: c, conn: conn}
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		t.Fatal(err)
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	if err := xproto.CreateWindowChecked(conn, 0, id, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	if err := xproto.SetSelectionOwnerChecked(conn, id, o.atom("CLIPBOARD"), xproto.TimeCurrentTime).Check(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		o.serve()
	}()
	return func() { conn.Close(); <-done }
}

type owner struct {
	copied
	conn *xgb.Conn
	rest []byte
	to   xproto.SelectionRequestEvent
}

func (o *owner) atom(name string) xproto.Atom {
	reply, err := xproto.InternAtom(o.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0
	}
	return reply.Atom
}

// serve answers until the connection is closed.
func (o *owner) serve() {
	for {
		event, err := o.conn.WaitForEvent()
		if event == nil && err == nil {
			return
		}
		switch e := event.(type) {
		case xproto.SelectionRequestEvent:
			o.answer(e)
		case xproto.PropertyNotifyEvent:
			if e.Window == o.to.Requestor && e.Atom == o.to.Property && e.State == xproto.PropertyDelete {
				o.next()
			}
		}
	}
}

func (o *owner) answer(e xproto.SelectionRequestEvent) {
	notify := xproto.SelectionNotifyEvent{Time: e.Time, Requestor: e.Requestor, Selection: e.Selection, Target: e.Target}
	if e.Target == o.atom(o.target) {
		notify.Property = e.Property
		if o.piece == 0 {
			xproto.ChangeProperty(o.conn, xproto.PropModeReplace, e.Requestor, e.Property, e.Target, 8, uint32(len(o.data)), o.data)
		} else {
			o.to, o.rest = e, o.data
			xproto.ChangeWindowAttributes(o.conn, e.Requestor, xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
			xproto.ChangeProperty(o.conn, xproto.PropModeReplace, e.Requestor, e.Property, o.atom("INCR"), 32, 1, []byte{0, 0, 0, 0})
		}
	}
	xproto.SendEvent(o.conn, false, e.Requestor, 0, string(notify.Bytes()))
}

// next hands over a piece, in the end an empty one.
func (o *owner) next() {
	n := min(o.piece, len(o.rest))
	xproto.ChangeProperty(o.conn, xproto.PropModeReplace, o.to.Requestor, o.to.Property, o.to.Target, 8, uint32(n), o.rest[:n])
	if n == 0 {
		o.to = xproto.SelectionRequestEvent{}
	}
	o.rest = o.rest[n:]
}
