package scanlog

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Seal is an entry of a desk by its number and its hash, which covers all that
// the desk wrote up to it. Kept outside this computer, on a printed day sheet
// say, it proves that nothing up to it was changed since.
type Seal struct {
	Desk   string
	Number int64
	Hash   [32]byte
}

// Seal gives the entry as a seal.
func (e Entry) Seal() Seal { return Seal{Desk: e.Desk, Number: e.Number, Hash: e.Hash} }

// String gives the seal as NUMBER-HASH of the desk, such as 3021-5a0c...; the
// desk's name stands beside it.
func (s Seal) String() string {
	return strconv.FormatInt(s.Number, 10) + "-" + hex.EncodeToString(s.Hash[:])
}

// ErrNoSeal says that a text is not a seal.
var ErrNoSeal = errors.New("a seal is DESK=NUMBER-HASH, as the day sheet prints it")

// ParseSeal reads DESK=NUMBER-HASH. The hash may be in capitals and with spaces.
func ParseSeal(text string) (Seal, error) {
	cut := strings.LastIndexByte(text, '=')
	if cut < 0 {
		return Seal{}, ErrNoSeal
	}
	number, hash, ok := strings.Cut(strings.ReplaceAll(text[cut+1:], " ", ""), "-")
	n, err := strconv.ParseInt(number, 10, 64)
	data, hexErr := hex.DecodeString(hash)
	s := Seal{Desk: text[:cut], Number: n}
	if !ok || err != nil || hexErr != nil || n < 1 || len(data) != len(s.Hash) {
		return Seal{}, ErrNoSeal
	}
	copy(s.Hash[:], data)
	return s, nil
}

// SealOf gives the seal of a desk at the end of a day, YYYY-MM-DD: its last
// entry of that day or before. There is none for a desk that had not written.
func SealOf(s Store, desk, day string) (seal Seal, ok bool, err error) {
	rows, err := s.Entries(Query{Desk: desk, To: day, Limit: 1})
	if err != nil || len(rows) == 0 {
		return Seal{}, false, err
	}
	return rows[0].Seal(), true, nil
}

// Line gives the seal with its desk, as ParseSeal reads it.
func (s Seal) Line() string { return fmt.Sprintf("%s=%s", s.Desk, s) }
