package directory

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"passdesk/app/atomicfile"
	"passdesk/verify/trust"
	"passdesk/verify/trust/fetch"
)

// Outcome says in one word what came of a use of the network: one of these or
// a fetch.Fault. The words stand in a file and never change.
type Outcome string

// The outcomes beside the faults of package fetch.
const (
	Unknown    Outcome = ""            // the program ended before it knew
	Taken      Outcome = "ok"          // the newest snapshot was fetched and is in use
	NotGenuine Outcome = "not-genuine" // what came is not signed by the directory's publisher
	Older      Outcome = "older"       // what came is older than what is kept
	NotKept    Outcome = "not-kept"    // it could not be written to the disk
)

// Outcomes lists all but Unknown.
func Outcomes() []Outcome {
	all := []Outcome{Taken, NotGenuine, Older, NotKept}
	for _, f := range fetch.Faults() {
		if f != fetch.BadAddress { // the network is not used then
			all = append(all, Outcome(f))
		}
	}
	return all
}

// OutcomeOf names what came of an update by its error.
func OutcomeOf(err error) Outcome {
	var failed *fetch.Error
	switch {
	case err == nil:
		return Taken
	case errors.As(err, &failed):
		return Outcome(failed.Fault)
	case errors.Is(err, ErrOlder):
		return Older
	}
	for _, refused := range []error{
		trust.ErrTooLarge, trust.ErrNoSignature, trust.ErrBadSignature, trust.ErrPinDates, trust.ErrMalformed,
	} {
		if errors.Is(err, refused) {
			return NotGenuine
		}
	}
	return NotKept
}

// Sentence says the outcome to a person.
func (o Outcome) Sentence() string {
	switch o {
	case Unknown:
		return "what came of it is not known"
	case Taken:
		return "the directory was taken"
	case NotGenuine:
		return "what came is not signed by the directory's publisher and was not taken"
	case Older:
		return "what came is older than the directory in use and was not taken"
	case NotKept:
		return "the directory could not be kept on the disk"
	default:
		return "the directory could not be fetched: " + fetch.Fault(o).Sentence()
	}
}

// Use is one use of the network.
type Use struct {
	At      time.Time // zero if none is known
	Outcome Outcome
}

const useName = "network.json"

// useFile is the form of network.json.
type useFile struct {
	At      time.Time `json:"at"`
	Outcome Outcome   `json:"outcome"`
}

// Used keeps when the network was used for the directory, and what came of
// it: with Unknown before the first connection, and once more when it is over.
// A crash in between is then a use like any other.
func (f Folder) Used(at time.Time, o Outcome) error {
	line, err := json.Marshal(useFile{at.UTC(), o})
	if err == nil {
		err = atomicfile.Write(filepath.Join(f.Dir, useName), line, 0o600)
	}
	if err != nil {
		return fmt.Errorf("the use of the network cannot be noted: %w", err)
	}
	return nil
}

// LastUse gives the last use of the network that Used kept, over all programs
// that use the folder. What cannot be read is not known, and no error.
func (f Folder) LastUse() Use {
	var kept useFile
	line, err := read(filepath.Join(f.Dir, useName), maxPointer)
	if err != nil || json.Unmarshal(line, &kept) != nil || kept.At.IsZero() {
		return Use{}
	}
	if !slices.Contains(Outcomes(), kept.Outcome) {
		kept.Outcome = Unknown
	}
	return Use{kept.At, kept.Outcome}
}
