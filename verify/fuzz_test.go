package verify_test

import (
	"reflect"
	"testing"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// FuzzVerify: whatever the text, there is a verdict that does not contradict
// itself; and a text that comes out genuine says what the signed cards say, all
// of which are of one person.
func FuzzVerify(f *testing.F) {
	w := newWorld(f)
	v := w.verifier(f, verify.Config{})
	good := card(f, w.listed, nil)
	for _, text := range mint.Texts(good) {
		f.Add(text)
	}
	for _, d := range mint.Defects() {
		f.Add(card(f, w.listed, func(s *mint.Spec) { s.Defect = d }))
	}
	f.Add(`{"verifiableCredential":["` + good + `"]}`)
	f.Add("HC1:6BF")
	f.Add("https://viewer.example/view#shlink:/eyJ1")
	genuine := v.Verify(good, today)
	f.Fuzz(func(t *testing.T, text string) {
		got := v.Verify(text, today)
		if got.Message == "" || got.Format == "" || got.Genuine != got.Reason.Genuine() {
			t.Errorf("%+v contradicts itself", got)
		}
		if got.Reason != "" && got.Record != nil {
			t.Error("a record with a reason against it")
		}
		if got.Genuine == reason.Yes && got.Reason == "" && (got.Issuer != genuine.Issuer || !reflect.DeepEqual(got.Record, genuine.Record)) {
			t.Error("another card came out genuine")
		}
		if !discreet(got) {
			t.Errorf("%q", got.Message)
		}
	})
}

// The same property without luck: each single byte of a genuine JWS changed
// to several others.
func TestNoChangedByteMakesAnotherGenuineCard(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	good := card(t, w.listed, nil)
	genuine := v.Verify(good, today)
	if genuine.Genuine != reason.Yes {
		t.Fatal(genuine.Reason)
	}
	for i := range len(good) {
		for _, b := range []byte{good[i] ^ 1, good[i] ^ 4, 'A', '.', 0, '\n', ' '} {
			if b == good[i] {
				continue
			}
			got := v.Verify(good[:i]+string([]byte{b})+good[i+1:], today)
			if got.Genuine == reason.Yes || got.Record != nil {
				t.Fatalf("byte %d changed to %q, and the card stayed genuine", i, b)
			}
		}
	}
}
