package verify_test

import (
	"bytes"
	"compress/flate"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
)

// forgery is a card of which anything can be wrong, and the desk it is shown
// at.
type forgery struct {
	signer     mint.Signer
	header     map[string]any
	claims     map[string]any
	credential map[string]any // the vc claim
	compress   func([]byte) []byte
	jws, text  func(string) string // what becomes of the signed card, and of its code
	desk       verify.Config
}

// genuineCard is one that nothing stands against.
func genuineCard(t testing.TB, w world) *forgery {
	t.Helper()
	same := func(s string) string { return s }
	f := &forgery{
		signer: w.listed, header: map[string]any{"alg": "ES256", "zip": "DEF", "kid": kidOf(t, w.listed)},
		compress: deflated, jws: same, text: same,
		credential: map[string]any{
			"type":              []string{"https://smarthealth.cards#health-card"},
			"credentialSubject": map[string]any{"fhirVersion": "4.0.1", "fhirBundle": map[string]any{"resourceType": "Bundle", "entry": []any{}}},
		},
		desk: verify.Config{Checked: today, MaxAge: time.Hour},
	}
	f.claims = map[string]any{"iss": w.listed.ISS, "nbf": today.AddDate(0, -1, 0).Unix(), "vc": f.credential}
	return f
}

func kidOf(t testing.TB, s mint.Signer) string {
	t.Helper()
	i, err := trust.ParseJWKS(s.ISS, "Any", keySet(t, s))
	if err != nil {
		t.Fatal(err)
	}
	return i.Keys[0].Kid
}

func deflated(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	_, _ = w.Write(plain)
	_ = w.Close()
	return b.Bytes()
}

// sign gives the text of the card's QR code, or its JWS if one is not enough.
func (f *forgery) sign(t testing.TB) string {
	t.Helper()
	encode := base64.RawURLEncoding.EncodeToString
	header, err := json.Marshal(f.header)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := json.Marshal(f.claims)
	if err != nil {
		t.Fatal(err)
	}
	signed := encode(header) + "." + encode(f.compress(claims))
	jws := f.jws(signed + "." + encode(signES256(t, f.signer.Key, signed)))
	if texts := mint.Texts(jws); len(texts) == 1 {
		return f.text(texts[0])
	}
	return f.text(jws)
}

func signES256(t testing.TB, key *ecdsa.PrivateKey, signed string) []byte {
	t.Helper()
	digest := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(constant{}, key, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(fill(r), fill(s))
}

func fill(n *big.Int) []byte { return n.FillBytes(make([]byte, 32)) }

// constant is a source of randomness for signatures of tests.
type constant struct{}

func (constant) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// defects spoils a card for one reason each, in the order of checks.
func defects(t testing.TB, w world) []struct {
	reason reason.Reason
	spoil  func(*forgery)
} {
	other := signer(t, listedISS)
	other.Key = signer(t, "https://another.example").Key
	return []struct {
		reason reason.Reason
		spoil  func(*forgery)
	}{
		{reason.NotACard, func(f *forgery) { f.text = func(s string) string { return "see " + s } }},
		{reason.UnsupportedFormat, func(f *forgery) { f.text = func(s string) string { return "HC1:" + s } }},
		{reason.Incomplete, func(f *forgery) {
			spoilt := f.text
			f.text = func(s string) string { return strings.Replace(spoilt(s), "shc:/", "shc:/1/2/", 1) }
		}},
		{reason.MalformedCode, func(f *forgery) { f.text = func(s string) string { return s + "7" } }},
		{reason.MalformedJWS, func(f *forgery) { f.jws = func(s string) string { return s + ".AA" } }},
		{reason.WrongAlgorithm, func(f *forgery) { f.header["alg"] = "ES384" }},
		{reason.NotCompressed, func(f *forgery) { delete(f.header, "zip") }},
		{reason.MalformedPayload, func(f *forgery) { f.claims["exp"] = "never" }},
		{reason.NotAHealthCard, func(f *forgery) { f.credential["type"] = []string{"VerifiableCredential"} }},
		{reason.MalformedIssuer, func(f *forgery) { f.claims["iss"] = f.claims["iss"].(string) + "/" }},
		{reason.NoDirectory, func(f *forgery) { f.desk.Directory = withoutSnapshot(t) }},
		{reason.UnknownIssuer, func(f *forgery) { f.claims["iss"] = "https://stranger.example" }},
		{reason.UnknownKey, func(f *forgery) { f.header["kid"] = kidOf(t, other) }},
		{reason.BadSignature, func(f *forgery) {
			f.jws = func(s string) string { return shc.SigningInput(s) + "." + strings.Repeat("A", 86) }
		}},
		{reason.Revoked, func(f *forgery) { f.credential["rid"] = "cmV2b2tlZA" }},
		{reason.Expired, func(f *forgery) { f.claims["exp"] = today.Unix() }},
		{reason.NotYetValid, func(f *forgery) { f.claims["nbf"] = float64(today.Unix()) + 0.5 }},
		{reason.StaleDirectory, func(f *forgery) { f.desk.Checked = today.Add(-time.Hour - 1) }},
		{reason.TestIssuer, func(f *forgery) {
			f.signer, f.claims["iss"], f.header["kid"] = w.training, w.training.ISS, kidOf(t, w.training)
		}},
		{reason.CannotTell, func(f *forgery) {
			f.credential["credentialSubject"] = map[string]any{"fhirBundle": map[string]any{"resourceType": "Patient"}}
		}},
	}
}

func withoutSnapshot(t testing.TB) *trust.Directory {
	t.Helper()
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// together tells whether one card can have two defects at all. The test
// issuers are known without a directory, and their age is nobody's business.
func together(a, b reason.Reason) bool {
	return b != reason.TestIssuer || a != reason.NoDirectory && a != reason.StaleDirectory
}

// A card may be wrong in several ways; the reason that is given is the first
// in the order of checks. Every reason is tried alone, with every later one,
// and with all later ones at once.
func TestTheFirstCheckThatFailsIsTheReason(t *testing.T) {
	w := newWorld(t)
	w.directory = revokingDirectory(t, w.listed)
	all := defects(t, w)
	var order []reason.Reason
	for _, d := range all {
		order = append(order, d.reason)
	}
	if !slices.Equal(order, reason.All()) {
		t.Fatalf("the defects are not the reasons in their order: %v", order)
	}
	if got := judge(t, w); got.Reason != "" || got.Genuine != reason.Yes {
		t.Fatalf("without a defect: %+v", got)
	}
	for i := range all {
		expect(t, w, all[i].reason, i)
		rest := []int{i}
		for j := i + 1; j < len(all); j++ {
			if !together(all[i].reason, all[j].reason) {
				continue
			}
			expect(t, w, all[i].reason, i, j)
			rest = append(rest, j)
		}
		expect(t, w, all[i].reason, rest...)
	}
}

// judge makes a card with these defects and verifies it.
func judge(t *testing.T, w world, which ...int) verify.Verdict {
	t.Helper()
	f := genuineCard(t, w)
	all := defects(t, w)
	for _, n := range slices.Backward(which) { // an earlier defect may undo a later one, as a check would
		all[n].spoil(f)
	}
	return w.verifier(t, f.desk).Verify(f.sign(t), today)
}

func expect(t *testing.T, w world, want reason.Reason, which ...int) {
	t.Helper()
	got := judge(t, w, which...)
	if got.Reason != want || got.Genuine != want.Genuine() || got.Record != nil || got.Message == "" {
		t.Errorf("defects %v: %s (%s), want %s", which, got.Reason, got.Message, want)
	}
}

// revokingDirectory is a signed directory whose one issuer has a revocation
// list.
func revokingDirectory(t testing.TB, s mint.Signer) *trust.Directory {
	t.Helper()
	return signedDirectory(t, s, map[string]any{"kid": kidOf(t, s), "method": "rid", "ctr": 1, "rids": []string{"cmV2b2tlZA"}})
}
