package verify

import (
	"encoding/base64"
	"net/url"
	"strings"

	"passdesk/verify/reason"
)

// Format is the kind of card or pass, as the log and JSON write it.
type Format string

// The formats that are told apart. Only HealthCard can be checked.
const (
	HealthCard       Format = "smart-health-card"
	HealthLink       Format = "smart-health-link"
	EUCertificate    Format = "eu-dcc" // also of the United Kingdom and the WHO
	NewZealandPass   Format = "nz-pass"
	TravelSeal       Format = "vds-nc"
	DIVOC            Format = "divoc"
	ClassicExcelsior Format = "excelsior-classic"
	DutchDomestic    Format = "nl-domestic"
	UKDomestic       Format = "uk-domestic"
	PathCheck        Format = "pathcheck"
	WebAddress       Format = "web-address"
	BoardingPass     Format = "boarding-pass"
	IdentityCode     Format = "identity-code" // of an app or a driving licence
	UnknownFormat    Format = "unknown"       // plain text, a product, a ticket
)

// Formats lists them all.
func Formats() []Format {
	return []Format{
		HealthCard, HealthLink, EUCertificate, NewZealandPass, TravelSeal, DIVOC, ClassicExcelsior,
		DutchDomestic, UKDomestic, PathCheck, WebAddress, BoardingPass, IdentityCode, UnknownFormat,
	}
}

// reason says why a text of this format is no health card: a pass that this
// desk cannot check, or no pass at all.
func (f Format) reason() reason.Reason {
	switch f {
	case UnknownFormat, WebAddress, BoardingPass, IdentityCode:
		return reason.NotACard
	default:
		return reason.UnsupportedFormat
	}
}

// kind is one row of the table of formats: how a text of it is known, and
// what a receptionist is told about it.
type kind struct {
	format   Format
	sentence string
	is       func(text string) bool
}

const instead = " Ask for a SMART Health Card or a paper record."

// kinds is the table; the first row that fits a text counts.
var kinds = []kind{
	{HealthLink, "This is a SMART Health Link, which opens over the internet and cannot be checked here." + instead,
		either(begins("shlink:/"), contains("#shlink:/"), contains("#SHLINK:/"))},
	{ClassicExcelsior, "This is a classic Excelsior Pass. New York ended it in 2023 and nobody can check it." + instead,
		isHealthPass},
	{HealthCard, "This is a SMART Health Card.",
		either(begins("shc:/"), begins("eyJ"), contains(`"verifiableCredential"`), contains("%22verifiableCredential%22"))},
	{EUCertificate, "This is a digital certificate of the European Union, the United Kingdom or the WHO, which this desk cannot check." + instead,
		either(begins("HC1:"), begins("LT1:"))},
	{NewZealandPass, "This is a New Zealand vaccine pass. New Zealand ended it in 2022." + instead,
		begins("NZCP:/")},
	{DutchDomestic, "This is a domestic pass of the Netherlands, which has ended." + instead,
		either(begins("NL2:"), begins("NL1:"))},
	{TravelSeal, "This is a visible digital seal for travel (VDS-NC), which this desk cannot check." + instead,
		both(begins("{"), both(contains(`"hdr"`), contains(`"icao.`)))},
	{DIVOC, "This is a DIVOC certificate, as India and others issued them, which this desk cannot check." + instead,
		either(begins("PK\x03\x04"), begins("B64:UEsDB"))},
	{PathCheck, "This is a PathCheck paper credential, which this desk cannot check." + instead,
		begins("CRED:")},
	{IdentityCode, "This code is for identification and proves nothing about health." + instead,
		either(both(begins("{"), contains(`"cms-htei"`)), both(begins("@"), contains("ANSI ")))},
	{BoardingPass, "This is a boarding pass, which says nothing about health." + instead,
		isBoardingPass},
	{WebAddress, "This code is a link to a website. Passdesk does not open it." + instead,
		either(begins("https://"), begins("http://"), begins("www."))},
	{UKDomestic, "This is a domestic pass of the United Kingdom, which has ended." + instead,
		isUKDomestic},
	{UnknownFormat, "This code is not a health card. It holds plain text or something else." + instead,
		func(string) bool { return true }},
}

// maxText is more than any pass or file of cards has, in bytes.
const maxText = 1 << 20

// Recognise tells by a text's beginning what kind of card or pass it is, and
// gives a sentence about it for a receptionist. A text of more than 1 MiB is
// none.
func Recognise(text string) (Format, string) {
	text = bare(text)
	for _, k := range kinds {
		if !k.is(text) {
			continue
		}
		if k.format == WebAddress {
			return k.format, linkTo(hostOf(text), k.sentence)
		}
		return k.format, k.sentence
	}
	return UnknownFormat, ""
}

// linkTo names the host of a link, if it can be shown.
func linkTo(host, sentence string) string {
	if host == "" {
		return sentence
	}
	return "This code is a link to the website " + host + ". Passdesk does not open it." + instead
}

// bare takes off what stands around a text and means nothing.
func bare(text string) string {
	if len(text) > maxText {
		return ""
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "\uFEFF"))
}

// maxHost is the length of the longest name in the DNS (RFC 1035, 2.3.4).
const maxHost = 253

// hostOf gives the host of a web address, "" where there is none that can be
// shown: letters that only look like others stay in their ASCII form, and
// whatever follows the host may be about the visitor.
func hostOf(text string) string {
	if begins("www.")(text) {
		text = "https://" + text
	}
	address, err := url.Parse(text)
	if err != nil {
		return ""
	}
	host := strings.ToLower(address.Hostname())
	if len(host) > maxHost || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		return ""
	}
	return host
}

// begins compares without letter case: scanners and issuers change it.
func begins(prefix string) func(string) bool {
	return func(text string) bool {
		return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
	}
}

func contains(part string) func(string) bool {
	return func(text string) bool { return strings.Contains(text, part) }
}

func either(any ...func(string) bool) func(string) bool {
	return func(text string) bool {
		for _, is := range any {
			if is(text) {
				return true
			}
		}
		return false
	}
}

func both(a, b func(string) bool) func(string) bool {
	return func(text string) bool { return a(text) && b(text) }
}

// isHealthPass knows IBM's Digital Health Pass, which the classic Excelsior
// Pass was: a credential as JSON, or as that in base64.
func isHealthPass(text string) bool {
	named := either(contains("did:hpass"), contains(`"signatureValue"`))
	if strings.HasPrefix(text, "{") {
		return named(text)
	}
	if strings.Contains(text, ".") || !begins("ey")(text) && !begins("ew")(text) { // a brace, and more
		return false
	}
	plain := strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(text)
	raw, err := base64.RawStdEncoding.DecodeString(plain)
	return err == nil && named(string(raw))
}

// isBoardingPass knows the code of IATA resolution 792: M, the number of
// flights, the passenger's name in 20 columns with a stroke in it, the mark of
// an electronic ticket, seven columns of booking reference, and two airports.
func isBoardingPass(text string) bool {
	const airports, least = 30, 58
	if len(text) < least || text[0] != 'M' || text[1] < '1' || text[1] > '9' || !strings.Contains(text[2:22], "/") {
		return false
	}
	return strings.Trim(text[airports:airports+6], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isUKDomestic knows the pass of the NHS: three long parts in base64url that
// are no JWS, whose header would begin with a brace.
func isUKDomestic(text string) bool {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
	parts := strings.SplitN(text, ".", 4)
	if len(parts) != 3 || len(text) < 60 {
		return false
	}
	for _, part := range parts {
		if part == "" || strings.Trim(part, alphabet) != "" {
			return false
		}
	}
	return true
}
