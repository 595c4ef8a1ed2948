package desk

import (
	"crypto/hmac"
	"crypto/sha256"
	"slices"
	"time"

	"passdesk/verify/shc"
)

// mostKept is how many cards of a day are known again; beyond that the oldest
// are not.
const mostKept = 20_000

// earlier knows cards of the day again by a hash under a key that nobody
// else has: it can be held against a card, and nothing can be read from it. It
// is never written, and at midnight, when the key gives way to one that does
// not lead back to it, nothing is left.
type earlier struct {
	key   [sha256.Size]byte
	on    bool
	cards []checked
}

// checked is a card and when it was checked last.
type checked struct {
	card [sha256.Size]byte
	at   time.Time
}

// Remembering gives a State that knows cards of the day again, by a random
// key.
func (s State) Remembering(key [sha256.Size]byte) State {
	s.earlier = earlier{key: key, on: true}
	return s
}

// again tells when a card was checked before today, zero if it was not, and
// remembers that it is now. What a card is, is what its signature covers: the
// signature itself can be written anew.
func (m earlier) again(text string, at time.Time) (earlier, time.Time) {
	jws, err := shc.Decode(text)
	if !m.on || err != nil {
		return m, time.Time{}
	}
	now := checked{m.hash(shc.SigningInput(jws)), at}
	var before time.Time
	cards := slices.Clone(m.cards)
	if i := slices.IndexFunc(cards, func(c checked) bool { return c.card == now.card }); i >= 0 {
		before = cards[i].at
		cards = slices.Delete(cards, i, i+1)
	}
	cards = append(cards, now)
	m.cards = cards[max(0, len(cards)-mostKept):]
	return m, before
}

func (m earlier) hash(text string) (sum [sha256.Size]byte) {
	mac := hmac.New(sha256.New, m.key[:])
	mac.Write([]byte(text))
	mac.Sum(sum[:0])
	return sum
}

// forgotten is what is left of it on the next day.
func (m earlier) forgotten() earlier {
	return earlier{key: m.hash("the next day"), on: m.on}
}
