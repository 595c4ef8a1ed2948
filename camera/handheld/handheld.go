// Package handheld reads USB hand scanners: those that type like a keyboard,
// and those on a serial line.
//
// A Wedge is a value that is told of keys and says which of them a scanner
// sent and what they read; it knows no window and no clock. A Line keeps a
// serial port open and gives the texts that come over it, through
// go.bug.st/serial, which does that on Linux, Windows and macOS without cgo.
//
// It promises not to judge a text: what a code means is somebody else's
// business. It knows the form of a health card's code only so far as that form
// tells digits that a wrong keyboard layout has changed, and where a text
// ends. No error holds what was read.
package handheld

import "time"

// Code is a text that a hand scanner read.
type Code struct {
	Text  string
	Began time.Time     // when its first character came
	Took  time.Duration // from its last character until it was known to be the last
}

// Progress says how much of a text has come.
type Progress struct {
	Characters int       // 0 while none is coming
	Since      time.Time // when the first came
}

// most is how many characters a text may have: a QR code of the largest kind
// has 7,089 digits. What is longer is dropped whole.
const most = 8000
