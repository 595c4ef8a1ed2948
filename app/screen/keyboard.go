package screen

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"passdesk/camera/handheld"
)

// keyboard hears of every key before it means anything: a hand scanner types
// as a person does, only faster. What a key stands for is done once it is
// known to stand alone, a tenth of a second later. What is typed into a line
// of text stands there at once, and is taken back if it was a scanner's.
//
// Everything in the window that may have the focus passes its keys on to it.
type keyboard struct {
	clock func() time.Time // nil: no scanner is listened to
	heard func(handheld.Code)
	came  func(handheld.Progress)

	canvas  fyne.Canvas // of the window, nil until there is one
	wedge   handheld.Wedge
	waiting []command
	tabbed  bool           // a Tab waits: what comes behind it waits too
	again   bool           // keys that have waited are typed now
	undo    func()         // takes back what was typed into a line of text
	fresh   *fyne.KeyEvent // pressed and not typed yet: what is typed without is held down
	shift   bool           // is down
	held    fyne.KeyName   // is down, the last of several; "" for none
	letGo   func(fyne.KeyName)
	jump    func(back bool) // by a whole section, nil where there are none
	said    handheld.Progress
	saidAt  time.Time
}

// command is what a key stands for.
type command struct {
	do     func()
	inText bool // also behind what a person has typed into a line
}

// listen looks for what came of the keys, as long as the window is there.
func (k *keyboard) listen(c fyne.Canvas) {
	k.canvas = c
	if k.clock == nil {
		return
	}
	// Fyne moves animations right after it has delivered all keys.
	watch := fyne.NewAnimation(time.Hour, func(float32) { k.rest() })
	watch.RepeatCount = fyne.AnimationRepeatForever
	watch.Start()
}

// down takes a key that goes down, before it is typed.
func (k *keyboard) down(e *fyne.KeyEvent) {
	k.fresh, k.held = e, e.Name
	k.shift = k.shift || isShift(e.Name)
}

// up takes a key that comes up.
func (k *keyboard) up(e *fyne.KeyEvent) {
	k.shift = k.shift && !isShift(e.Name)
	if k.held == e.Name {
		k.held = ""
	}
	if k.letGo != nil {
		k.letGo(e.Name)
	}
}

func isShift(name fyne.KeyName) bool {
	return name == desktop.KeyShiftLeft || name == desktop.KeyShiftRight
}

// press takes a key that stands for something.
func (k *keyboard) press(e *fyne.KeyEvent, c command) {
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyCapsLock,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyMenu:
		return
	}
	held := k.isHeld(e)
	switch {
	case k.again:
		if c.inText {
			c.do()
		}
	case k.clock == nil, held && isScroll(e.Name) && !k.wedge.Bursting():
		c.do()
	case !k.offer(keyOf(e, held)), held:
	case k.tabbed:
		k.later(func(o fyne.Focusable) { o.TypedKey(e) })
	default:
		k.waiting = append(k.waiting, c)
	}
}

// tab takes a Tab, which moves the focus. What a person types behind it is for
// where the focus goes, and waits with it.
func (k *keyboard) tab(e *fyne.KeyEvent) {
	back := k.shift
	k.press(e, command{do: func() { k.moveFocus(back) }, inText: true})
	k.tabbed = k.tabbed || len(k.waiting) > 0
}

// later lets whatever has the focus then have a key.
func (k *keyboard) later(typed func(fyne.Focusable)) {
	k.waiting = append(k.waiting, command{inText: true, do: func() {
		if o := k.canvas.Focused(); o != nil {
			typed(o)
		}
	}})
}

// moveFocus goes to the next that may have the focus, or back. It does not
// stop at what is nowhere.
func (k *keyboard) moveFocus(back bool) {
	if k.canvas == nil {
		return
	}
	move := k.canvas.FocusNext
	if back {
		move = k.canvas.FocusPrevious
	}
	move()
	if _, is := k.canvas.Focused().(*nowhere); is {
		move()
	}
}

// edit takes a key of a line of text, and tells whether it is to be typed.
// before keeps what stands there, for the case that it is a scanner's.
func (k *keyboard) edit(e *fyne.KeyEvent, before func() (undo func())) bool {
	if k.clock == nil || k.again {
		return true
	}
	if k.undo == nil {
		k.undo = before()
	}
	loose := k.offer(keyOf(e, k.isHeld(e)))
	if loose && k.tabbed {
		k.later(func(o fyne.Focusable) { o.TypedKey(e) })
		return false
	}
	return loose
}

// shortcut takes keys that together stand for something.
func (k *keyboard) shortcut(do func()) {
	switch {
	case k.clock == nil:
		do()
	case k.offer(handheld.Key{}):
		k.waiting = append(k.waiting, command{do: do})
	}
}

// typed takes what a key types, and tells whether it is to be typed.
func (k *keyboard) typed(r rune) bool {
	if k.clock == nil || k.again {
		return true
	}
	sense := k.wedge.Type(r, k.clock())
	k.sensed(sense)
	if sense == handheld.Loose && k.tabbed {
		k.later(func(o fyne.Focusable) { o.TypedRune(r) })
		return false
	}
	return sense == handheld.Loose
}

func (k *keyboard) isHeld(e *fyne.KeyEvent) bool {
	held := k.fresh == nil || k.fresh.Name != e.Name || k.fresh.Physical != e.Physical
	k.fresh = nil
	return held
}

// keyOf gives what the wedge wants to know of a key.
func keyOf(e *fyne.KeyEvent, held bool) handheld.Key {
	key := handheld.Key{Repeat: held}
	switch name := e.Name; {
	case name >= fyne.Key0 && name <= fyne.Key9: // Fyne names these by their place, not by what they type
		key.Digit = name[0]
	case name == fyne.KeyReturn, name == fyne.KeyEnter, name == fyne.KeyTab:
		key.End = true
	}
	return key
}

// offer lets the wedge have a key, and tells whether it may be a person's.
func (k *keyboard) offer(key handheld.Key) bool {
	sense, codes := k.wedge.Press(key, k.clock())
	k.sensed(sense)
	k.tell(codes)
	return sense == handheld.Loose
}

// sensed undoes what a scanner has done before it was known to be one.
func (k *keyboard) sensed(sense handheld.Sense) {
	if sense == handheld.Caught && k.undo != nil {
		k.undo()
	}
	if sense != handheld.Loose {
		k.forget()
	}
}

func (k *keyboard) forget() { k.waiting, k.undo, k.tabbed = nil, nil, false }

func (k *keyboard) tell(codes []handheld.Code) {
	for _, c := range codes {
		k.heard(c)
	}
}

// saidEvery is how often it is said how much of a code has come.
const saidEvery = 100 * time.Millisecond

// rest looks what came of the keys so far, none of which waits to be
// delivered.
func (k *keyboard) rest() {
	now := k.clock()
	rest, codes := k.wedge.Rest(now)
	k.tell(codes)
	if p := k.wedge.Progress(); p != k.said && (p.Characters == 0 || now.Sub(k.saidAt) >= saidEvery) {
		k.said, k.saidAt = p, now
		k.came(p)
	}
	if rest == handheld.Going {
		return
	}
	waiting := k.waiting
	k.forget()
	k.again = true
	defer func() { k.again = false }()
	for _, c := range waiting {
		if rest == handheld.Alone || rest == handheld.Typed && c.inText {
			c.do()
		}
	}
}

func isScroll(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		return true
	}
	return false
}
