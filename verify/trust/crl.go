package trust

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

// maxRID is the longest revocation id, in characters (SMART Health Cards
// specification, "Revocation").
const maxRID = 24

// Revocations is what an issuer has revoked of the cards signed with one key.
type Revocations struct {
	// until maps a revocation id to the moment, in seconds since 1970, before
	// which its cards were issued; +Inf revokes them all. An id may be listed
	// several times, with and without a moment: the latest covers every other.
	until map[string]float64
}

// Revoked tells whether the card with this revocation id, issued at nbf, is
// revoked. A card without an id cannot be.
func (r *Revocations) Revoked(rid string, nbf time.Time) bool {
	if r == nil {
		return false
	}
	until, listed := r.until[rid]
	issued := float64(nbf.Unix()) + float64(nbf.Nanosecond())/1e9
	return listed && issued < until
}

// Len is the number of different ids in the list.
func (r *Revocations) Len() int {
	if r == nil {
		return 0
	}
	return len(r.until)
}

// crl is a card revocation list as issuers write it.
type crl struct {
	Kid    string  `json:"kid"`
	Method string  `json:"method"`
	Ctr    counter `json:"ctr"`
	RIDs   ridList `json:"rids"`

	unreadable bool
}

// UnmarshalJSON never fails: one broken list must not cost its issuer.
func (l *crl) UnmarshalJSON(raw []byte) error {
	type plain crl
	l.unreadable = json.Unmarshal(raw, (*plain)(l)) != nil
	return nil
}

// ridList is the entries of a list. One that is no text is empty, which is
// malformed: it must not cost the others.
type ridList []string

// UnmarshalJSON takes every array, and null.
func (l *ridList) UnmarshalJSON(raw []byte) error {
	var otherType *json.UnmarshalTypeError // the rest is read all the same
	err := json.Unmarshal(raw, (*[]string)(l))
	if errors.As(err, &otherType) && bytes.HasPrefix(raw, []byte("[")) {
		return nil
	}
	return err
}

// and joins two lists of one key, without changing either. Both may be nil.
func (r *Revocations) and(other *Revocations) *Revocations {
	switch {
	case r == nil:
		return other
	case other == nil:
		return r
	}
	all := &Revocations{until: make(map[string]float64, len(r.until)+len(other.until))}
	for _, list := range []*Revocations{r, other} {
		for rid, until := range list.until {
			all.until[rid] = max(until, all.until[rid])
		}
	}
	return all
}

// revocations reads the list for the key with this crlVersion, "" if the key
// states none. It gives nil and the reason when the list as a whole cannot be
// used. What is only not as it should be is used and said, since refusing it
// would let revoked cards through: a list of another version than the key
// asks for, and the good ones among malformed entries.
func (l *crl) revocations(version counter) (*Revocations, string) {
	switch {
	case l.unreadable:
		return nil, "its revocation list is not well formed"
	case l.Method != "rid":
		return nil, "its revocation list uses a method that is not known"
	}
	r := &Revocations{until: make(map[string]float64, len(l.RIDs))}
	problem := ""
	if version != "" && l.Ctr != version {
		problem = "its revocation list is not the version that the key asks for; what it lists is revoked all the same"
	}
	for _, entry := range l.RIDs {
		rid, until, ok := parseRID(entry)
		if !ok {
			problem = "its revocation list has malformed entries, which were left out"
			continue
		}
		r.until[rid] = max(until, r.until[rid])
	}
	return r, problem
}

// parseRID reads "rid" or "rid.<seconds since 1970>".
func parseRID(entry string) (rid string, until float64, ok bool) {
	rid, seconds, dated := strings.Cut(entry, ".")
	if len(rid) > maxRID || !plainBase64(rid) {
		return "", 0, false
	}
	if !dated {
		return rid, math.Inf(1), true
	}
	n, err := strconv.ParseUint(seconds, 10, 63)
	return rid, float64(n), err == nil
}
