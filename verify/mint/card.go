package mint

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The lengths at which a JWS is split over several QR codes (specification
// 1.4.0, "Encoding QRs").
const (
	maxSingle = 1195
	maxChunk  = 1191
)

// Card is a signed card.
type Card struct {
	JWS   string
	Texts []string // of its QR codes
}

// Card signs the card of a Spec, as if at that moment. With a defect it is
// spoiled in just that way.
func (s Signer) Card(spec Spec, at time.Time) (Card, error) {
	if err := spec.check(); err != nil {
		return Card{}, err
	}
	d, _ := find(spec.Defect)
	work, err := s.begin(spec, at)
	if err != nil {
		return Card{}, err
	}
	if d.before != nil {
		if err := d.before(work); err != nil {
			return Card{}, err
		}
	}
	jws, err := work.jws()
	if err != nil {
		return Card{}, err
	}
	if d.after != nil {
		if jws, err = d.after(work, jws); err != nil {
			return Card{}, err
		}
	}
	texts := Texts(jws)
	if d.texts != nil {
		texts = d.texts(jws)
	}
	return Card{jws, texts}, nil
}

// draft is a card on its way to a signature; a defect may change any of it.
type draft struct {
	signer     Signer
	at         time.Time
	header     object
	claims     object
	credential object              // the vc claim
	plain      func([]byte) []byte // what becomes of the JSON
	compress   func([]byte) []byte // and of the plain payload
}

func (s Signer) begin(spec Spec, at time.Time) (*draft, error) {
	kid, err := s.kid()
	if err != nil {
		return nil, err
	}
	nbf := spec.NotBefore.Time
	if nbf.IsZero() {
		nbf = at
	}
	credential := object{
		"type":              []string{"https://smarthealth.cards#health-card"},
		"credentialSubject": object{"fhirVersion": "4.0.1", "fhirBundle": spec.bundle()},
	}
	claims := object{"iss": s.ISS, "nbf": seconds(nbf), "vc": credential}
	if !spec.Expires.IsZero() {
		claims["exp"] = seconds(spec.Expires.Time)
	}
	return &draft{
		signer: s, at: at, claims: claims, credential: credential,
		header:   object{"zip": "DEF", "alg": "ES256", "kid": kid},
		plain:    func(b []byte) []byte { return b },
		compress: deflate,
	}, nil
}

// seconds writes a moment as a card does, to the millisecond.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

// payload gives the middle part of the JWS before base64.
func (d *draft) payload() ([]byte, error) {
	plain, err := json.Marshal(d.claims)
	if err != nil {
		return nil, err
	}
	return d.compress(d.plain(plain)), nil
}

// jws signs the draft.
func (d *draft) jws() (string, error) {
	header, err := json.Marshal(d.header)
	if err != nil {
		return "", err
	}
	payload, err := d.payload()
	if err != nil {
		return "", err
	}
	text := encode(header) + "." + encode(payload)
	signature, err := d.signer.sign(text)
	if err != nil {
		return "", err
	}
	return text + "." + encode(signature), nil
}

func encode(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// deflate compresses to a raw stream (RFC 1951). Writing to memory does not
// fail.
func deflate(plain []byte) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	_, _ = w.Write(plain)
	_ = w.Close()
	return b.Bytes()
}

// Texts gives the texts of the QR codes of a JWS: one, or equal parts when it
// is too long for one.
func Texts(jws string) []string {
	if len(jws) <= maxSingle {
		return []string{"shc:/" + digits(jws)}
	}
	return parts(jws, (len(jws)+maxChunk-1)/maxChunk)
}

// parts splits a JWS over n codes.
func parts(jws string, n int) []string {
	size := (len(jws) + n - 1) / n
	texts := make([]string, n)
	for i := range texts {
		piece := jws[i*size : min((i+1)*size, len(jws))]
		texts[i] = fmt.Sprintf("shc:/%d/%d/%s", i+1, n, digits(piece))
	}
	return texts
}

// digits writes each character as its ASCII code less 45.
func digits(chars string) string {
	var b strings.Builder
	for _, c := range []byte(chars) {
		fmt.Fprintf(&b, "%02d", c-'-')
	}
	return b.String()
}
