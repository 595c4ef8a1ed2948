package shc

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"time"

	"passdesk/verify/reason"
)

// How long an unfinished set of parts is kept.
const (
	// expiry is for a visitor who looks for the next code: after it the set
	// is forgotten.
	expiry = 60 * time.Second
	// patience is for a part of another card: within it the stranger is only
	// told apart, since two cards may lie in view together; after it the
	// visitor has moved on, and the stranger begins a set of its own.
	patience = 3 * time.Second
)

// Parts collects the QR codes of one card that comes in several, in any
// order. It is a value: Add gives another one. The zero Parts is empty, and
// dropping the value forgets the card.
type Parts struct {
	chars []string // of each part, "" for those still missing
	last  time.Time
	// mixture is the hash of a joined text that made no card. See Add.
	mixture [sha256.Size]byte
}

// State says what became of a text.
type State string

// What becomes of a text.
const (
	// NotAPart: no part of a card in several codes, or a spoiled one. It says
	// nothing about the set; Verify can say what the text is.
	NotAPart State = "not-a-part"
	// Added: a part that was missing.
	Added State = "added"
	// Again: a part that was there.
	Again State = "again"
	// Other: a part of another card. It was not taken into the set.
	Other State = "other"
	// Complete: the last missing part; Progress.JWS is the whole.
	Complete State = "complete"
)

// Progress says how far a set is after Add.
type Progress struct {
	State   State
	Have    []bool // one for each part
	Got, Of int
	JWS     string // with Complete only; not checked beyond its form
	Dropped bool   // an unfinished set was given up: expired, or another card followed
}

// Add takes the text of a QR code that was read at that moment.
//
// A part belongs to another card when the number of parts differs, or when
// its place is filled with something else. It is told apart and never mixed
// in; once the open set has had nothing new for three seconds it is given up
// for the other card. Parts carry no name of their card, so a mixture can
// also show only when it is joined: a whole that cannot be taken apart is
// dropped as Other. If the same whole comes again it is handed out, because
// then it is a spoiled card, and Verify shall say so.
//
// A completed set is forgotten at once, an unfinished one after a minute.
func (p Parts) Add(text string, at time.Time) (Parts, Progress) {
	c, err := readCode(strings.TrimSpace(text))
	dropped := false
	if p.Expired(at) {
		p, dropped = Parts{}, p.open()
	}
	if err != nil || c.of == 1 {
		return p, p.progress(NotAPart, dropped)
	}
	switch {
	case !p.open():
		p = p.begin(c.of)
	case p.fits(c):
		if p.chars[c.at-1] != "" {
			p.last = at
			return p, p.progress(Again, dropped)
		}
	case at.Sub(p.last) < patience:
		return p, p.progress(Other, dropped)
	default:
		p, dropped = p.begin(c.of), true
	}
	p.chars, p.last = slices.Clone(p.chars), at
	p.chars[c.at-1] = c.chars
	if slices.Contains(p.chars, "") {
		return p, p.progress(Added, dropped)
	}
	return p.join(dropped)
}

// Expired tells whether a set has had nothing new for a minute. The next Add
// would forget it; whoever shows a set to people forgets it now.
func (p Parts) Expired(at time.Time) bool { return !p.last.IsZero() && at.Sub(p.last) > expiry }

// open tells whether the set holds any part.
func (p Parts) open() bool { return p.chars != nil }

// begin empties the set for a card of that many codes.
func (p Parts) begin(of int) Parts { return Parts{chars: make([]string, of), mixture: p.mixture} }

// fits tells whether the code may belong to the open set.
func (p Parts) fits(c code) bool {
	return c.of == len(p.chars) && (p.chars[c.at-1] == "" || p.chars[c.at-1] == c.chars)
}

// join ends the set. See Add for wholes that make no card.
func (p Parts) join(dropped bool) (Parts, Progress) {
	jws := strings.Join(p.chars, "")
	if sum := sha256.Sum256([]byte(jws)); spoiled(jws) && sum != p.mixture {
		p = Parts{mixture: sum, last: p.last}
		return p, p.progress(Other, true)
	}
	progress := p.progress(Complete, dropped)
	progress.JWS = jws
	return Parts{}, progress
}

// spoiled tells whether a joined text has the damage that mixing two cards
// does: characters missing in the middle, or a stream that does not inflate.
func spoiled(jws string) bool {
	_, err := Parse(jws)
	var e *Error
	return errors.As(err, &e) && (e.Reason == reason.MalformedJWS || e.Reason == reason.MalformedPayload)
}

func (p Parts) progress(state State, dropped bool) Progress {
	progress := Progress{State: state, Have: make([]bool, len(p.chars)), Of: len(p.chars), Dropped: dropped}
	for i, chars := range p.chars {
		if chars != "" {
			progress.Have[i] = true
			progress.Got++
		}
	}
	return progress
}
