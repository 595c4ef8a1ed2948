package verify_test

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
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
	bare := bareVerify(b, w.listed, jws)

	b.Run("ratio", func(b *testing.B) {
		var ours, theirs time.Duration
		for b.Loop() {
			start := time.Now()
			verdict()
			between := time.Now()
			bare()
			ours, theirs = ours+between.Sub(start), theirs+time.Since(between)
		}
		b.ReportMetric(float64(ours)/float64(theirs), "x-ecdsa")
		b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N), "verdict-ns")
		b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N), "ecdsa-ns")
	})
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

// bareVerify checks the signature of a card and does nothing else.
func bareVerify(b *testing.B, s mint.Signer, jws string) func() {
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
	public := s.Key.Public().(*ecdsa.PublicKey)
	return func() {
		digest := sha256.Sum256(signed)
		if !ecdsa.VerifyASN1(public, digest[:], der) {
			b.Fatal("not verified")
		}
	}
}
