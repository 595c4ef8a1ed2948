// Package pin keeps a manager's PIN as a slow hash, and tells who knows it.
//
// A PIN is short, so whoever has the hash can try all of them: with Argon2id
// (RFC 9106; golang.org/x/crypto) that takes weeks for eight digits, not years.
// It keeps a receptionist from changing settings by chance or on a whim. It does
// not stop anybody who may write the desk's files: they can remove it.
package pin

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Least and Most are how many digits a PIN has.
const Least, Most = 4, 12

// ErrForm says that what was typed can be no PIN.
var ErrForm = fmt.Errorf("a PIN has %d to %d digits and nothing else", Least, Most)

// What the hash costs, as RFC 9106 (4) recommends where memory is short: three
// passes over 64 MB, a fifth of a second.
const (
	passes = 3
	memory = 64 << 10 // kB
	size   = 32       // of the hash, in bytes
	salted = 16       // of the salt
)

// head goes before salt and hash. One with another cost is none of ours.
const head = "$argon2id$v=19$m=65536,t=3,p=1$"

// Hash gives what is kept of a PIN. Its salt comes from random.
func Hash(pin string, random io.Reader) (string, error) {
	if !isPIN(pin) {
		return "", ErrForm
	}
	salt := make([]byte, salted)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", errors.New("this computer gives no random numbers")
	}
	return head + encode(salt) + "$" + encode(derive(pin, salt)), nil
}

// Matches tells whether a PIN is the one whose hash was kept. Of a hash that
// is damaged none is.
func Matches(hash, pin string) bool {
	rest, ours := strings.CutPrefix(hash, head)
	first, second, _ := strings.Cut(rest, "$")
	salt, err := base64.RawStdEncoding.DecodeString(first)
	want, err2 := base64.RawStdEncoding.DecodeString(second)
	if !ours || !isPIN(pin) || err != nil || err2 != nil || len(salt) != salted || len(want) != size {
		return false
	}
	return subtle.ConstantTimeCompare(derive(pin, salt), want) == 1
}

func derive(pin string, salt []byte) []byte {
	return argon2.IDKey([]byte(pin), salt, passes, memory, 1, size)
}

func encode(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }

func isPIN(s string) bool {
	isOther := func(r rune) bool { return r < '0' || r > '9' }
	return len(s) >= Least && len(s) <= Most && !strings.ContainsFunc(s, isOther)
}
