package scanlog

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"passdesk/verify/reason"
)

// Purge says which entries of a desk retention removed: a run without gaps, of
// one day. Their counts are kept by the hour.
type Purge struct {
	Desk          string
	Day           string
	From, Through int64    // numbers, both inclusive
	Prev          [32]byte // hash of the entry before From, zero for number 1
	Hash          [32]byte // of the entry numbered Through
	Counts        []Count  // all of Desk and Day
}

// purgeText is a Purge as a Checkpoint's Detail has it.
type purgeText struct {
	Desk    string       `json:"desk"`
	Day     string       `json:"day"`
	From    int64        `json:"from"`
	Through int64        `json:"through"`
	Prev    string       `json:"prev"`
	Hash    string       `json:"hash"`
	Counts  []purgeCount `json:"counts"`
}

type purgeCount struct {
	Hour        int            `json:"hour"`
	Policy      string         `json:"policy,omitempty"`
	Outcome     reason.Outcome `json:"outcome,omitempty"`
	Reason      reason.Reason  `json:"reason,omitempty"`
	Format      string         `json:"format,omitempty"`
	N           int            `json:"count"`
	Took        time.Duration  `json:"took"` // nanoseconds
	Matched     int            `json:"matched,omitempty"`
	Different   int            `json:"different,omitempty"`
	NotCompared int            `json:"not-compared,omitempty"`
}

// String gives the Purge as a Checkpoint's Detail, which ParsePurge reads.
func (p Purge) String() string {
	text := purgeText{
		Desk: p.Desk, Day: p.Day, From: p.From, Through: p.Through,
		Prev: hex.EncodeToString(p.Prev[:]), Hash: hex.EncodeToString(p.Hash[:]),
	}
	for _, c := range p.Counts {
		text.Counts = append(text.Counts, purgeCount{
			c.Hour, c.Policy, c.Outcome, c.Reason, c.Format, c.N, c.Took, c.Matched, c.Different, c.NotCompared,
		})
	}
	data, err := json.Marshal(text)
	if err != nil { // texts and numbers always have a form in JSON
		return ""
	}
	return string(data)
}

// ErrNoPurge says that a Checkpoint's Detail is not a Purge.
var ErrNoPurge = errors.New("a checkpoint of the log does not say what was removed")

// ParsePurge reads a Checkpoint's Detail.
func ParsePurge(detail string) (Purge, error) {
	var text purgeText
	if err := json.Unmarshal([]byte(detail), &text); err != nil {
		return Purge{}, ErrNoPurge
	}
	p := Purge{Desk: text.Desk, Day: text.Day, From: text.From, Through: text.Through}
	if !readHash(&p.Prev, text.Prev) || !readHash(&p.Hash, text.Hash) || p.From < 1 || p.Through < p.From {
		return Purge{}, ErrNoPurge
	}
	for _, c := range text.Counts {
		p.Counts = append(p.Counts, Count{
			Day: p.Day, Desk: p.Desk, Hour: c.Hour, Policy: c.Policy, Outcome: c.Outcome, Reason: c.Reason, Format: c.Format,
			N: c.N, Took: c.Took, Matched: c.Matched, Different: c.Different, NotCompared: c.NotCompared,
		})
	}
	return p, nil
}

// readHash reads a hash in hexadecimal digits.
func readHash(to *[32]byte, digits string) bool {
	data, err := hex.DecodeString(digits)
	return err == nil && copy(to[:], data) == len(to) && len(data) == len(to)
}

// Retention removes what is older than a person wants to keep. Every Store
// that may remove entries is also a Retention.
type Retention interface {
	// Purge removes the visits of the oldest day that lies before a day,
	// YYYY-MM-DD, and writes a Checkpoint with the time at for each run of
	// them, all of that or nothing. It gives how many entries it removed: after
	// none there is nothing left to remove. The newest entry of a desk stays,
	// so that its chain goes on.
	Purge(before string, at time.Time) (removed int, err error)
}

// maxCarried is how many counts a checkpoint carries at most, so that its
// Detail is never too long.
const maxCarried = 300

// Purges cuts entries that are to be removed, in the order of desk and number,
// into runs that a Checkpoint can say.
func Purges(rows []Row) []Purge {
	var purges []Purge
	for _, row := range rows {
		e := row.Entry
		if n := len(purges); n == 0 || !purges[n-1].grows(e) {
			purges = append(purges, Purge{Desk: e.Desk, Day: e.Day(), From: e.Number, Prev: e.Prev})
		}
		purges[len(purges)-1].add(e)
	}
	return purges
}

// grows tells whether an entry is the next one of a run.
func (p *Purge) grows(e Entry) bool {
	return e.Desk == p.Desk && e.Number == p.Through+1 && e.Prev == p.Hash && e.Day() == p.Day && len(p.Counts) < maxCarried
}

// add lets the run go on with an entry.
func (p *Purge) add(e Entry) {
	p.Through, p.Hash = e.Number, e.Hash
	one := Query{Hourly: true}.count(e)
	i := slices.IndexFunc(p.Counts, func(c Count) bool { return c.place() == one.place() })
	if i < 0 {
		p.Counts = append(p.Counts, one)
		return
	}
	p.Counts[i] = p.Counts[i].with(one)
}

// Checkpoint gives the entry that stands for what was removed.
func (p Purge) Checkpoint(number int64, at time.Time) Entry {
	return Entry{Number: number, Kind: Checkpoint, Refers: p.Through, At: at, Desk: RetentionDesk, Detail: p.String()}
}
