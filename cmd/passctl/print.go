package main

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// print writes answers as JSON or for people, and lets them set the status.
func (j *judge) print(answers []answer) {
	for _, a := range answers {
		if a.decision.Outcome != reason.Accepted {
			j.fell()
		}
		if j.json {
			writeJSON(j.out, a.json())
		} else {
			_, _ = j.out.Write(a.text()) // j.out remembers that it failed
		}
	}
}

// page is an answer for a person: a line with the outcome, the rest indented
// below it.
type page struct{ bytes.Buffer }

// line adds a line. Names and addresses come from whoever made the card: they
// get no say over the terminal.
func (p *page) line(format string, args ...any) {
	p.WriteString(plain(fmt.Sprintf(format, args...)))
	p.WriteByte('\n')
}

// plain replaces the characters that command a terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func (a answer) text() []byte {
	v, d := a.verdict, a.decision
	var p page
	head := strings.ToUpper(string(d.Outcome))
	if d.Reason != "" {
		head += " (" + string(d.Reason) + ")"
	}
	p.line("%s  %s", head, a.input)
	if d.Message != "" {
		p.line("  %s", d.Message)
	}
	if v.Genuine == reason.Yes && v.Record != nil {
		p.facts(v.Record.Holder, d)
	}
	if d.Pack != "" {
		p.line("  rules   %s: %s", d.Pack, cmp.Or(d.Status, "no status"))
	}
	if !d.From.IsZero() {
		p.line("  from    %s", d.From)
	}
	if !d.Until.IsZero() {
		p.line("  until   %s", d.Until)
	}
	if v.Issuer.ISS != "" {
		p.line("  issuer  %s", a.issuer())
	}
	return p.Bytes()
}

// issuer names the issuer, and says if no signed directory vouches for it.
func (a answer) issuer() string {
	i := a.verdict.Issuer
	text := i.ISS
	if i.Name != "" && i.Name != i.ISS {
		text = i.Name + ", " + i.ISS
	}
	if a.added {
		text += " (added here)"
	}
	return text
}

// facts writes what a genuine card says.
func (p *page) facts(h fhir.Holder, d rules.Decision) {
	p.line("  holder  %s, born %s", cmp.Or(h.Name.String(), "(no name)"), cmp.Or(h.BirthDate.String(), "(unknown)"))
	for _, dose := range d.Doses {
		p.line("  dose    %s  %s", cmp.Or(dose.Date.String(), "(no date)"), doseText(dose))
	}
	for _, t := range d.Tests {
		p.line("  test    %s  %s", cmp.Or(t.Taken.String(), "(no date)"), testText(t))
	}
}

// testText says what a test found, and whether it may be believed.
func testText(t fhir.Test) string {
	text := strings.TrimSpace(string(t.Kind)+" "+t.Code.Code) + ", " + cmp.Or(string(t.Result), "(no coded result)")
	switch t.Valid {
	case reason.Yes:
		return text
	case reason.No:
		return text + "; does not count: not final, or not about the holder"
	default:
		return text + "; may not count: not known whom it is about"
	}
}

func doseText(d rules.Dose) string {
	text := "code " + d.Code.Code
	if d.Known {
		text = d.Vaccine.Name
	}
	if d.Lot != "" {
		text += ", lot " + d.Lot
	}
	if d.Site != "" {
		text += ", " + d.Site
	}
	switch d.Counts {
	case reason.Yes:
		text += "; counts"
	case reason.No:
		text += "; does not count"
	default:
		text += "; may not count"
	}
	if d.Why != "" {
		text += ": " + string(d.Why)
	}
	return text
}
