// Package desk is the front desk as a value: what it shows now and what comes
// next.
//
// A State goes in, a State and the entries for the log come out; nothing here
// reads a clock, a file or a camera, and nothing draws. Facts about a holder
// live only in the open Result and in the parts of a card that is not whole
// yet; Clear leaves none behind.
package desk

import (
	"image"
	"maps"
	"time"

	"passdesk/app/scanlog"
	"passdesk/verify"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/shc"
)

// Reading is a text that reached the desk.
type Reading struct {
	Text  string
	By    scanlog.By
	Began time.Time     // when a hand scanner began to send it, else zero
	Took  time.Duration // from the picture, or the last key, to the text
}

// Rulebook answers the two questions about a card: is it genuine, and is it
// enough here.
type Rulebook interface {
	Verify(text string, at time.Time) verify.Verdict
	Decide(cards []verify.Verdict, at time.Time) rules.Decision
}

// View is what fills the window.
type View string

// The views.
const (
	ScanView     View = "scan"
	LogView      View = "log"
	SettingsView View = "settings"
)

// State is all that the screen draws. Its exported fields are for reading
// only; Scan, Act and Tick make the next State. Pictures and rows are shared
// between States and never written to.
type State struct {
	View      View
	About     About
	Camera    Camera
	Coach     Coach
	Result    *Result // nil when nothing is shown
	Parts     []bool  // the parts of a card held so far, empty when there is none
	Incoming  Incoming
	Notice    Notice // a passing remark, empty when there is none
	Today     Today
	Log       Log
	History   History
	Export    Exporting
	Inside    Inside
	Training  Training
	Setup     Setup
	Network   Network
	Line      Line
	Now       time.Time // of the last step, for what counts down
	Gate      Gate
	Browsing  Browsing
	Locked    bool // the screen is blank and the camera rests
	Minimised bool // the window is out of sight

	Picture image.Image // newest, nil while the camera gives none
	Found   []Outline   // of the codes that were just read in it

	found     time.Time // when Found was seen
	inView    []sighting
	collected shc.Parts
	partsBy   scanlog.By      // how the last part came
	number    int64           // of the last entry
	latest    time.Time       // of all entries, see Clock
	unsealed  string          // the last day on which something was written, if it is not sealed
	tallies   []scanlog.Entry // that can be taken back, the last one first to go
	left      []scanlog.Entry // counted out, the same
	earlier   earlier         // cards that were checked today
}

// About is what the strip at the edge says of this desk.
type About struct {
	Site, Desk string
	Policy     string   // as the log writes it
	Versions   string   // of the packs of Policy, as the log writes them
	Rules      []string // titles of the rule packs in force
	ResultFor  time.Duration
	Directory  Directory
}

// Directory is how fresh this desk's list of trusted issuers is.
type Directory struct {
	Issuers, Keys   int // both 0 without a directory
	Issued, Checked time.Time
	Trouble         string // why there is none, if something failed
}

// Phase is how the camera is doing.
type Phase string

// The phases of a camera.
const (
	NoCamera Phase = "none" // none was asked for
	Opening  Phase = "opening"
	Live     Phase = "live"
	Failed   Phase = "failed" // and being tried again
	Ended    Phase = "ended"  // a video file came to its end
)

// Camera is what the view says of the camera; Fault is a camera.Fault, and
// What names the device or file.
type Camera struct {
	Phase Phase
	Fault string
	What  string
	Every time.Duration // between two pictures of a slow camera, else zero
}

// Result is the answer to one card, or to several of one person, shown until
// Closes.
type Result struct {
	Verdict  verify.Verdict   // of the card that was shown last
	Earlier  []verify.Verdict // of the same person's cards before it, all genuine
	Joins    bool             // the next card is taken for one of the same person
	Decision rules.Decision
	By       scanlog.By
	Shown    time.Time
	Closes   time.Time // zero while it is held

	Compares bool            // the holder is to be compared with a photo ID
	ID       scanlog.IDCheck // what came of that, empty while nothing did
	Revealed bool            // the holder is shown although the desk masks names
	Before   time.Time       // when the same card was checked today before, zero if it was not

	logged   scanlog.Entry // of this answer
	answered scanlog.Entry // of what came of the photo ID
}

// Notice is a passing remark by its id, with what it is about: a file name,
// an error's sentence.
type Notice struct {
	ID     string
	About  string
	Closes time.Time // zero: stays until something replaces it
}

// Today is the day's count so far at this desk.
type Today struct {
	Day    string // YYYY-MM-DD
	Counts map[reason.Outcome]int
}

// Total is the number of scans today.
func (t Today) Total() int {
	n := 0
	for _, c := range t.Counts {
		n += c
	}
	return n
}

// with adds those of the counts that are of the day and the desk.
func (t Today) with(counts []scanlog.Count, desk string) Today {
	sums := map[reason.Outcome]int{}
	maps.Copy(sums, t.Counts)
	for _, c := range counts {
		if c.Day == t.Day && c.Desk == desk && c.Outcome != scanlog.LeftCount {
			sums[c.Outcome] += c.N
		}
	}
	return Today{Day: t.Day, Counts: sums}
}

// Log is the page of the scan log on view.
type Log struct {
	Rows     []scanlog.Row          // newest first
	More     bool                   // there are older rows
	Query    scanlog.Query          // selects them
	Read     bool                   // what it selects has been read
	Known    scanlog.Values         // what there is to choose from in a filter
	Initials map[int64]scanlog.Kept // of rows, by key, where a site keeps them
	Trouble  string                 // why entries wait to be written, empty when all is well
	Waiting  int64                  // entries that wait to be written, where they are many
	Lost     int64                  // entries that were not kept, because too many waited
	Server   Server
}

// New makes the first State of a desk. Last is the number of its last entry
// in the log, counts are today's.
func New(about About, last int64, counts []scanlog.Count, at time.Time) State {
	s := State{View: ScanView, About: about, number: last, Now: at, Camera: Camera{Phase: NoCamera}}
	s.Today = Today{Day: at.Format(time.DateOnly)}.with(counts, about.Desk)
	return s
}
