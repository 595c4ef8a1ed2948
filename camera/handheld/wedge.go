package handheld

import "time"

// What tells a scanner from a person. Scanners send a key each 1 to 17 ms;
// people who type fast send one each 80 ms and more, and now and then two or
// three closer together.
const (
	apart  = 80 * time.Millisecond  // a key with no other so near stands alone
	pace   = 40 * time.Millisecond  // keys that are closer on average are a scanner's
	quiet  = 300 * time.Millisecond // nothing is a command for so long after a burst
	few    = 3                      // so many keys at that pace are no commands
	enough = 12                     // so many are a burst, and its text is read
)

// Key is one press of a key, as the system tells it before it tells what the
// key types.
type Key struct {
	Digit  byte // '0' to '9' as printed on the key, whatever the layout makes of it; 0 for any other key
	End    bool // Enter or Tab, which scanners put behind a text
	Repeat bool // not pressed, but held down
}

// Sense says what to make of a key when it comes.
type Sense int

// The senses.
const (
	Loose  Sense = iota // may be a person's: type it; whether it is a command, Rest tells
	Caught              // the key that gave the scanner away: undo what the burst has typed so far
	Taken               // one more key of a burst: it does nothing
)

// Rest says what became of the keys that came, once there are no more.
type Rest int

// The rests.
const (
	Idle  Rest = iota // there was none
	Going             // too soon to tell
	Alone             // one key stands alone, and may be a command
	Typed             // several keys at a person's pace: text, and none of them is a command but in a text
	Burst             // a scanner's keys, none of which is a command
)

// Wedge tells the keys of a hand scanner from those of a person. The zero
// Wedge is ready for use. Like the keyboard it listens to, it is for one
// goroutine.
//
// It is told of each key by Press, then by Type of what the key types, if it
// types anything; and by Rest that there are no more so far. Only Rest ends
// what has begun: a program that was busy gets all keys at once, late, and may
// have been so for longer than any pause between two of them. So the times
// are those at which keys were delivered, and Rest is called when none waits
// to be.
type Wedge struct {
	text    text
	pressed int               // keys of this run that were not held down
	after   [enough]time.Time // when the last of them were not there yet, a ring
	first   time.Time         // key of the run
	run     time.Time         // when it was not there yet
	polled  time.Time         // when there was no further key
	locked  time.Time         // until then no key is a command
	caught  bool              // the run is a burst
}

// Press takes a key. In a burst, the key that ends a health card's code
// completes its text, which is given.
func (w *Wedge) Press(k Key, at time.Time) (Sense, []Code) {
	if w.text.isEmpty() && w.pressed == 0 {
		w.first, w.run = at, w.notBefore(at)
	}
	w.text.add(stroke{digit: k.Digit, end: k.End}, at)
	if w.caught {
		if k.End {
			return Taken, w.text.cards(at)
		}
		return Taken, nil
	}
	if k.Repeat {
		return Loose, nil
	}
	w.after[w.pressed%enough] = w.notBefore(at)
	w.pressed++
	if w.caught = w.pressed >= enough && w.fast(); w.caught {
		return Caught, nil
	}
	return Loose, nil
}

// Type takes what a key types, right after Press. A character that comes
// without a key of its own counts as one.
func (w *Wedge) Type(r rune, at time.Time) Sense {
	sense := Loose
	if w.text.hasTyped() {
		sense, _ = w.Press(Key{}, at)
	} else if w.caught {
		sense = Taken
	}
	w.text.types(r)
	return sense
}

// Rest tells that every key up to now has been told of. It gives the texts of
// a burst that is over.
func (w *Wedge) Rest(at time.Time) (Rest, []Code) {
	since := at.Sub(w.text.last)
	w.polled = at
	switch {
	case w.text.isEmpty() && w.pressed == 0:
		return Idle, nil
	case since < apart, w.caught && since < quiet:
		return Going, nil
	case w.caught:
		codes := w.text.all(at)
		w.Forget()
		return Burst, codes
	}
	rest := w.sort()
	w.Forget()
	return rest, nil
}

// sort says what a run is that was not long enough for a burst.
func (w *Wedge) sort() Rest {
	locks := w.pressed >= few && w.fast() || w.pressed > 0 && w.first.Before(w.locked)
	if locks {
		w.locked = w.text.last.Add(quiet)
	}
	switch {
	case w.pressed == 0: // a key was held down
		return Idle
	case locks:
		return Burst
	case w.pressed == 1:
		return Alone
	}
	return Typed
}

// fast tells whether all keys of the run, or the last ones, came faster than a
// person types. Keys that came while the program was busy are taken to have
// come all through that time.
func (w *Wedge) fast() bool {
	n := min(w.pressed, enough)
	oldest := w.after[(w.pressed-n)%enough]
	return w.text.last.Sub(w.run) <= time.Duration(w.pressed)*pace ||
		w.text.last.Sub(oldest) <= time.Duration(n)*pace
}

// notBefore gives the last moment at which a key that is delivered now was
// known not to be there yet.
func (w *Wedge) notBefore(at time.Time) time.Time {
	if w.polled.IsZero() || w.polled.After(at) {
		return at
	}
	return w.polled
}

// Bursting tells whether a burst is coming or was a moment ago.
func (w *Wedge) Bursting() bool { return w.caught }

// Progress says how much of a burst's text has come.
func (w *Wedge) Progress() Progress {
	if !w.caught {
		return Progress{}
	}
	return w.text.progress()
}

// Forget drops what was typed. What locks commands stays.
func (w *Wedge) Forget() {
	w.text.forget()
	w.pressed, w.caught = 0, false
}
