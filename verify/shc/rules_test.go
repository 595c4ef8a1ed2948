package shc_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"crypto/elliptic"
	"math/big"
	"strings"
	"testing"

	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// The tests below go through the rules of the SMART Health Cards
// specification 1.4.0, and of the RFCs that it builds on, one by one.

// rows holds JWSs to their reasons, "" for a card.
func rows(t *testing.T, want map[string]reason.Reason) {
	t.Helper()
	for jws, r := range want {
		got, err := open(jws)
		if reasonOf(err) != r || (err == nil) != (r == "") || (got.Issuer() != "") != (r == "") {
			t.Errorf("%.90s: %q (%v), want %q", jws, reasonOf(err), err, r)
		}
	}
}

// payloadWith is a card in whose payload one thing stands instead of another.
func payloadWith(t *testing.T, old, new string) string {
	t.Helper()
	if !strings.Contains(genuine, old) {
		t.Fatalf("the payload has no %s", old)
	}
	return card(strings.Replace(genuine, old, new, 1))
}

// Specification, "Health Cards are encoded as Compact Serialization JSON Web
// Signatures (JWS)"; RFC 7515, 4: names of header parameters are
// case-sensitive and stand once, and no card has a "crit".
func TestReadsTheHeaderToTheLetter(t *testing.T) {
	head := func(header string) string { return "shc:/" + digits(sign(header, deflate(genuine))) }
	rows(t, map[string]reason.Reason{
		head(`{"alg":"ES256","zip":"DEF","kid":"a-_Z09"}`):                            "",
		head(` {"kid":"k" , "zip":"DEF","alg":"ES256","jku":"https://evil.example"}`): "",
		head(`{"ALG":"ES256","zip":"DEF","kid":"k"}`):                                 reason.WrongAlgorithm,
		head(`{"alg":"es256","zip":"DEF","kid":"k"}`):                                 reason.WrongAlgorithm,
		head(`{"alg":"ES256K","zip":"DEF","kid":"k"}`):                                reason.WrongAlgorithm,
		head(`{"alg":["ES256"],"zip":"DEF","kid":"k"}`):                               reason.WrongAlgorithm,
		head(`{"alg":"ES256","ZIP":"DEF","kid":"k"}`):                                 reason.NotCompressed,
		head(`{"alg":"ES256","zip":"def","kid":"k"}`):                                 reason.NotCompressed,
		head(`{"alg":"ES256","zip":"DEF","Kid":"k"}`):                                 reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":7}`):                                   reason.MalformedJWS,
		head(`{"alg":"none","alg":"ES256","zip":"DEF","kid":"k"}`):                    reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"mine","kid":"hers"}`):                 reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"k","crit":[]}`):                       reason.MalformedJWS,
		head(`[{"alg":"ES256","zip":"DEF","kid":"k"}]`):                               reason.MalformedJWS,
		head("\uFEFF" + `{"alg":"ES256","zip":"DEF","kid":"k"}`):                      reason.MalformedJWS,
		// kid: a thumbprint, in base64url
		head(`{"alg":"ES256","zip":"DEF","kid":"k\u0000"}`):                               reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"\u202ekey"}`):                             reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"../../key"}`):                             reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"` + strings.Repeat("k", 65) + `"}`):       reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"` + strings.Repeat("k", 64) + `"}`):       "",
		head(`{"alg":` + strings.Repeat("[", 11_000) + strings.Repeat("]", 11_000) + `}`): reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"k","x":1e400}`):                           reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"k","x":"` + "\xff" + `"}`):                reason.MalformedJWS,
		head(`{"alg":"ES256","zip":"DEF","kid":"\u006b","x":{"alg":"none","kid":"q"}}`):   "",
	})
}

// Specification, "Health Cards are Small"; RFC 1951: raw DEFLATE, of any kind
// of block, and never the formats that wrap it.
func TestInflatesRawDeflateOnly(t *testing.T) {
	level := func(n int) []byte {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, n)
		_, _ = w.Write([]byte(genuine))
		_ = w.Close()
		return b.Bytes()
	}
	var gz, zl bytes.Buffer
	g := gzip.NewWriter(&gz)
	_, _ = g.Write([]byte(genuine))
	_ = g.Close()
	want := map[string]reason.Reason{
		sign(header, level(flate.NoCompression)):      "",
		sign(header, level(flate.HuffmanOnly)):        "",
		sign(header, level(flate.BestSpeed)):          "",
		sign(header, gz.Bytes()):                      reason.MalformedPayload,
		sign(header, nil):                             reason.MalformedPayload,
		sign(header, []byte(genuine)):                 reason.NotCompressed,
		sign(header, level(flate.BestSpeed)[:60]):     reason.MalformedPayload,
		sign(header, bytes.Repeat([]byte{0}, 60<<10)): reason.MalformedJWS, // longer than any card
	}
	for _, n := range []int{zlib.NoCompression, zlib.BestSpeed, zlib.DefaultCompression, zlib.BestCompression} {
		zl.Reset()
		w, _ := zlib.NewWriterLevel(&zl, n)
		_, _ = w.Write([]byte(genuine))
		_ = w.Close()
		want[sign(header, zl.Bytes())] = reason.MalformedPayload
	}
	rows(t, want)
}

// RFC 7518, 3.4: r and s, 32 bytes each, and both between 1 and n-1. A high s
// is as good as a low one: the specification has no rule against it.
func TestTakesSignaturesOf64BytesOnly(t *testing.T) {
	good := card(genuine)
	signed := shc.SigningInput(good)
	raw := decode(t, good[len(signed)+1:])
	n := elliptic.P256().Params().N
	r, s := new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])
	pair := func(r, s *big.Int) string {
		return signed + "." + encode(append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...))
	}
	zero := new(big.Int)
	rows(t, map[string]reason.Reason{
		pair(r, s):                                 "",
		pair(r, new(big.Int).Sub(n, s)):            "", // one of the two is high
		pair(s, r):                                 reason.BadSignature,
		pair(zero, s):                              reason.BadSignature,
		pair(r, zero):                              reason.BadSignature,
		pair(n, s):                                 reason.BadSignature,
		pair(r, n):                                 reason.BadSignature,
		pair(new(big.Int).Sub(n, r), s):            reason.BadSignature,
		signed + "." + encode(raw[:63]):            reason.BadSignature,
		signed + "." + encode(append(raw, 0)):      reason.BadSignature,
		signed + "." + encode(append(raw, raw...)): reason.BadSignature,
	})
}

// RFC 7519, 2 and 4.1.5: numbers of seconds, which may be fractional.
func TestReadsNotBefore(t *testing.T) {
	rows(t, map[string]reason.Reason{
		payloadWith(t, nbf, `"nbf":1687450764.656`):            "",
		payloadWith(t, nbf, `"nbf":1.6225763989E9`):            "",
		payloadWith(t, nbf, `"nbf":0`):                         "",
		payloadWith(t, nbf, `"nbf":-0.5`):                      reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":"1622576398"`):              reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":null`):                      reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":[1622576398]`):              reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":true`):                      reason.MalformedPayload,
		payloadWith(t, nbf, `"NBF":1622576398`):                reason.MalformedPayload,
		payloadWith(t, nbf, `"iat":1622576398`):                reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":1e309`):                     reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":`+strings.Repeat("9", 400)): reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":1e308`):                     reason.MalformedPayload,
		payloadWith(t, nbf, `"nbf":1622576398,"nbf":1`):        reason.MalformedPayload,
	})
}

// RFC 7519, 4.1.4; the specification asks verifiers to reject what has expired.
func TestReadsExpiry(t *testing.T) {
	rows(t, map[string]reason.Reason{
		payloadWith(t, nbf, nbf+`,"exp":1922576398.5`):   "",
		payloadWith(t, nbf, nbf+`,"exp":null`):           "", // as if there were none
		payloadWith(t, nbf, nbf+`,"exp":"1922576398"`):   reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":{}`):             reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":-1e999`):         reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":1e999`):          reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":-1`):             reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":1e309,"exp":1`):  reason.MalformedPayload,
		payloadWith(t, nbf, nbf+`,"exp":1922576398924.`): reason.MalformedPayload,
	})
}

// Some issuers wrote milliseconds, and a desk that only says "malformed" has
// nothing to tell them.
func TestSaysThatADateIsInMilliseconds(t *testing.T) {
	for _, jws := range []string{
		payloadWith(t, nbf, `"nbf":1622576398924`),
		payloadWith(t, nbf, nbf+`,"exp":1922576398924`),
	} {
		if _, err := open(jws); reasonOf(err) != reason.MalformedPayload || !strings.Contains(err.Error(), "in milliseconds") {
			t.Errorf("%v", err)
		}
	}
}

// Specification, "Health Cards are encoded as ... JWS" and the vocabulary:
// #health-card is required, all other types are ignored, known or not, and
// the deprecated ones are never asked for.
func TestAsksForTheOneTypeOfHealthCards(t *testing.T) {
	types := func(list string) string {
		return payloadWith(t, `["VerifiableCredential","https://smarthealth.cards#health-card"]`, list)
	}
	rows(t, map[string]reason.Reason{
		types(`["https://smarthealth.cards#health-card"]`):                                      "",
		types(`["https://smarthealth.cards#new","https://smarthealth.cards#health-card"]`):      "",
		types(`["https://smarthealth.cards#health-card",7,null,["x"]]`):                         "",
		types(`["https://smarthealth.cards#immunization","https://smarthealth.cards#covid19"]`): reason.NotAHealthCard,
		types(`["https://smarthealth.cards#Health-Card"]`):                                      reason.NotAHealthCard,
		types(`["https://smarthealth.cards/#health-card"]`):                                     reason.NotAHealthCard,
		types(`"https://smarthealth.cards#health-card"`):                                        reason.NotAHealthCard,
		types(`[["https://smarthealth.cards#health-card"]]`):                                    reason.NotAHealthCard,
		types(`[]`):                          reason.NotAHealthCard,
		payloadWith(t, `"type":`, `"Type":`): reason.NotAHealthCard,
		payloadWith(t, `"credentialSubject":`, `"credentialsubject":`):                              reason.NotAHealthCard,
		payloadWith(t, `"fhirBundle":{"resourceType":"Bundle"}`, `"fhirBundle":{}`):                 reason.NotAHealthCard,
		payloadWith(t, `"fhirBundle":{"resourceType":"Bundle"}`, `"fhirBundle":"{}"`):               reason.NotAHealthCard,
		payloadWith(t, `"fhirBundle":{"resourceType":"Bundle"}`, `"fhirBundle":[{"a":1}]`):          reason.NotAHealthCard,
		card(`{` + iss + `,` + nbf + `,"vc":[{"type":["https://smarthealth.cards#health-card"]}]}`): reason.NotAHealthCard,
		card(`{` + iss + `,` + nbf + `}`):                                                           reason.NotAHealthCard,
	})
}

// Specification, "Determining keys associated with an issuer"; RFC 3986: an
// https address in ASCII without a slash at its end, compared as it is.
func TestReadsTheIssuersAddressToTheLetter(t *testing.T) {
	named := func(address string) string { return payloadWith(t, iss, `"iss":`+address) }
	rows(t, map[string]reason.Reason{
		named(`"https://ISSUER.example:8443/a%20b/?c=d"`):                   "",
		named(`"https://issuer.example//"`):                                 reason.MalformedIssuer,
		named(`"HTTPS://issuer.example"`):                                   reason.MalformedIssuer,
		named(`"https:/issuer.example"`):                                    reason.MalformedIssuer,
		named(`"https:issuer.example"`):                                     reason.MalformedIssuer,
		named(`" https://issuer.example"`):                                  reason.MalformedIssuer,
		named(`"https://issuer.example "`):                                  reason.MalformedIssuer,
		named(`"https://issuer.example\u0000"`):                             reason.MalformedIssuer,
		named(`"https://issuer.example\u200b"`):                             reason.MalformedIssuer,
		named(`"https://\u202eissuer.example"`):                             reason.MalformedIssuer,
		named(`"https://\u0456ssuer.example"`):                              reason.MalformedIssuer, // a Cyrillic i
		named(`"https://issuer.example@evil.example"`):                      reason.MalformedIssuer,
		named(`"https://issuer.example` + strings.Repeat("/a", 1100) + `"`): reason.MalformedIssuer,
		named(`"https://[issuer"`):                                          reason.MalformedIssuer,
		named(`["https://issuer.example"]`):                                 reason.MalformedIssuer,
		named(`null`):                                                       reason.MalformedIssuer,
		named(`"https://a.example","ISS":"https://b.example"`):              "",
		named(`"https://a.example","iss":"https://b.example"`):              reason.MalformedPayload,
		named(`"https://a.example","\u0069ss":"https://b.example"`):         reason.MalformedPayload,
	})
	got, err := open(named(`"https://a.example","ISS":"https://b.example"`))
	if err != nil || got.Issuer() != "https://a.example" {
		t.Errorf("%s, %v", got.Issuer(), err)
	}
}

// Specification, "Revocation": a card that gives an id which no list can
// name must not pass for one without an id.
func TestReadsTheRevocationID(t *testing.T) {
	rid := func(value string) string { return payloadWith(t, `"vc":{`, `"vc":{"rid":`+value+`,`) }
	rows(t, map[string]reason.Reason{
		rid(`"MKyCxh7p6uQ"`):               "",
		rid(`"012345678901234567890123"`):  "",
		rid(`null`):                        "",
		rid(`"0123456789012345678901234"`): reason.MalformedPayload,
		rid(`"a.1"`):                       reason.MalformedPayload,
		rid(`"a="`):                        reason.MalformedPayload,
		rid(`7`):                           reason.MalformedPayload,
		rid(`["MKyCxh7p6uQ"]`):             reason.MalformedPayload,
		rid(`{}`):                          reason.MalformedPayload,
		rid(`"a","rid":"b"`):               reason.MalformedPayload,
		rid(`"\u212a"`):                    reason.MalformedPayload,
	})
}

// RFC 7519, 4: names of claims are unique. Whoever reads the first and
// whoever reads the last would read two cards.
func TestRefusesPayloadsThatSayTwoThings(t *testing.T) {
	rows(t, map[string]reason.Reason{
		payloadWith(t, `"vc":{`, `"vc":{},"vc":{`):                                                         reason.MalformedPayload,
		payloadWith(t, `"credentialSubject":{`, `"credentialSubject":{"a":1},"credentialSubject":{`):       reason.MalformedPayload,
		payloadWith(t, `{"resourceType":"Bundle"}`, `{"resourceType":"Bundle","entry":[],"entry":[1]}`):    reason.MalformedPayload,
		payloadWith(t, `{"resourceType":"Bundle"}`, `{"resourceType":"Bundle","entry":[{"a":1},{"a":1}]}`): "",
		payloadWith(t, nbf, nbf+`,"sub":"x","aud":["y"],"@context":{"a":"b:c"}`):                           "",
		card("\xEF\xBB\xBF" + genuine): reason.MalformedPayload,
		card("\xFF\xFE" + genuine):     reason.MalformedPayload,
		card(`{"a":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `,` + genuine[1:]): reason.MalformedPayload,
	})
}

func TestInflatesNoMoreThanTheLimit(t *testing.T) {
	const limit = 256 << 10
	pad := func(size int) string { return genuine + strings.Repeat(" ", size-len(genuine)) }
	rows(t, map[string]reason.Reason{
		card(pad(limit)):     "",
		card(pad(limit + 1)): reason.MalformedPayload,
		card(pad(40 << 20)):  reason.MalformedPayload,
	})
}

// A decompressor that is used again must not know anything of the card
// before.
func TestACardCannotQuoteTheCardBefore(t *testing.T) {
	// stored: nothing; then a match of 3 bytes, 5 back, into what is not there
	var b bytes.Buffer
	w, _ := flate.NewWriterDict(&b, flate.BestCompression, []byte(genuine))
	_, _ = w.Write([]byte(genuine))
	_ = w.Close()
	for range 20 {
		if _, err := open(card(genuine)); err != nil {
			t.Fatal(err)
		}
		if got, err := open(sign(header, b.Bytes())); reasonOf(err) != reason.MalformedPayload || got.Issuer() != "" {
			t.Fatalf("a card made of the one before: %v", err)
		}
	}
}

// The sentences of errors are constant: two cards that fail alike are told of
// in the same words.
func TestNoErrorRepeatsWhatACardSays(t *testing.T) {
	const marker = "Mxrkxr"
	seen := 0
	check := func(err error) {
		if err == nil {
			return
		}
		seen++
		if strings.Contains(strings.ToLower(err.Error()), strings.ToLower(marker)) || reasonOf(err) == "" {
			t.Fatalf("%q", err)
		}
	}
	for _, place := range []string{nbf, `"nbf":`, `"vc":`, `"type":`, `"credentialSubject":`, `"fhirBundle":`, `{"resourceType":"Bundle"}`, `}}}`, iss} {
		for _, junk := range []string{`"` + marker + `"`, marker, `"` + marker + `":`, `["` + marker + `"]`, `"rid":"` + marker + `!",`} {
			_, err := open(payloadWith(t, place, junk))
			check(err)
		}
	}
	for _, junk := range []string{`"` + marker, `{"` + marker + `":1}`, `{"kid":"` + marker + `!"}`, `{"kid":"` + marker + `","alg":"` + marker + `"}`, `{"kid":"k","alg":"ES256","zip":"` + marker + `"}`} {
		_, err := open(sign(junk, deflate(genuine)))
		check(err)
	}
	for _, text := range []string{marker, "shc:/" + marker, "shc:/1/" + marker + "/56", marker + "." + marker, "eyJ" + marker, "shc:/" + digits("eyJ"+marker)} {
		_, err := open(text)
		check(err)
		_, err = shc.Open([]byte(text))
		check(err)
	}
	if seen < 50 {
		t.Errorf("only %d errors", seen)
	}
}
