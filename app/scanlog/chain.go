package scanlog

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"time"
	"unicode/utf8"
)

// encodingV1 heads every encoded entry, so that neither a later layout nor
// anything else that is hashed can be taken for this one.
const encodingV1 = "passdesk scan log entry 1\n"

// MaxText is the most bytes of a text that an Entry keeps. An issuer comes
// from the card and may be as long as whoever made the card likes.
const MaxText = 1000

// Encode gives the bytes of an entry that its hash covers: all fields but
// Prev and Hash, in the order of the struct. A number is eight bytes, two's
// complement, big-endian; a text is its length in bytes as such a number and
// then its bytes; At is three numbers, seconds since 1970 UTC, nanoseconds
// and the zone's offset in seconds east; Took is nanoseconds. Every field is
// of fixed size or led by its length, so no two entries encode alike.
//
// The layout is frozen: logs are verified years later.
func Encode(e Entry) []byte {
	_, offset := e.At.Zone()
	b := append(make([]byte, 0, 512), encodingV1...)
	b = appendInt(b, e.Number)
	b = appendText(b, string(e.Kind))
	b = appendInt(b, e.Refers)
	b = appendInt(b, e.At.Unix())
	b = appendInt(b, int64(e.At.Nanosecond()))
	b = appendInt(b, int64(offset))
	b = appendText(b, e.Site)
	b = appendText(b, e.Desk)
	b = appendText(b, string(e.Outcome))
	b = appendText(b, string(e.Reason))
	b = appendText(b, e.Flips)
	b = appendText(b, e.Issuer)
	b = appendText(b, e.Format)
	b = appendText(b, e.Policy)
	b = appendText(b, string(e.By))
	return appendInt(b, int64(e.Took))
}

func appendInt(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }

func appendText(b []byte, s string) []byte { return append(appendInt(b, int64(len(s))), s...) }

// Chain gives the hash of an entry behind the one whose hash is prev: SHA-256
// of prev and then Encode(e).
func Chain(prev [32]byte, e Entry) [32]byte {
	return sha256.Sum256(append(prev[:], Encode(e)...))
}

// Head is the newest entry of one desk. The zero Head is that of a desk which
// has not written yet.
type Head struct {
	Number int64
	Hash   [32]byte
}

// Next makes e fit to be stored behind the head: its texts are cut to
// MaxText bytes and freed of what not every store can hold (NUL and bytes
// that are not UTF-8 become U+FFFD), then it is chained. Every Store appends
// through it, so that an entry has the same hash in all of them. It returns
// ErrNumberTaken or ErrNumberSkipped when e is not the next in number.
func (h Head) Next(e Entry) (Entry, error) {
	switch {
	case e.Number <= 0, e.Number > h.Number+1:
		return Entry{}, ErrNumberSkipped
	case e.Number <= h.Number:
		return Entry{}, ErrNumberTaken
	}
	e = e.clean()
	e.Prev = h.Hash
	e.Hash = Chain(h.Hash, e)
	return e, nil
}

// Head gives the entry as the head that the next one links to.
func (e Entry) Head() Head { return Head{Number: e.Number, Hash: e.Hash} }

// ErrNumberSkipped says that an entry does not follow the desk's last one:
// one before it was never stored.
var ErrNumberSkipped = errors.New("an entry of this desk is missing before the one to be written")

// clean gives the entry as every store keeps it.
func (e Entry) clean() Entry {
	_, offset := e.At.Zone()
	e.At = Moment(e.At.Unix(), int64(e.At.Nanosecond()), offset)
	e.Kind = CleanText(e.Kind)
	e.Site = CleanText(e.Site)
	e.Desk = CleanText(e.Desk)
	e.Outcome = CleanText(e.Outcome)
	e.Reason = CleanText(e.Reason)
	e.Flips = CleanText(e.Flips)
	e.Issuer = CleanText(e.Issuer)
	e.Format = CleanText(e.Format)
	e.Policy = CleanText(e.Policy)
	e.By = CleanText(e.By)
	return e
}

// CleanText gives a text of an entry as every store keeps it, see Head.Next.
// A desk's entries are found under its name so cleaned.
func CleanText[T ~string](text T) T {
	s := strings.ToValidUTF8(string(text), string(utf8.RuneError))
	s = strings.ReplaceAll(s, "\x00", string(utf8.RuneError))
	if len(s) <= MaxText {
		return T(s)
	}
	end := MaxText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return T(s[:end])
}

// Moment puts a time together as Encode takes it apart: seconds since 1970
// UTC, nanoseconds, and the zone's offset in seconds east. The zone's name is
// not kept, the offset says the day.
func Moment(seconds, nanos int64, offset int) time.Time {
	t := time.Unix(seconds, nanos).UTC()
	if offset == 0 {
		return t
	}
	return t.In(time.FixedZone("", offset))
}
