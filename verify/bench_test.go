package verify_test

import (
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/asn1"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"

	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/shc"
)

// Text to Verdict, beside the one thing in it that cannot be made cheaper.
func BenchmarkVerify(b *testing.B) {
	w := newWorld(b)
	v := w.verifier(b, verify.Config{})
	jws := card(b, w.listed, nil)
	text := mint.Texts(jws)[0]
	b.Run("text-to-verdict", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if v.Verify(text, today).Genuine != reason.Yes {
				b.Fatal("not genuine")
			}
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
		signed := []byte(shc.SigningInput(jws))
		signature, err := base64.RawURLEncoding.DecodeString(jws[strings.LastIndexByte(jws, '.')+1:])
		if err != nil {
			b.Fatal(err)
		}
		public := w.listed.Key.Public().(*ecdsa.PublicKey)
		der := asn1Of(b, signature)
		for b.Loop() {
			digest := sha256.Sum256(signed)
			if !ecdsa.VerifyASN1(public, digest[:], der) {
				b.Fatal("not verified")
			}
		}
	})
}

// asn1Of writes a 64-byte signature in DER.
func asn1Of(b *testing.B, raw []byte) []byte {
	b.Helper()
	der, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(raw[:32]), new(big.Int).SetBytes(raw[32:])})
	if err != nil {
		b.Fatal(err)
	}
	return der
}
