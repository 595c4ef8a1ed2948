package verify_test

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"passdesk/cmd/housekeeping/corpus"
	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
	"passdesk/verify/trust"
)

// Text to Verdict, beside the one thing in it that cannot be made cheaper: a
// bare ecdsa.Verify. The ratio takes turns with the two, so that whatever
// else a machine does weighs on both; it should stay below 1.7.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b)
	v := w.verifier(b, verify.Config{})
	jws := card(b, w.listed, nil)
	text := mint.Texts(jws)[0]
	verdict := func() {
		if v.Verify(text, today).Genuine != reason.Yes {
			b.Fatal("not genuine")
		}
	}
	bare := bareVerify(b, w.listed.Key.Public().(*ecdsa.PublicKey), jws)

	b.Run("ratio", func(b *testing.B) { inTurns(b, verdict, bare) })
	b.Run("text-to-verdict", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			verdict()
		}
	})
	b.Run("parse-only", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := shc.Parse(jws); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("bare-ecdsa", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			bare()
		}
	})
}

// inTurns runs the two in turns and reports how many times longer the first
// takes, by their medians: a run that the machine interrupts counts no more
// than another.
func inTurns(b *testing.B, verdict, bare func()) {
	var ours, theirs []time.Duration
	for b.Loop() {
		start := time.Now()
		verdict()
		between := time.Now()
		bare()
		ours, theirs = append(ours, between.Sub(start)), append(theirs, time.Since(between))
	}
	slices.Sort(ours)
	slices.Sort(theirs)
	a, c := ours[len(ours)/2], theirs[len(theirs)/2]
	b.ReportMetric(float64(a)/float64(c), "x-ecdsa")
	b.ReportMetric(float64(a.Nanoseconds()), "verdict-ns")
	b.ReportMetric(float64(c.Nanoseconds()), "ecdsa-ns")
}

// The same for a published card, of three doses and 1.6 kB.
func BenchmarkVerifyThePublishedExample(b *testing.B) {
	v := specVerifier(b)
	text := string(corpus.Read(b, "corpus", "spec/example-00-f-qr-code-numeric-value-0.txt"))
	jws, err := shc.Decode(text)
	if err != nil {
		b.Fatal(err)
	}
	i, err := trust.ParseJWKS(specISS, "Example issuer", corpus.Read(b, "corpus", "spec/issuer/jwks.json"))
	if err != nil {
		b.Fatal(err)
	}
	kid := v.Verify(text, specDay).Issuer.Kid
	n := slices.IndexFunc(i.Keys, func(k trust.Key) bool { return k.Kid == kid })
	inTurns(b, func() {
		if v.Verify(text, specDay).Genuine != reason.Yes {
			b.Fatal("not genuine")
		}
	}, bareVerify(b, i.Keys[n].Public, jws))
}

// bareVerify checks the signature of a card and does nothing else.
func bareVerify(b *testing.B, public *ecdsa.PublicKey, jws string) func() {
	b.Helper()
	signed := []byte(shc.SigningInput(jws))
	signature, err := base64.RawURLEncoding.DecodeString(jws[strings.LastIndexByte(jws, '.')+1:])
	if err != nil {
		b.Fatal(err)
	}
	der, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])})
	if err != nil {
		b.Fatal(err)
	}
	return func() {
		digest := sha256.Sum256(signed)
		if !ecdsa.VerifyASN1(public, digest[:], der) {
			b.Fatal("not verified")
		}
	}
}
