package main

import (
	"encoding/json"
	"io"
	"time"

	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// The JSON of one card: a contract, see the package comment. What is unknown
// is absent.
type (
	cardJSON struct {
		Input   string         `json:"input"`
		Outcome reason.Outcome `json:"outcome"`
		Reason  reason.Reason  `json:"reason,omitempty"`
		Message string         `json:"message,omitempty"`
		Genuine reason.Answer  `json:"genuine"`
		Format  verify.Format  `json:"format,omitempty"`
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
		Added    bool   `json:"addedHere,omitempty"` // not one of the signed directory
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

// writeJSON writes one object on one line.
func writeJSON(w io.Writer, value any) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(value) // w remembers that it failed, see output
}

func (a answer) json() cardJSON {
	v, d := a.verdict, a.decision
	out := cardJSON{
		Input: a.input, Outcome: d.Outcome, Reason: d.Reason, Message: d.Message,
		Genuine: v.Genuine, Format: v.Format, Policy: d.Pack, Status: d.Status,
		From: d.From.String(), Until: d.Until.String(), Micros: a.took.Microseconds(),
	}
	if v.Format == verify.UnknownFormat {
		out.Format = ""
	}
	if v.Issuer.ISS != "" {
		out.Issuer = &issuerJSON{v.Issuer.ISS, v.Issuer.Name, v.Issuer.Kid, rfc3339(v.Issuer.LastSeen), a.added}
	}
	if v.Genuine != reason.Yes || v.Record == nil {
		return out
	}
	if h := (holderJSON{v.Record.Holder.Name.String(), v.Record.Holder.BirthDate.String()}); h != (holderJSON{}) {
		out.Holder = &h
	}
	out.Doses, out.Tests = dosesJSON(d.Doses), testsJSON(d.Tests)
	return out
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
