package scanlog

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The layouts of what a hash covers. Each is frozen: logs are verified years
// later. New entries have the newest.
const (
	Layout1 = 1 // all fields but Versions, ID and Detail, which are empty in it
	Layout2 = 2 // all fields
)

// MaxText is the most bytes of a text that an Entry keeps. An issuer comes
// from the card and may be as long as whoever made the card likes.
const MaxText = 1000

// MaxDetail is the most bytes of an Entry's Detail.
const MaxDetail = 1 << 20

// Encode gives the bytes of an entry that its hash covers: a heading with the
// Layout, so that neither another layout nor anything else that is hashed can
// be taken for this one, then the fields from Number to Detail in the order of
// the struct. A number is eight bytes, two's complement, big-endian; a text is
// its length in bytes as such a number and then its bytes; At is three
// numbers, seconds since 1970 UTC, nanoseconds and the zone's offset in
// seconds east; Took is nanoseconds. Every field is of fixed size or led by
// its length, so no two entries encode alike.
func Encode(e Entry) []byte {
	_, offset := e.At.Zone()
	b := append(make([]byte, 0, 512), "passdesk scan log entry "...)
	b = append(strconv.AppendInt(b, e.Layout, 10), '\n')
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
	if e.Layout == Layout1 {
		b = appendText(b, string(e.By))
		return appendInt(b, int64(e.Took))
	}
	b = appendText(b, e.Versions)
	b = appendText(b, string(e.ID))
	b = appendText(b, string(e.By))
	b = appendInt(b, int64(e.Took))
	return appendText(b, e.Detail)
}

// isWhole tells whether the entry's hash covers all that the entry says.
func (e Entry) isWhole() bool {
	switch e.Layout {
	case Layout1:
		return e.Versions == "" && e.ID == "" && e.Detail == ""
	default:
		return e.Layout == Layout2
	}
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
// MaxText bytes, Detail to MaxDetail, and freed of what not every store can hold (NUL and bytes
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
	e.Layout = Layout2
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
	e.Versions = CleanText(e.Versions)
	e.ID = CleanText(e.ID)
	e.Detail = cleanText(e.Detail, MaxDetail)
	e.By = CleanText(e.By)
	return e
}

// CleanText gives a text of an entry as every store keeps it, see Head.Next.
// A desk's entries are found under its name so cleaned.
func CleanText[T ~string](text T) T { return cleanText(text, MaxText) }

func cleanText[T ~string](text T, most int) T {
	s := strings.ToValidUTF8(string(text), string(utf8.RuneError))
	s = strings.ReplaceAll(s, "\x00", string(utf8.RuneError))
	if len(s) <= most {
		return T(s)
	}
	end := most
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
