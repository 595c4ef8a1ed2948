package shc_test

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

const (
	header  = `{"zip":"DEF","alg":"ES256","kid":"our-key"}`
	iss     = `"iss":"https://issuer.example/shc"`
	nbf     = `"nbf":1622576398.924`
	subject = `"credentialSubject":{"fhirVersion":"4.0.1","fhirBundle":{"resourceType":"Bundle"}}`
	vc      = `"vc":{"type":["VerifiableCredential","https://smarthealth.cards#health-card"],` + subject + `}`
	genuine = `{` + iss + `,` + nbf + `,` + vc + `}`
)

// ours is a P-256 key; RFC 6979 makes its signatures the same each time.
var ours = newKey("ours")

func newKey(seed string) *ecdsa.PrivateKey {
	d := sha256.Sum256([]byte(seed))
	key, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), d[:])
	if err != nil {
		panic(err)
	}
	return key
}

func deflate(payload string) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	_, _ = w.Write([]byte(payload))
	_ = w.Close()
	return b.Bytes()
}

func decode(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

func der(key *ecdsa.PrivateKey, signed string) []byte {
	digest := sha256.Sum256([]byte(signed))
	signature, err := key.Sign(nil, digest[:], crypto.SHA256)
	if err != nil {
		panic(err)
	}
	return signature
}

// sign gives the JWS of a header and an already compressed payload.
func sign(header string, compressed []byte) string {
	signed := encode([]byte(header)) + "." + encode(compressed)
	var rs struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der(ours, signed), &rs); err != nil {
		panic(err)
	}
	raw := make([]byte, 64)
	rs.R.FillBytes(raw[:32])
	rs.S.FillBytes(raw[32:])
	return signed + "." + encode(raw)
}

func card(payload string) string { return sign(header, deflate(payload)) }

// open goes all the way from text to card.
func open(text string) (shc.Card, error) {
	jws, err := shc.Decode(text)
	if err != nil {
		return shc.Card{}, err
	}
	u, err := shc.Parse(jws)
	if err != nil {
		return shc.Card{}, err
	}
	return u.Verify(&ours.PublicKey)
}

func reasonOf(err error) reason.Reason {
	if e := (*shc.Error)(nil); errors.As(err, &e) {
		return e.Reason
	}
	return ""
}

func TestOpensAGenuineCard(t *testing.T) {
	c, err := open(card(`{` + iss + `,` + nbf + `,"exp":1718986764.657,"vc":{"rid":"MKyCxh7p6uQ","type":["https://smarthealth.cards#health-card"],` + subject + `}}`))
	if err != nil {
		t.Fatal(err)
	}
	if c.Issuer() != "https://issuer.example/shc" || c.KeyID() != "our-key" || c.RevocationID() != "MKyCxh7p6uQ" {
		t.Errorf("issuer %q, key %q, rid %q", c.Issuer(), c.KeyID(), c.RevocationID())
	}
	if got := c.NotBefore().Format(time.RFC3339Nano); got != "2021-06-01T19:39:58.924Z" {
		t.Errorf("issued %s", got)
	}
	if got := c.Expires().Format(time.RFC3339Nano); got != "2024-06-21T16:19:24.657Z" {
		t.Errorf("expires %s", got)
	}
	if !c.Bundle().Has("resourceType") {
		t.Errorf("bundle %v", c.Bundle())
	}
	if c, _ := open(card(genuine)); !c.Expires().IsZero() || c.RevocationID() != "" {
		t.Errorf("a card without exp and rid has %v and %q", c.Expires(), c.RevocationID())
	}
}

func TestNamesTheFirstLayerThatIsWrong(t *testing.T) {
	good := card(genuine)
	parts := strings.Split(good, ".")
	bom := "\xEF\xBB\xBF"
	replaced := func(old, new string) string { return card(strings.Replace(genuine, old, new, 1)) }
	for name, c := range map[string]struct {
		jws  string
		want reason.Reason
	}{
		"two parts":            {parts[0] + "." + parts[1], reason.MalformedJWS},
		"four parts":           {good + ".", reason.MalformedJWS},
		"padding":              {good + "=", reason.MalformedJWS},
		"standard alphabet":    {strings.Replace(good, ".", ".+/", 1), reason.MalformedJWS},
		"line break inside":    {good[:50] + "\n" + good[50:], reason.MalformedJWS},
		"loose last bits":      {parts[0] + "." + parts[1] + "." + parts[2][:85] + "B", reason.MalformedJWS},
		"too long":             {good + strings.Repeat("A", 64<<10), reason.MalformedJWS},
		"header no JSON":       {sign(`{"alg`, deflate(genuine)), reason.MalformedJWS},
		"no kid":               {sign(`{"zip":"DEF","alg":"ES256"}`, deflate(genuine)), reason.MalformedJWS},
		"critical extension":   {sign(`{"zip":"DEF","alg":"ES256","kid":"k","crit":["x"]}`, deflate(genuine)), reason.MalformedJWS},
		"alg none":             {encode([]byte(`{"alg":"none","kid":"k"}`)) + "." + parts[1] + ".", reason.WrongAlgorithm},
		"alg HS256":            {sign(`{"zip":"DEF","alg":"HS256","kid":"k"}`, deflate(genuine)), reason.WrongAlgorithm},
		"alg missing":          {sign(`{"zip":"DEF","kid":"k"}`, deflate(genuine)), reason.WrongAlgorithm},
		"zip missing":          {sign(`{"alg":"ES256","kid":"k"}`, []byte(genuine)), reason.NotCompressed},
		"zip GZ":               {sign(`{"alg":"ES256","zip":"GZ","kid":"k"}`, deflate(genuine)), reason.NotCompressed},
		"plain payload":        {sign(header, []byte(genuine)), reason.NotCompressed},
		"zlib header":          {sign(header, append([]byte{0x78, 0xDA}, deflate(genuine)...)), reason.MalformedPayload},
		"stream cut":           {sign(header, deflate(genuine)[:40]), reason.MalformedPayload},
		"bomb":                 {card(`{"a":"` + strings.Repeat("0", 1<<20) + `"}`), reason.MalformedPayload},
		"byte order mark":      {card(bom + genuine), reason.MalformedPayload},
		"JSON in a string":     {card(`"{\"iss\":1}"`), reason.MalformedPayload},
		"JSON null":            {card(`null`), reason.MalformedPayload},
		"text behind the JSON": {card(genuine + "{}"), reason.MalformedPayload},
		"not UTF-8":            {replaced("Bundle\"}", "\xFF\"}"), reason.MalformedPayload},
		"no nbf":               {replaced(nbf+",", ""), reason.MalformedPayload},
		"nbf as text":          {replaced(nbf, `"nbf":"1622576398"`), reason.MalformedPayload},
		"nbf in milliseconds":  {replaced(nbf, `"nbf":1622576398924`), reason.MalformedPayload},
		"nbf beyond numbers":   {replaced(nbf, `"nbf":1e999`), reason.MalformedPayload},
		"nbf negative":         {replaced(nbf, `"nbf":-1`), reason.MalformedPayload},
		"exp in milliseconds":  {replaced(nbf, nbf+`,"exp":1922576398924`), reason.MalformedPayload},
		"rid too long":         {replaced(`"vc":{`, `"vc":{"rid":"0123456789012345678901234",`), reason.MalformedPayload},
		"rid alphabet":         {replaced(`"vc":{`, `"vc":{"rid":"a.b",`), reason.MalformedPayload},
		"another credential":   {replaced("#health-card", "#other"), reason.NotAHealthCard},
		"no bundle":            {replaced("fhirBundle", "other"), reason.NotAHealthCard},
		"bundle null":          {replaced(`{"resourceType":"Bundle"}`, "null"), reason.NotAHealthCard},
		"no iss":               {replaced(iss+",", ""), reason.MalformedIssuer},
		"http":                 {replaced("https://issuer", "http://issuer"), reason.MalformedIssuer},
		"slash at the end":     {replaced(`/shc"`, `/shc/"`), reason.MalformedIssuer},
		"no host":              {replaced("https://issuer.example/shc", "https://?"), reason.MalformedIssuer},
	} {
		if c.jws == good {
			t.Errorf("%s: the case is a good card", name)
		}
		if got, err := open(c.jws); reasonOf(err) != c.want || got.Issuer() != "" {
			t.Errorf("%s: %v (%v), want %v", name, reasonOf(err), err, c.want)
		}
	}
}

func TestRefusesEveryForgedSignature(t *testing.T) {
	good := card(genuine)
	parts := strings.Split(good, ".")
	for name, jws := range map[string]string{
		"header changed":     encode([]byte(`{"zip":"DEF","alg":"ES256","kid":"her-key"}`)) + "." + parts[1] + "." + parts[2],
		"payload of another": parts[0] + "." + encode(deflate(strings.Replace(genuine, "1622", "1623", 1))) + "." + parts[2],
		"signature in DER":   parts[0] + "." + parts[1] + "." + encode(der(ours, parts[0]+"."+parts[1])),
		"no signature":       parts[0] + "." + parts[1] + ".",
		"signature of zeros": parts[0] + "." + parts[1] + "." + encode(make([]byte, 64)),
	} {
		if got, err := open(jws); reasonOf(err) != reason.BadSignature || got.Issuer() != "" {
			t.Errorf("%s: %v (%v)", name, reasonOf(err), err)
		}
	}
}

func TestToleratesWhatIssuersDo(t *testing.T) {
	var rs struct{ R, S *big.Int }
	good := card(genuine)
	signed := shc.SigningInput(good)
	if _, err := asn1.Unmarshal(der(ours, signed), &rs); err != nil {
		t.Fatal(err)
	}
	other := new(big.Int).Sub(elliptic.P256().Params().N, rs.S)
	raw := append(rs.R.FillBytes(make([]byte, 32)), other.FillBytes(make([]byte, 32))...)
	for name, jws := range map[string]string{
		"the other s of the signature": signed + "." + encode(raw),
		"a checksum after the stream":  sign(header, append(deflate(genuine), 1, 2, 3, 4)),
		"white space around":           " \t" + good + "\r\n",
		"more in the header":           sign(`{"typ":"JWT","zip":"DEF","alg":"ES256","kid":"k","x":{}}`, deflate(genuine)),
		"whole seconds":                card(strings.Replace(genuine, ".924", "", 1)),
		"space in the JSON":            card("\n" + strings.ReplaceAll(genuine, ",", " ,\n")),
	} {
		if _, err := open(jws); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAKeyThatIsNoneVerifiesNothing(t *testing.T) {
	u, err := shc.Parse(card(genuine))
	if err != nil {
		t.Fatal(err)
	}
	p384, err := ecdsa.ParseRawPrivateKey(elliptic.P384(), append(make([]byte, 47), 7))
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]*ecdsa.PublicKey{
		"nil": nil, "empty": {}, "P-384": &p384.PublicKey, "another": &newKey("hers").PublicKey,
	} {
		if c, err := u.Verify(key); reasonOf(err) != reason.BadSignature || c.Issuer() != "" {
			t.Errorf("%s key: %v", name, err)
		}
	}
	if _, err := (shc.Unverified{}).Verify(&ours.PublicKey); err == nil {
		t.Error("the zero Unverified became a card")
	}
}

// Whatever single byte of a card changes, no card comes out, or the same one:
// a signature can be changed and stay good (its s may be exchanged), what it
// covers cannot.
func TestNoChangedByteMakesAnotherCard(t *testing.T) {
	good := card(genuine)
	for i := range len(good) {
		for _, b := range []byte{good[i] ^ 1, good[i] ^ 0x20, 'A', '.', '-'} {
			if b == good[i] {
				continue
			}
			if _, err := open(good[:i] + string(rune(b)) + good[i+1:]); err == nil {
				t.Fatalf("byte %d became %q and the card stayed good", i, b)
			}
		}
	}
}

// Example of the way from a code's text to a card.
func ExampleParse() {
	text := card(`{"iss":"https://issuer.example/shc","nbf":1622576398,` + vc + `}`)

	jws, err := shc.Decode(text) // the text of a QR code, or a JWS
	if err != nil {
		fmt.Println(err)
		return
	}
	unverified, err := shc.Parse(jws)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("it names", unverified.Issuer(), "and key", unverified.KeyID())

	c, err := unverified.Verify(&ours.PublicKey) // the key that the issuer has published
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("signed, and issued on", c.NotBefore().Format(time.DateOnly))
	// Output:
	// it names https://issuer.example/shc and key our-key
	// signed, and issued on 2021-06-01
}
