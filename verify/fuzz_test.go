package verify_test

import (
	"reflect"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// FuzzVerify: whatever the text, there is a verdict that does not contradict
// itself, within bounded memory; and a text that comes out genuine says what
// the signed cards say, all of which are of one person.
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
	f.Add("M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100")
	f.Add("https://viewer.example/view#shlink:/eyJ1")
	genuine := v.Verify(good, today)
	f.Fuzz(func(t *testing.T, text string) {
		before := allocated()
		got := v.Verify(text, today)
		if took := (allocated() - before) >> 20; took > mostMiB {
			t.Errorf("%d MiB for %d bytes", took, len(text))
		}
		sound(t, got, genuine)
	})
}

// allocated is how many bytes have been allocated so far.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// sound holds a verdict against itself, and against that of the only person in
// the world whose cards are genuine.
func sound(t *testing.T, got, genuine verify.Verdict) {
	t.Helper()
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
}

// FuzzChangedCard edits a genuine JWS: whatever becomes of its bytes, no other
// facts come out as genuine. An edit is three bytes: where (two of them) and
// what; an odd place puts the byte in, an even one replaces.
func FuzzChangedCard(f *testing.F) {
	w := newWorld(f)
	v := w.verifier(f, verify.Config{})
	good := card(f, w.listed, nil)
	genuine := v.Verify(good, today)
	dot := strings.LastIndexByte(good, '.')
	f.Add([]byte{})
	f.Add([]byte{0, 0, 'f'})
	f.Add([]byte{byte(dot >> 8), byte(dot) &^ 1, 'A', 0, 1, ' '})
	f.Add([]byte{0, 80, '-', 0, 81, '_', 1, 0, '.'})
	f.Fuzz(func(t *testing.T, edits []byte) {
		jws := []byte(good)
		for ; len(edits) >= 3; edits = edits[3:] {
			place := int(edits[0])<<8 | int(edits[1])
			at := place % len(jws)
			if place%2 == 1 {
				jws = slices.Insert(jws, at, edits[2])
				continue
			}
			jws[at] = edits[2]
		}
		got := v.Verify(string(jws), today)
		sound(t, got, genuine)
		if got.Genuine == reason.Yes && !reflect.DeepEqual(got, genuine) {
			t.Error("its facts changed, and it stayed genuine")
		}
		if got.Genuine == reason.Yes && shc.SigningInput(strings.TrimSpace(string(jws))) != good[:dot] {
			t.Error("a changed card stayed genuine")
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
