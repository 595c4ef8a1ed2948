package scanlog

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"passdesk/verify/reason"
)

// Purge says which entries of a desk retention removed: a run without gaps, of
// one day. Their counts are kept by the hour.
type Purge struct {
	Desk          string
	Day           string
	From, Through int64    // numbers, both inclusive
	Hash          [32]byte // of the entry numbered Through
	Counts        []Count  // all of Desk and Day
}

// purgeText is a Purge as a Checkpoint's Detail has it.
type purgeText struct {
	Desk    string       `json:"desk"`
	Day     string       `json:"day"`
	From    int64        `json:"from"`
	Through int64        `json:"through"`
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
	text := purgeText{Desk: p.Desk, Day: p.Day, From: p.From, Through: p.Through, Hash: hex.EncodeToString(p.Hash[:])}
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
	hash, err := hex.DecodeString(text.Hash)
	if err != nil || len(hash) != len(p.Hash) || p.From < 1 || p.Through < p.From {
		return Purge{}, ErrNoPurge
	}
	copy(p.Hash[:], hash)
	for _, c := range text.Counts {
		p.Counts = append(p.Counts, Count{
			Day: p.Day, Desk: p.Desk, Hour: c.Hour, Policy: c.Policy, Outcome: c.Outcome, Reason: c.Reason, Format: c.Format,
			N: c.N, Took: c.Took, Matched: c.Matched, Different: c.Different, NotCompared: c.NotCompared,
		})
	}
	return p, nil
}
