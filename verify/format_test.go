package verify_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"passdesk/verify"
	"passdesk/verify/reason"
)

func TestRecognisesOtherPasses(t *testing.T) {
	long := strings.Repeat("QUJD", 10)
	pass := `{"type":["VerifiableCredential"],"proof":{"creator":"did:hpass:abc#key-1","signatureValue":"MEUC"}}`
	w := newWorld(t)
	v := w.verifier(t, verify.Config{})
	for _, c := range []struct {
		text   string
		format verify.Format
		reason reason.Reason
		word   string // stands in the sentence
	}{
		{"shlink:/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUifQ", verify.HealthLink, reason.UnsupportedFormat, "SMART Health Link"},
		{"https://viewer.example/view#shlink:/eyJ1cmwiOiJ", verify.HealthLink, reason.UnsupportedFormat, "SMART Health Link"},
		{"HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2", verify.EUCertificate, reason.UnsupportedFormat, "European Union"},
		{"LT1:6BFY90R10RDWT", verify.EUCertificate, reason.UnsupportedFormat, "European Union"},
		{"NZCP:/1/2KCEVIQEIVVWK6JNGEASNICZAEP2", verify.NewZealandPass, reason.UnsupportedFormat, "New Zealand"},
		{"NL2:ABCDEF", verify.DutchDomestic, reason.UnsupportedFormat, "Netherlands"},
		{`{"data":{"hdr":{"is":"UTO","t":"icao.vacc","v":1},"msg":{}},"sig":{}}`, verify.TravelSeal, reason.UnsupportedFormat, "VDS-NC"},
		{"PK\x03\x04\x14\x00", verify.DIVOC, reason.UnsupportedFormat, "DIVOC"},
		{"B64:UEsDBBQAAAA", verify.DIVOC, reason.UnsupportedFormat, "DIVOC"},
		{pass, verify.ClassicExcelsior, reason.UnsupportedFormat, "classic Excelsior Pass. New York ended it in 2023"},
		{base64.StdEncoding.EncodeToString([]byte(pass)), verify.ClassicExcelsior, reason.UnsupportedFormat, "classic Excelsior Pass"},
		{base64.RawURLEncoding.EncodeToString([]byte(pass)), verify.ClassicExcelsior, reason.UnsupportedFormat, "classic Excelsior Pass"},
		{base64.StdEncoding.EncodeToString([]byte("{\n  " + pass[1:])), verify.ClassicExcelsior, reason.UnsupportedFormat, "classic Excelsior Pass"},
		{"{ \"type\": \"cms-htei\" }", verify.IdentityCode, reason.NotACard, "identification"},
		{"CRED:1:FAKE:SIGNATURE", verify.PathCheck, reason.UnsupportedFormat, "PathCheck"},
		{long + "." + long + "." + long, verify.UKDomestic, reason.UnsupportedFormat, "United Kingdom"},
		{`{"type":"cms-htei","id":"1"}`, verify.IdentityCode, reason.NotACard, "identification"},
		{"@\n\x1e\rANSI 636001070002DL00410392ZN", verify.IdentityCode, reason.NotACard, "identification"},
		{"M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100", verify.BoardingPass, reason.NotACard, "boarding pass"},
		{"M1 is no boarding pass, however long the sentence about it becomes", verify.UnknownFormat, reason.NotACard, "plain text"},
		{"HTTPS://VIEWER.EXAMPLE/#SHLINK:/EYJ1CMW", verify.HealthLink, reason.UnsupportedFormat, "SMART Health Link"},
		{"nl1:abc", verify.DutchDomestic, reason.UnsupportedFormat, "Netherlands"},
		{"@handle", verify.UnknownFormat, reason.NotACard, "plain text"},
		{"https://menu.example/today", verify.WebAddress, reason.NotACard, "link to the website menu.example. Passdesk does not open it."},
		{"www.verify.example.with.some.long.name", verify.WebAddress, reason.NotACard, "link"},
		{"BEGIN:VCARD\nFN:Visitor", verify.UnknownFormat, reason.NotACard, "not a health card"},
		{"4006381333931", verify.UnknownFormat, reason.NotACard, "not a health card"},
		{"shc:/" + strings.Repeat("/", 1<<20), verify.UnknownFormat, reason.NotACard, "not a health card"},
		{"shc:/" + strings.Repeat("/", 1<<19), verify.HealthCard, reason.MalformedCode, "SMART Health Card"},
		{"", verify.UnknownFormat, reason.NotACard, "not a health card"},
		{"shc:/", verify.HealthCard, reason.MalformedCode, "SMART Health Card"},
		{"\uFEFFshc:/5676", verify.HealthCard, reason.MalformedCode, "SMART Health Card"},
		{"SHC:/1/2/5676", verify.HealthCard, reason.Incomplete, "SMART Health Card"},
		{"eyJhbGciOiJub25lIn0.e30.", verify.HealthCard, reason.MalformedJWS, "SMART Health Card"},
		{"eyJ", verify.HealthCard, reason.MalformedJWS, "SMART Health Card"},
	} {
		format, sentence := verify.Recognise(c.text)
		if format != c.format || !strings.Contains(sentence, c.word) {
			t.Errorf("%.20q: %s, %q; want %s with %q", c.text, format, sentence, c.format, c.word)
		}
		got := v.Verify(c.text, today)
		if got.Format != c.format || got.Reason != c.reason || got.Genuine != c.reason.Genuine() || got.Message == "" {
			t.Errorf("%.20q: %s %s, want %s %s", c.text, got.Format, got.Reason, c.format, c.reason)
		}
		if c.reason == reason.UnsupportedFormat && !strings.HasSuffix(sentence, "Ask for a SMART Health Card or a paper record.") {
			t.Errorf("%s does not say what to do: %q", c.format, sentence)
		}
	}
}

// The host is shown, and nothing else of an address: the rest may name the
// visitor, or be made to look like something else.
func TestShowsTheHostOfAWebAddress(t *testing.T) {
	v := newWorld(t).verifier(t, verify.Config{})
	for text, host := range map[string]string{
		"https://menu.example/today?guest=Mustermannova":     "menu.example",
		" HTTPS://Menu.EXAMPLE:8443/#x\n":                    "menu.example",
		"http://xn--80ak6aa92e.example":                      "xn--80ak6aa92e.example",
		"www.menu.example":                                   "www.menu.example",
		"https://user:secret@menu.example/":                  "menu.example",
		"https://\u0430pple.example/":                        "",
		"https://menu.example\u202e/":                        "",
		"https://" + strings.Repeat("long.", 60) + "example": "",
		"https://":                 "",
		"https://[::1":             "",
		"HC1:https://menu.example": "",
		"4006381333931":            "",
	} {
		got := v.Verify(text, today)
		if got.Host != host || strings.Contains(got.Message, "website "+host+".") != (host != "") || strings.Contains(got.Message, "Mustermannova") {
			t.Errorf("%.40q: %q, %q", text, got.Host, got.Message)
		}
	}
}

// Whatever is read, the person at the desk is told what it is and what to do.
func TestEveryFormatIsExplained(t *testing.T) {
	seen := map[verify.Format]bool{}
	for _, f := range verify.Formats() {
		if f == "" || seen[f] {
			t.Errorf("%q stands twice", f)
		}
		seen[f] = true
	}
	for _, text := range []string{"", "\x00", "x", "{}", "[]", "{", "eyJ", "a.b.c", "shlink:/", "HC1:", "PK\x03\x04", "@", "M1", "\uFEFF", "\xff\xfe"} {
		f, sentence := verify.Recognise(text)
		if !seen[f] || sentence == "" || f != verify.HealthCard && !strings.HasSuffix(sentence, "Ask for a SMART Health Card or a paper record.") {
			t.Errorf("%q: %s %q", text, f, sentence)
		}
	}
}
