//go:build !windows && !darwin

package clipboard

import (
	"errors"
	"fmt"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// patience is how long whoever owns the clipboard may take for each step, and
// pause how often it is looked for.
const patience, pause = 3 * time.Second, 5 * time.Millisecond

// Picture gives the picture in the clipboard as a PNG or JPEG file. It fails
// with ErrNone, or with what is wrong with the server or with whoever owns the
// clipboard. It takes up to some seconds.
func Picture() ([]byte, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("the clipboard cannot be reached: %w", err)
	}
	defer conn.Close()
	c, err := newClient(conn)
	if err != nil {
		return nil, fmt.Errorf("the clipboard cannot be reached: %w", err)
	}
	for _, kind := range []string{"image/png", "image/jpeg"} {
		data, err := c.fetch(kind)
		if !errors.Is(err, ErrNone) {
			return data, err
		}
	}
	return nil, ErrNone
}

// client is a window that nobody sees, to which the clipboard's owner hands
// what is in it. See the Inter-Client Communication Conventions Manual, 2.
type client struct {
	conn                         *xgb.Conn
	window                       xproto.Window
	selection, property, portion xproto.Atom // portion is the type INCR
}

func newClient(conn *xgb.Conn) (*client, error) {
	c := &client{conn: conn}
	for name, atom := range map[string]*xproto.Atom{"CLIPBOARD": &c.selection, "PASSDESK_PICTURE": &c.property, "INCR": &c.portion} {
		got, err := c.atom(name)
		if err != nil {
			return nil, err
		}
		*atom = got
	}
	id, err := xproto.NewWindowId(conn)
	if err != nil {
		return nil, err
	}
	c.window = id
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	return c, xproto.CreateWindowChecked(conn, 0, id, root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange}).Check()
}

func (c *client) atom(name string) (xproto.Atom, error) {
	reply, err := xproto.InternAtom(c.conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	return reply.Atom, nil
}

// fetch asks for what is in the clipboard as a kind of file.
func (c *client) fetch(kind string) ([]byte, error) {
	target, err := c.atom(kind)
	if err != nil {
		return nil, err
	}
	xproto.ConvertSelection(c.conn, c.window, c.selection, target, c.property, xproto.TimeCurrentTime)
	event, err := c.await(func(e xgb.Event) bool { _, is := e.(xproto.SelectionNotifyEvent); return is })
	if err != nil {
		return nil, err
	}
	if event.(xproto.SelectionNotifyEvent).Property == xproto.AtomNone {
		return nil, ErrNone
	}
	data, kindOf, err := c.take()
	if err != nil || kindOf != c.portion {
		return data, err
	}
	return c.portions()
}

// portions takes what is handed over piece by piece, until an empty one.
func (c *client) portions() (all []byte, err error) {
	for {
		_, err := c.await(func(e xgb.Event) bool {
			p, is := e.(xproto.PropertyNotifyEvent)
			return is && p.Atom == c.property && p.State == xproto.PropertyNewValue
		})
		if err != nil {
			return nil, err
		}
		data, _, err := c.take()
		switch {
		case err != nil:
			return nil, err
		case len(data) == 0:
			return all, nil
		case len(all)+len(data) > MaxBytes:
			return nil, errTooLarge
		}
		all = append(all, data...)
	}
}

var errTooLarge = fmt.Errorf("the picture in the clipboard is larger than %d MB", MaxBytes>>20)

// take takes what was handed over, and lets the next piece come.
func (c *client) take() ([]byte, xproto.Atom, error) {
	const word = 4 // bytes
	reply, err := xproto.GetProperty(c.conn, true, c.window, c.property, xproto.GetPropertyTypeAny, 0, MaxBytes/word).Reply()
	switch {
	case err != nil:
		return nil, 0, err
	case reply.BytesAfter > 0:
		return nil, 0, errTooLarge
	}
	return reply.Value, reply.Type, nil
}

// await waits for an event. Others that come meanwhile are of no use.
func (c *client) await(wanted func(xgb.Event) bool) (xgb.Event, error) {
	for waited := time.Duration(0); waited < patience; {
		event, err := c.conn.PollForEvent()
		switch {
		case err != nil:
			return nil, err
		case event == nil:
			time.Sleep(pause)
			waited += pause
		case wanted(event):
			return event, nil
		}
	}
	return nil, errors.New("the program that owns the clipboard does not answer")
}
