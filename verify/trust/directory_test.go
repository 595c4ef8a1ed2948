package trust_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v2/jwk"

	"passdesk/verify/trust"
)

// object is any JSON object.
type object = map[string]any

// newKey makes a P-256 key as issuers publish it.
func newKey(t testing.TB) object {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := private.PublicKey.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	return named(object{"kty": "EC", "use": "sig", "alg": "ES256", "crv": "P-256", "x": encode(raw[1:33]), "y": encode(raw[33:])})
}

// named gives a key its thumbprint as key id.
func named(k object) object {
	sum := sha256.Sum256([]byte(`{"crv":"P-256","kty":"EC","x":"` + k["x"].(string) + `","y":"` + k["y"].(string) + `"}`))
	k["kid"] = base64.RawURLEncoding.EncodeToString(sum[:])
	return k
}

// with gives a copy of k that differs in one field; nil removes it.
func with(k object, field string, value any) object {
	c := object{}
	for name, v := range k {
		c[name] = v
	}
	if c[field] = value; value == nil {
		delete(c, field)
	}
	return c
}

func row(iss, name string, keys ...object) object {
	return object{"issuer": object{"iss": iss, "name": name}, "keys": keys, "lastRetrieved": "2026-01-02T03:04:05Z"}
}

func marshal(t testing.TB, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func snapshotOf(t testing.TB, rows ...object) []byte {
	return marshal(t, object{"directory": "https://directory.example", "time": "2026-01-02T03:04:05Z", "issuerInfo": rows})
}

// signer is a directory of our own.
type signer struct {
	private *ecdsa.PrivateKey
	pin     trust.Pin
}

func newSigner(t testing.TB) signer {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signer{private, trust.Pin{Name: "ours", Public: &private.PublicKey, From: day.AddDate(-1, 0, 0), Until: day.AddDate(1, 0, 0)}}
}

func (s signer) sign(t testing.TB, raw []byte) []byte {
	t.Helper()
	digest := sha512.Sum512(raw)
	signature, err := ecdsa.SignASN1(rand.Reader, s.private, digest[:])
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

func (s signer) open(t testing.TB, rows ...object) *trust.Directory {
	t.Helper()
	raw := snapshotOf(t, rows...)
	d, err := trust.Open(raw, s.sign(t, raw), day, []trust.Pin{s.pin})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOpensOnlyWhatAPinSigned(t *testing.T) {
	ours, theirs := newSigner(t), newSigner(t)
	raw := snapshotOf(t, row("https://a.example", "A", newKey(t)))
	changed := append([]byte(nil), raw...)
	changed[len(changed)/2] ^= 0x20
	junk := []byte(`{"time":"2026-01-02T03:04:05Z"}`)
	for name, c := range map[string]struct {
		snapshot, signature []byte
		at                  time.Time
		want                error
	}{
		"good":                  {raw, ours.sign(t, raw), day, nil},
		"one byte changed":      {changed, ours.sign(t, raw), day, trust.ErrOtherKey},
		"cut short":             {raw[:len(raw)-1], ours.sign(t, raw), day, trust.ErrBadSignature},
		"signed by a stranger":  {raw, theirs.sign(t, raw), day, trust.ErrOtherKey},
		"by a stranger as well": {raw, theirs.sign(t, raw), day, trust.ErrBadSignature},
		"no signature":          {raw, nil, day, trust.ErrNoSignature},
		"text as signature":     {raw, []byte("signature"), day, trust.ErrNoSignature},
		"huge signature":        {raw, make([]byte, 1<<20), day, trust.ErrNoSignature},
		"before the pin's time": {raw, ours.sign(t, raw), day.AddDate(-2, 0, 0), trust.ErrPinDates},
		"after the pin's time":  {raw, ours.sign(t, raw), day.AddDate(2, 0, 0), trust.ErrPinDates},
		"signed junk":           {junk, ours.sign(t, junk), day, trust.ErrMalformed},
		"too large":             {make([]byte, 17<<20), nil, day, trust.ErrTooLarge},
	} {
		d, err := trust.Open(c.snapshot, c.signature, c.at, []trust.Pin{ours.pin})
		if !errors.Is(err, c.want) || (d == nil) != (c.want != nil) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	// damage is not taken for another signer
	if _, err := trust.Open(raw[1:], ours.sign(t, raw), day, []trust.Pin{ours.pin}); errors.Is(err, trust.ErrOtherKey) {
		t.Errorf("cut: %v", err)
	}
}

// A pin may be followed by another one, and both may hold the same key.
func TestAnyPinThatIsValidOnTheDayWillDo(t *testing.T) {
	old, next := newSigner(t), newSigner(t)
	again := next.pin
	next.pin.From, next.pin.Until = day.AddDate(-3, 0, 0), day.AddDate(-2, 0, 0)
	raw := snapshotOf(t, row("https://a.example", "A", newKey(t)))
	for _, c := range []struct {
		signature []byte
		pins      []trust.Pin
		want      error
	}{
		{old.sign(t, raw), []trust.Pin{old.pin, next.pin}, nil},
		{next.sign(t, raw), []trust.Pin{old.pin, next.pin}, trust.ErrPinDates},
		{next.sign(t, raw), []trust.Pin{old.pin, next.pin, again}, nil},
		{next.sign(t, raw), []trust.Pin{again, next.pin}, nil},
		{next.sign(t, raw), []trust.Pin{old.pin}, trust.ErrOtherKey},
		{next.sign(t, raw), nil, trust.ErrOtherKey},
	} {
		if _, err := trust.Open(raw, c.signature, day, c.pins); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
}

func TestThisReleaseComesWithAValidPin(t *testing.T) {
	pins, err := trust.Pins()
	if err != nil || len(pins) == 0 {
		t.Fatal(err)
	}
	for _, p := range pins {
		if p.Name == "" || p.Public.Curve != elliptic.P521() || !p.From.Before(day) || !p.Until.After(day) {
			t.Errorf("%s from %v until %v", p.Name, p.From, p.Until)
		}
	}
}

func TestRefusesBadKeysOneByOne(t *testing.T) {
	good := newKey(t)
	padded := base64.URLEncoding.EncodeToString(make([]byte, 32))
	for name, bad := range map[string]object{
		"RSA":                  {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "r", "n": "AQAB", "e": "AQAB"},
		"P-384":                with(good, "crv", "P-384"),
		"for encryption":       with(good, "use", "enc"),
		"no use":               with(good, "use", nil),
		"ES384":                with(good, "alg", "ES384"),
		"carries d":            with(good, "d", "AAAA"),
		"wrong kid":            with(good, "kid", "key-1"),
		"no kid":               with(good, "kid", nil),
		"off the curve":        named(with(good, "x", "AAAA")),
		"infinity":             named(with(with(good, "x", "AA"), "y", "AA")),
		"padded base64":        named(with(good, "x", padded)),
		"too long":             named(with(good, "x", base64.RawURLEncoding.EncodeToString(make([]byte, 33)))),
		"number as coordinate": with(good, "x", 7),
	} {
		i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{bad, good}}))
		if err != nil || len(i.Keys) != 1 || len(i.Refused) != 1 || i.Refused[0].Why == "" {
			t.Errorf("%s: %d keys, refused %v, %v", name, len(i.Keys), i.Refused, err)
		}
	}
}

func TestThumbprintAgreesWithJwx(t *testing.T) {
	for range 20 {
		k := newKey(t)
		parsed, err := jwk.ParseKey(marshal(t, k))
		if err != nil {
			t.Fatal(err)
		}
		if err := jwk.AssignKeyID(parsed); err != nil {
			t.Fatal(err)
		}
		i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{k}}))
		if err != nil || i.Keys[0].Kid != parsed.KeyID() {
			t.Fatalf("%v, %v, want key id %s", i.Keys, err, parsed.KeyID())
		}
		var public ecdsa.PublicKey
		if err := parsed.Raw(&public); err != nil || !public.Equal(i.Keys[0].Public) {
			t.Fatalf("another point, %v", err)
		}
	}
}

// A coordinate whose first byte is zero comes once in 256 keys, and some
// issuers then write 31 bytes and hash that.
func TestTakesCoordinatesThatLostTheirZeroByte(t *testing.T) {
	var k object
	for range 20000 {
		k = newKey(t)
		if raw, _ := base64.RawURLEncoding.DecodeString(k["x"].(string)); raw[0] == 0 {
			k = named(with(k, "x", base64.RawURLEncoding.EncodeToString(raw[1:])))
			i, err := trust.ParseJWKS("https://a.example", "A", marshal(t, object{"keys": []object{k}}))
			if err != nil || i.Keys[0].Public.X.BitLen() > 31*8 {
				t.Errorf("%+v, %v", i, err)
			}
			return
		}
	}
	t.Fatal("20,000 keys without a leading zero")
}

func TestALostKeyOrListDoesNotCostTheSnapshot(t *testing.T) {
	a, b := newKey(t), newKey(t)
	listed := with(b, "crlVersion", "2")
	broken := row("https://broken.example", "Broken", a, listed)
	broken["keys"] = []any{17, "key", nil, a, listed}
	broken["crls"] = []any{"list", 5, object{"kid": b["kid"], "method": "rid", "ctr": 1, "rids": []string{"AAAA"}}}
	broken["lastRetrieved"] = "yesterday"
	d := newSigner(t).open(t, broken, row("https://b.example", "B", b), row("http://plain.example", "No", b),
		row("https://b.example", "B again", a), row("https://b.example/", "Slash", a))
	if issuers, keys := d.Count(trust.FromDirectory); issuers != 2 || keys != 3 {
		t.Errorf("%d issuers and %d keys, want 2 and 3: %+v", issuers, keys, d.Issuers())
	}
	i, _ := d.Issuer("https://broken.example")
	if len(i.Refused) != 6 || !i.LastRetrieved.IsZero() {
		t.Errorf("refused %+v, last seen %v; want 3 keys, 2 lists, 1 version", i.Refused, i.LastRetrieved)
	}
	if _, err := d.Lookup("https://b.example", a["kid"].(string)); !errors.Is(err, trust.ErrUnknownKey) {
		t.Errorf("a repeated row added a key: %v", err)
	}
}

func TestFindsTheKeysOfTheCanonicalIssuer(t *testing.T) {
	old, both, fresh := newKey(t), newKey(t), newKey(t)
	alias := row("https://alias.example", "Clinic", old, both)
	alias["issuer"].(object)["canonical_iss"] = "https://canonical.example"
	d := newSigner(t).open(t, alias, row("https://canonical.example", "Clinic", both, fresh))
	for _, c := range []struct {
		iss    string
		key    object
		holder string
		err    error
	}{
		{"https://alias.example", old, "https://alias.example", nil},
		{"https://alias.example", both, "https://alias.example", nil},
		{"https://alias.example", fresh, "https://canonical.example", nil},
		{"https://canonical.example", old, "", trust.ErrUnknownKey},
		{"https://Alias.example", old, "", trust.ErrUnknownIssuer},
	} {
		k, err := d.Lookup(c.iss, c.key["kid"].(string))
		if !errors.Is(err, c.err) || k.Holder != c.holder {
			t.Errorf("%s: held by %q, %v; want %q, %v", c.iss, k.Holder, err, c.holder, c.err)
		}
	}
}

func TestACardIsRevokedUnderBothNamesOfItsIssuer(t *testing.T) {
	mine, theirs := newKey(t), newKey(t)
	list := func(kid any, rids ...string) object {
		return object{"kid": kid, "method": "rid", "ctr": 1, "rids": rids}
	}
	alias := row("https://alias.example", "Clinic", mine)
	alias["issuer"].(object)["canonical_iss"] = "https://canonical.example"
	alias["crls"] = []object{list(mine["kid"], "alias")}
	canonical := row("https://canonical.example", "Clinic", mine, theirs)
	canonical["crls"] = []object{list(mine["kid"], "canonical"), list(theirs["kid"], "theirs")}
	d := newSigner(t).open(t, alias, canonical)
	for _, iss := range []string{"https://alias.example", "https://canonical.example"} {
		k, err := d.Lookup(iss, mine["kid"].(string))
		if err != nil || !k.Revocations.Revoked("alias", day) || !k.Revocations.Revoked("canonical", day) || k.Revocations.Revoked("theirs", day) {
			t.Errorf("%s: %v, %+v", iss, err, k.Revocations)
		}
	}
}

func TestAddedIssuersCannotPassForOthers(t *testing.T) {
	d := newSigner(t).open(t, row("https://ny.example/doh", "State of New York", newKey(t)))
	parse := func(iss, name string) trust.Issuer {
		i, err := trust.ParseJWKS(iss, name, marshal(t, object{"keys": []object{newKey(t)}}))
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	for _, c := range []struct {
		iss, name string
		want      error
	}{
		{"https://clinic.example", "Our clinic", nil},
		{"https://ny.example/doh", "Our clinic", trust.ErrISSTaken},
		{"https://NY.example/doh", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example:443/doh", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example./doh", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example//x/../%64OH", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example/doh?", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example/doh#x", "Our clinic", trust.ErrISSTaken},
		{"https://ny.example/doh?clinic=1", "Our clinic", nil},
		{"https://ny.example:8443/doh", "Our clinic", nil},
		{"https://ny.example/doh/clinic", "Our clinic", nil},
		{"https://clinic.example", "State of New York", trust.ErrNameTaken},
		{"https://clinic.example", " state  of NEW york", trust.ErrNameTaken},
		{"https://clinic.example", "State\u00a0of\u2003New\u3000York", trust.ErrNameTaken},
		{"https://clinic.example", "State of\u200b New\u2060 Y\u00adork\ufeff", trust.ErrNameTaken},
		{"https://clinic.example", "State-of-New-York.", trust.ErrNameTaken},
		{"https://clinic.example", "ＳＴＡＴＥ ｏｆ Ｎｅｗ Ｙｏｒｋ", trust.ErrNameTaken},
		{"https://clinic.example", "Ѕtаtе оf Νеw Yоrk", trust.ErrNameTaken}, // half of it Cyrillic and Greek
		{"https://clinic.example", "\u202eState of New York", trust.ErrNameTaken},
		{"https://clinic.example", "State of New York City", nil},
		{"https://clinic.example", "État de New York", nil},
	} {
		more, err := d.With(parse(c.iss, c.name))
		if !errors.Is(err, c.want) || (more == nil) != (c.want != nil) {
			t.Errorf("%s, %q: %v, want %v", c.iss, c.name, err, c.want)
		}
	}
	if _, ok := d.Issuer("https://clinic.example"); ok {
		t.Error("With changed the directory it was called on")
	}
}

// An issuer of the directory may be called an alias of one that is not there.
// Whoever adds that one at a desk adds no keys to the first.
func TestAnAddedIssuerExtendsNoOther(t *testing.T) {
	mine, theirs := newKey(t), newKey(t)
	alias := row("https://ny.example/doh", "State of New York", theirs)
	alias["issuer"].(object)["canonical_iss"] = "https://clinic.example"
	i, err := trust.ParseJWKS("https://clinic.example", "Our clinic", marshal(t, object{"keys": []object{mine}}))
	if err != nil {
		t.Fatal(err)
	}
	d, err := newSigner(t).open(t, alias).With(i)
	if err != nil {
		t.Fatal(err)
	}
	kid := mine["kid"].(string)
	if _, err := d.Lookup("https://clinic.example", kid); err != nil {
		t.Error(err)
	}
	if _, err := d.Lookup("https://ny.example/doh", kid); !errors.Is(err, trust.ErrUnknownKey) {
		t.Errorf("a key added at the desk speaks for the state: %v", err)
	}
}

func TestATestIssuerStaysOne(t *testing.T) {
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	key := newKey(t)
	for iss, origin := range map[string]trust.Origin{
		"https://spec.smarthealth.cards/examples/issuer": trust.ForTests,
		"https://training.passdesk.example/issuer":       trust.ForTraining,
	} {
		i, err := trust.ParseJWKS(iss, "Mine", marshal(t, object{"keys": []object{key}}))
		if err != nil {
			t.Fatal(err)
		}
		more, err := d.With(i)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := more.Issuer(iss); got.Origin != origin || len(got.Keys) != 1 {
			t.Errorf("%s became %+v", iss, got)
		}
	}
	if d.HasSnapshot() || d.Newer(d) {
		t.Error("a directory without a snapshot has one")
	}
}

func TestGivesOutCopies(t *testing.T) {
	d := newSigner(t).open(t, row("https://a.example", "A", newKey(t)))
	d.Issuers()[0].Keys[0].Kid = "changed"
	i, _ := d.Issuer("https://a.example")
	i.Keys[0].Kid = "changed"
	if again, _ := d.Issuer("https://a.example"); again.Keys[0].Kid == "changed" {
		t.Error("a caller changed the directory")
	}
}

func TestRefusesWhatIsNoIssuer(t *testing.T) {
	good := marshal(t, object{"keys": []object{newKey(t)}})
	for _, c := range []struct {
		iss, name string
		jwks      []byte
		want      error
	}{
		{"https://a.example", "A", append([]byte("\xEF\xBB\xBF"), good...), nil},
		{"http://a.example", "A", good, trust.ErrISS},
		{"https://a.example/", "A", good, trust.ErrISS},
		{"https://", "A", good, trust.ErrISS},
		{"https://a.example\u200b", "A", good, trust.ErrISS},
		{"https://ny.example@a.example", "A", good, trust.ErrISS},
		{"https://a.example", "", good, trust.ErrNoName},
		{"https://a.example", " \u200b\u202e ", good, trust.ErrNoName},
		{"https://a.example", "***", good, trust.ErrNoName},
		{"https://a.example", "A", []byte("{}"), trust.ErrNotAKeySet},
		{"https://a.example", "A", []byte("[]"), trust.ErrNotAKeySet},
		{"https://a.example", "A", []byte(`{"keys":[]}`), trust.ErrNoUsable},
		{"https://a.example", "A", make([]byte, 2<<20), trust.ErrTooLarge},
	} {
		if _, err := trust.ParseJWKS(c.iss, c.name, c.jwks); !errors.Is(err, c.want) {
			t.Errorf("%s, %q: %v, want %v", c.iss, c.name, err, c.want)
		}
	}
}

func TestRefusesPinsThatAreNone(t *testing.T) {
	for _, raw := range []string{
		`{"pins":[{"name":"x","spki":["?"]}]}`, `{"pins":[{"name":"x","from":"yesterday"}]}`, `[`, strings.Repeat(" ", 2<<20),
		`{"pins":[{"name":"x","spki":["-----BEGIN PUBLIC KEY-----","AAAA","-----END PUBLIC KEY-----"]}]}`,
	} {
		if pins, err := trust.ParsePins([]byte(raw)); err == nil {
			t.Errorf("%.40s: %v", raw, pins)
		}
	}
}
