package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

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
			j.printJSON(a)
		} else {
			j.printText(a)
		}
	}
}

// The JSON of one card: a contract, see the package comment.
type (
	cardJSON struct {
		Input   string         `json:"input"`
		Outcome reason.Outcome `json:"outcome"`
		Reason  reason.Reason  `json:"reason,omitempty"`
		Message string         `json:"message,omitempty"`
		Genuine reason.Answer  `json:"genuine"`
		Format  string         `json:"format,omitempty"`
		Issuer  *issuerJSON    `json:"issuer,omitempty"`
		Holder  *holderJSON    `json:"holder,omitempty"`
		Doses   []doseJSON     `json:"doses,omitempty"`
		Tests   []testJSON     `json:"tests,omitempty"`
		Policy  string         `json:"policy,omitempty"`
		Status  string         `json:"status,omitempty"`
		From    string         `json:"from,omitempty"`
		Until   string         `json:"until,omitempty"`
		Micros  int64          `json:"micros"`
	}
	issuerJSON struct {
		ISS      string `json:"iss,omitempty"`
		Name     string `json:"name,omitempty"`
		Kid      string `json:"kid,omitempty"`
		LastSeen string `json:"lastSeen,omitempty"`
	}
	holderJSON struct {
		Name      string `json:"name,omitempty"`
		BirthDate string `json:"birthDate,omitempty"`
	}
	doseJSON struct {
		Date    string        `json:"date,omitempty"`
		Code    string        `json:"code,omitempty"`
		System  string        `json:"system,omitempty"`
		Product string        `json:"product,omitempty"`
		Group   string        `json:"group,omitempty"`
		Lot     string        `json:"lot,omitempty"`
		Site    string        `json:"site,omitempty"`
		Counts  reason.Answer `json:"counts"`
		Why     rules.Why     `json:"why,omitempty"`
	}
	testJSON struct {
		Taken  string `json:"taken,omitempty"`
		Code   string `json:"code,omitempty"`
		Kind   string `json:"kind,omitempty"`
		Result string `json:"result,omitempty"`
	}
)

func (j *judge) printJSON(a answer) {
	v, d := a.verdict, a.decision
	out := cardJSON{
		Input: a.input, Outcome: d.Outcome, Reason: d.Reason, Message: d.Message,
		Genuine: v.Genuine, Format: string(v.Format), Policy: d.Pack, Status: d.Status,
		From: d.From.String(), Until: d.Until.String(), Micros: a.took.Microseconds(),
	}
	if v.Issuer.ISS != "" {
		out.Issuer = &issuerJSON{v.Issuer.ISS, v.Issuer.Name, v.Issuer.Kid, rfc3339(v.Issuer.LastSeen)}
	}
	if v.Genuine == reason.Yes && v.Record != nil {
		out.Holder = &holderJSON{v.Record.Holder.Name.String(), v.Record.Holder.BirthDate.String()}
		out.Doses, out.Tests = dosesJSON(d.Doses), testsJSON(d.Tests)
	}
	enc := json.NewEncoder(j.out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		j.complain(fmt.Errorf("cannot write the answer: %w", err))
	}
}

func dosesJSON(doses []rules.Dose) []doseJSON {
	out := make([]doseJSON, len(doses))
	for i, d := range doses {
		out[i] = doseJSON{
			Date: d.Date.String(), Code: d.Code.Code, System: d.Code.System,
			Product: d.Vaccine.Product, Group: group(d.Dose), Lot: d.Lot, Site: d.Site,
			Counts: d.Counts, Why: d.Why,
		}
	}
	return out
}

// group is the first group of the vaccine, which is the widest.
func group(d fhir.Dose) string {
	if len(d.Vaccine.Groups) == 0 {
		return ""
	}
	return string(d.Vaccine.Groups[0])
}

func testsJSON(tests []fhir.Test) []testJSON {
	out := make([]testJSON, len(tests))
	for i, t := range tests {
		out[i] = testJSON{t.Taken.String(), t.Code.Code, string(t.Kind), string(t.Result)}
	}
	return out
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// printText writes an answer for a person: one line with the outcome, the
// rest indented below.
func (j *judge) printText(a answer) {
	v, d := a.verdict, a.decision
	head := strings.ToUpper(string(d.Outcome))
	if d.Reason != "" {
		head += " (" + string(d.Reason) + ")"
	}
	fmt.Fprintf(j.out, "%s  %s\n", head, a.input)
	line := func(format string, args ...any) { fmt.Fprintf(j.out, "  "+format+"\n", args...) }
	if d.Message != "" {
		line("%s", d.Message)
	}
	if v.Genuine == reason.Yes && v.Record != nil {
		line("%s, born %s", orDash(v.Record.Holder.Name.String()), orDash(v.Record.Holder.BirthDate.String()))
		for _, dose := range d.Doses {
			line("dose %s  %s", orDash(dose.Date.String()), doseText(dose))
		}
		for _, t := range d.Tests {
			line("test %s  %s %s  %s", orDash(t.Taken.String()), orDash(string(t.Kind)), t.Code.Code, orDash(string(t.Result)))
		}
	}
	if d.Pack != "" {
		line("%s by %s", orDash(d.Status), d.Pack)
	}
	if v.Issuer.ISS != "" {
		line("issuer %s %s", v.Issuer.Name, v.Issuer.ISS)
	}
}

func doseText(d rules.Dose) string {
	text := d.Code.Code
	if d.Known {
		text = d.Vaccine.Name
	}
	if d.Site != "" {
		text += ", " + d.Site
	}
	if d.Counts == reason.Yes {
		return text + "  (counts)"
	}
	return text + "  (" + string(d.Why) + ")"
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
