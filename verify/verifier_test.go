package verify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// today is the day of the minted cards.
var today = time.Date(2026, 11, 24, 10, 30, 0, 0, time.FixedZone("", -5*3600))

// The marked person: none of these words may leave a verdict that is not
// genuine, or stand in any message.
const marked = `{"name":{"family":"Mustermannova","given":["Zyxwina"]},"birthDate":"1951-01-20",
	"doses":[{"cvx":"207","date":"2021-01-01","lot":"LOT0815"},{"cvx":"207","date":"2021-01-29"}]}`

const listedISS, localISS = "https://listed.example/shc", "https://clinic.example/shc"

// world is a signed directory of our own with one issuer, and another issuer
// that was added at the desk.
type world struct {
	listed, local, training mint.Signer
	directory               *trust.Directory
}

func newWorld(t testing.TB) world {
	t.Helper()
	w := world{listed: signer(t, listedISS), local: signer(t, localISS)}
	var err error
	if w.training, err = mint.Training(); err != nil {
		t.Fatal(err)
	}
	w.directory = signedDirectory(t, w.listed)
	i, err := trust.ParseJWKS(localISS, "Our clinic", keySet(t, w.local))
	if err != nil {
		t.Fatal(err)
	}
	if w.directory, err = w.directory.With(i); err != nil {
		t.Fatal(err)
	}
	return w
}

func signer(t testing.TB, iss string) mint.Signer {
	t.Helper()
	s, err := mint.FromSeed(iss, iss)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func keySet(t testing.TB, s mint.Signer) []byte {
	t.Helper()
	raw, err := s.JWKS()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// signedDirectory opens a snapshot that a key of our own has signed, of one
// issuer and its revocation lists.
func signedDirectory(t testing.TB, s mint.Signer, lists ...map[string]any) *trust.Directory {
	t.Helper()
	var set struct{ Keys []json.RawMessage }
	if err := json.Unmarshal(keySet(t, s), &set); err != nil {
		t.Fatal(err)
	}
	snapshot, err := json.Marshal(map[string]any{"time": "2026-11-01T00:00:00Z", "issuerInfo": []any{map[string]any{
		"issuer": map[string]string{"iss": s.ISS, "name": "State of Example"}, "keys": set.Keys, "crls": lists, "lastRetrieved": "2026-10-31T00:00:00Z",
	}}})
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha512.Sum512(snapshot)
	signature, err := ecdsa.SignASN1(rand.Reader, key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	pin := trust.Pin{Name: "ours", Public: &key.PublicKey, From: today.AddDate(-1, 0, 0), Until: today.AddDate(1, 0, 0)}
	d, err := trust.Open(snapshot, signature, today, []trust.Pin{pin})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (w world) verifier(t testing.TB, c verify.Config) *verify.Verifier {
	t.Helper()
	c.Tables = vocab.Shipped()
	if c.Directory == nil {
		c.Directory = w.directory
	}
	v, err := verify.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func card(t testing.TB, s mint.Signer, change func(*mint.Spec)) string {
	t.Helper()
	spec, err := mint.Parse([]byte(marked))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&spec)
	}
	c, err := s.Card(spec, today.AddDate(0, -1, 0))
	if err != nil {
		t.Fatal(err)
	}
	return c.JWS
}

func TestTellsWhoSignedAGenuineCard(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	got := v.Verify(card(t, w.listed, nil), today)
	want := verify.Issuer{
		ISS: listedISS, Kid: got.Issuer.Kid, Name: "State of Example",
		LastSeen: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC), Origin: trust.FromDirectory,
	}
	if got.Genuine != reason.Yes || got.Reason != "" || got.Format != verify.HealthCard || got.Issuer != want || len(got.Issuer.Kid) != 43 {
		t.Errorf("%+v", got)
	}
	if len(got.Record.Doses) != 2 || got.Record.Holder.Name.Family != "Mustermannova" {
		t.Errorf("%+v", got.Record)
	}
	if local := v.Verify(card(t, w.local, nil), today); local.Genuine != reason.Yes || local.Issuer.Origin != trust.AddedHere {
		t.Errorf("%+v", local)
	}
}

// Each card has the fault of its row and every later one it can have: the
// first in the order of checks is the reason.
func TestTheFirstFailedCheckIsTheReason(t *testing.T) {
	w := newWorld(t)
	at := func(moment time.Time) mint.Moment { return mint.Moment{Time: moment} }
	expired := func(s *mint.Spec) { s.Expires = at(today.Add(-time.Hour)) }
	spoil := func(d mint.Defect) func(*mint.Spec) {
		return func(s *mint.Spec) { s.Defect = d; expired(s) }
	}
	empty, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	stale := verify.Config{Checked: today.AddDate(0, 0, -31), MaxAge: 30 * 24 * time.Hour}
	without := stale
	without.Directory = empty
	for name, c := range map[string]struct {
		config verify.Config
		signer mint.Signer
		change func(*mint.Spec)
		want   reason.Reason
	}{
		"no directory":     {without, w.listed, expired, reason.NoDirectory},
		"unknown issuer":   {stale, w.listed, spoil("unknown-issuer"), reason.UnknownIssuer},
		"unknown key":      {stale, w.listed, spoil("unknown-key"), reason.UnknownKey},
		"altered":          {stale, w.listed, spoil("altered"), reason.BadSignature},
		"revoked":          {stale, w.training, spoil("revoked"), reason.Revoked},
		"expired":          {stale, w.listed, expired, reason.Expired},
		"expired training": {stale, w.training, expired, reason.Expired},
		"not yet valid":    {stale, w.listed, func(s *mint.Spec) { s.NotBefore = at(today.Add(time.Second)) }, reason.NotYetValid},
		"stale directory":  {stale, w.listed, nil, reason.StaleDirectory},
		"local is no part": {stale, w.local, nil, ""},
		"test issuer":      {stale, w.training, nil, reason.TestIssuer},
	} {
		got := w.verifier(t, c.config).Verify(card(t, c.signer, c.change), today)
		if got.Reason != c.want || got.Genuine != c.want.Genuine() || (got.Record != nil) != (c.want == "") {
			t.Errorf("%s: %q, genuine %s, want %q", name, got.Reason, got.Genuine, c.want)
		}
	}
}

func TestACardEndsAtTheVeryMomentItSays(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	text := card(t, w.listed, func(s *mint.Spec) { s.NotBefore.Time, s.Expires.Time = today, today.Add(time.Hour) })
	for _, c := range []struct {
		after time.Duration
		want  reason.Reason
	}{
		{-time.Millisecond, reason.NotYetValid}, {0, ""}, {time.Hour - time.Millisecond, ""}, {time.Hour, reason.Expired},
	} {
		if got := v.Verify(text, today.Add(c.after)); got.Reason != c.want {
			t.Errorf("after %v: %q, want %q", c.after, got.Reason, c.want)
		}
	}
}

func TestSaysDatesInTheDesksZone(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	midnight := time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC) // still the 19th at the desk
	for _, c := range []struct {
		change func(*mint.Spec)
		want   string
	}{
		{func(s *mint.Spec) { s.Expires.Time = midnight }, "This card expired on 19 November 2026."},
		{func(s *mint.Spec) { s.Expires.Time = today.Add(-time.Hour) }, "This card expired on 24 November 2026, 09:30."},
		{func(s *mint.Spec) { s.NotBefore.Time = today.AddDate(0, 0, 3) }, "This card is not valid before 27 November 2026."},
	} {
		if got := v.Verify(card(t, w.listed, c.change), today); got.Message != c.want {
			t.Errorf("%q, want %q", got.Message, c.want)
		}
	}
}

func TestTheAgeOfTheDirectoryGoesByItsOwnClock(t *testing.T) {
	w := newWorld(t)
	checked := today.AddDate(0, 0, -10)
	text := card(t, w.listed, nil)
	for name, c := range map[string]struct {
		maxAge time.Duration
		now    func() time.Time
		at     time.Time
		want   reason.Reason
	}{
		"young":                     {30 * 24 * time.Hour, nil, today, ""},
		"old at the moment asked":   {30 * 24 * time.Hour, nil, today.AddDate(0, 0, 40), reason.StaleDirectory},
		"young by the real clock":   {30 * 24 * time.Hour, func() time.Time { return today }, today.AddDate(0, 0, 40), ""},
		"old by the real clock":     {30 * 24 * time.Hour, func() time.Time { return today.AddDate(0, 0, 40) }, today, reason.StaleDirectory},
		"no limit":                  {0, nil, today.AddDate(9, 0, 0), ""},
		"the clock was set back":    {time.Hour, func() time.Time { return checked.AddDate(-1, 0, 0) }, today, ""},
		"to the hour":               {10 * 24 * time.Hour, nil, today, ""},
		"and a nanosecond after it": {10 * 24 * time.Hour, nil, today.Add(1), reason.StaleDirectory},
	} {
		v := w.verifier(t, verify.Config{Checked: checked, MaxAge: c.maxAge, Now: c.now})
		if got := v.Verify(text, c.at); got.Reason != c.want {
			t.Errorf("%s: %q, want %q", name, got.Reason, c.want)
		}
	}
}

func TestTrainingModeChecksNoRealCard(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{Training: true, Trusted: []string{listedISS}})
	if got := v.Verify(card(t, w.training, nil), today); got.Genuine != reason.Yes {
		t.Errorf("a training card: %s", got.Reason)
	}
	for _, s := range []mint.Signer{w.listed, w.local, signer(t, "https://stranger.example")} {
		got := v.Verify(card(t, s, nil), today)
		if got.Genuine != reason.Unknown || got.Record != nil || !strings.HasPrefix(got.Message, "Training mode") {
			t.Errorf("a card of %s: %+v", s.ISS, got)
		}
	}
}

// Training needs strangers too, whether the desk has a directory or not; an
// address that only looks like the training world is a real one.
func TestTrainingModeLooksUpItsOwnStrangers(t *testing.T) {
	w := newWorld(t)
	empty, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	for iss, want := range map[string]reason.Reason{
		"https://unknown.training.passdesk.example/issuer": reason.UnknownIssuer,
		"https://training.passdesk.example/other":          reason.UnknownIssuer,
		"https://training.passdesk.example.org/issuer":     reason.TestIssuer,
		"https://clinic.example/training.passdesk.example": reason.TestIssuer,
		"https://clinic.example?.passdesk.example":         reason.TestIssuer,
		"https://mypassdesk.example":                       reason.TestIssuer,
	} {
		text := card(t, signer(t, iss), nil)
		for name, d := range map[string]*trust.Directory{"with a directory": w.directory, "without": empty} {
			got := w.verifier(t, verify.Config{Training: true, Directory: d}).Verify(text, today)
			if got.Reason != want || got.Genuine != reason.Unknown || got.Record != nil {
				t.Errorf("%s, %s: %q, want %q", iss, name, got.Reason, want)
			}
		}
	}
}

func TestOpensATextWithOneCardInIt(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	jws := card(t, w.listed, nil)
	for name, c := range map[string]struct {
		text string
		want reason.Reason
	}{
		"card file":      {`{"verifiableCredential":["` + jws + `"]}`, ""},
		"deep link":      {`https://viewer.example/#{"verifiableCredential":["` + jws + `"]}`, ""},
		"encoded link":   {`https://viewer.example/#%7B%22verifiableCredential%22:%5B%22` + jws + `%22%5D%7D`, ""},
		"white space":    {"\r\n " + jws + "\t", ""},
		"two cards":      {`{"verifiableCredential":["` + jws + `","` + jws + `"]}`, reason.NotACard},
		"none":           {`{"verifiableCredential":[]}`, reason.NotACard},
		"broken JSON":    {`{"verifiableCredential":["`, reason.NotACard},
		"nothing at all": {"", reason.NotACard},
	} {
		if got := v.Verify(c.text, today); got.Reason != c.want {
			t.Errorf("%s: %q, want %q", name, got.Reason, c.want)
		}
	}
}

func TestABundleThatCannotBeReadLeavesTheCardGenuine(t *testing.T) {
	w := newWorld(t)
	text := card(t, w.listed, func(s *mint.Spec) { s.Name.Given = make([]string, 0); s.Defect = "unreadable-bundle" })
	got := w.verifier(t, verify.Config{}).Verify(text, today)
	if got.Genuine != reason.Yes || got.Reason != reason.CannotTell || got.Record != nil || got.Message == "" {
		t.Errorf("%+v", got)
	}
}

func TestNeedsADirectoryAndTables(t *testing.T) {
	for _, c := range []verify.Config{{}, {Directory: newWorld(t).directory}, {Tables: vocab.Shipped()}} {
		if v, err := verify.New(c); !errors.Is(err, verify.ErrConfig) || v != nil {
			t.Errorf("made a verifier without them")
		}
	}
}

// discreet tells whether a verdict gives away nothing of the holder that it
// may not.
func discreet(v verify.Verdict) bool {
	told := v.Message + string(v.Reason)
	if v.Genuine != reason.Yes && v.Record != nil {
		return false
	}
	for _, word := range []string{"Mustermannova", "Zyxwina", "1951", "LOT0815", "20 January"} {
		if strings.Contains(told, word) {
			return false
		}
	}
	return true
}

func TestNoMessageNamesTheHolder(t *testing.T) {
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	for _, d := range append(mint.Defects(), "") {
		for _, s := range []mint.Signer{w.listed, w.training, signer(t, "https://stranger.example")} {
			if got := v.Verify(card(t, s, func(s *mint.Spec) { s.Defect = d }), today); !discreet(got) || got.Message == "" {
				t.Errorf("%q of %s: %q", d, s.ISS, got.Message)
			}
		}
	}
}
