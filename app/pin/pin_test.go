package pin_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"passdesk/app/pin"
)

func TestKnowsThePINAgainAndNoOther(t *testing.T) {
	hash, err := pin.Hash("0471", rand.Reader)
	if err != nil || strings.Contains(hash, "0471") {
		t.Fatal(hash, err)
	}
	for typed, want := range map[string]bool{"0471": true, "0472": false, "471": false, "": false, "0471 ": false} {
		if pin.Matches(hash, typed) != want {
			t.Errorf("%q matches: %v", typed, !want)
		}
	}
	again, _ := pin.Hash("0471", rand.Reader)
	if again == hash {
		t.Error("the same PIN has the same hash twice")
	}
}

// TestIsArgon2id holds a hash against one that the reference implementation
// would give for the same salt: its form, and its cost.
func TestIsArgon2id(t *testing.T) {
	hash, err := pin.Hash("123456", bytes.NewReader(make([]byte, 16)))
	if err != nil || !strings.HasPrefix(hash, "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$") || len(hash) != 97 {
		t.Errorf("%s (%d), %v", hash, len(hash), err)
	}
}

func TestRefusesWhatIsNoPIN(t *testing.T) {
	for _, typed := range []string{"", "123", "1234567890123", "12a4", "１２３４", "12 4"} {
		if _, err := pin.Hash(typed, rand.Reader); !errors.Is(err, pin.ErrForm) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	if _, err := pin.Hash("1234", bytes.NewReader(nil)); err == nil {
		t.Error("hashed without salt")
	}
}

// Of a hash that is damaged, or asks for another cost, no PIN is the one.
func FuzzMatches(f *testing.F) {
	hash, err := pin.Hash("1234", bytes.NewReader(make([]byte, 16)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(hash)
	f.Add(strings.Replace(hash, "m=65536", "m=99999999", 1))
	f.Add(hash[:60])
	f.Add("")
	f.Fuzz(func(t *testing.T, damaged string) {
		if damaged != hash && pin.Matches(damaged, "1234") {
			t.Errorf("%q lets 1234 in", damaged)
		}
	})
}
