package mint

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"time"
)

// Spec says what a card shall hold. Dates of doses, tests and birth are FHIR
// dates, which may be partial (YYYY or YYYY-MM).
type Spec struct {
	Name      Name   `json:"name"`
	BirthDate string `json:"birthDate"`
	Doses     []Dose `json:"doses"`
	Tests     []Test `json:"tests"`
	NotBefore Moment `json:"nbf"` // the moment of minting unless given
	Expires   Moment `json:"exp"` // never unless given
	Defect    Defect `json:"defect"`
}

// Name is the name of a holder who does not exist.
type Name struct {
	Family string   `json:"family"`
	Given  []string `json:"given"`
}

// Dose is one vaccination; CVX is its code in CDC's table.
type Dose struct {
	CVX  string `json:"cvx"`
	Date string `json:"date"`
	Lot  string `json:"lot"`
	Site string `json:"site"`
}

// Test is one laboratory result: "negative", "positive" or a SNOMED CT code.
type Test struct {
	LOINC  string `json:"loinc"`
	Taken  string `json:"taken"`
	Result string `json:"result"`
}

// Moment is a point in time: RFC 3339, a date (in UTC), or seconds since 1970
// in JSON.
type Moment struct{ time.Time }

// UnmarshalJSON reads the forms of a Moment.
func (m *Moment) UnmarshalJSON(raw []byte) error {
	var seconds float64
	if json.Unmarshal(raw, &seconds) == nil {
		m.Time = time.UnixMilli(int64(seconds * 1000)).UTC()
		return nil
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return errMoment
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			m.Time = t
			return nil
		}
	}
	return errMoment
}

// The errors of Parse. They are constant.
var (
	errForm    = errors.New(`not a card to mint: it takes {"name":{"family","given":[]},"birthDate","doses":[{"cvx","date","lot","site"}],"tests":[{"loinc","taken","result"}],"nbf","exp","defect"}`)
	errMoment  = errors.New("nbf and exp are RFC 3339 times, dates, or seconds since 1970")
	errDate    = errors.New("birthDate and date are YYYY-MM-DD, YYYY-MM or YYYY; taken may also be an RFC 3339 time")
	errCode    = errors.New("cvx is a number; loinc looks like 94500-6")
	errResult  = errors.New("a result is negative, positive or a SNOMED CT code")
	errDefect  = errors.New("there is no such defect")
	errTooMuch = errors.New("a card to mint holds at most 64 kB, 50 doses and 50 tests")
)

// The limits of a specification.
const (
	maxSpec = 64 << 10
	maxRows = 50
)

// Parse reads a Spec and checks it. Fields it does not know are refused,
// since a misspelt one would silently be missing on the card.
func Parse(raw []byte) (Spec, error) {
	var s Spec
	if len(raw) > maxSpec {
		return Spec{}, errTooMuch
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); errors.Is(err, errMoment) {
		return Spec{}, errMoment
	} else if err != nil || d.More() {
		return Spec{}, errForm
	}
	return s, s.check()
}

func (s Spec) check() error {
	switch _, known := find(s.Defect); {
	case !known:
		return errDefect
	case len(s.Doses) > maxRows || len(s.Tests) > maxRows:
		return errTooMuch
	case s.BirthDate != "" && !isDate(s.BirthDate):
		return errDate
	}
	for _, d := range s.Doses {
		if !isNumber(d.CVX) {
			return errCode
		}
		if !isDate(d.Date) {
			return errDate
		}
	}
	for _, t := range s.Tests {
		if err := t.check(); err != nil {
			return err
		}
	}
	return nil
}

func (t Test) check() error {
	number, digit, ok := strings.Cut(t.LOINC, "-")
	if !ok || !isNumber(number) || !isNumber(digit) {
		return errCode
	}
	if _, ok := t.result(); !ok {
		return errResult
	}
	if _, err := time.Parse(time.RFC3339, t.Taken); err != nil && !isDate(t.Taken) {
		return errDate
	}
	return nil
}

// result gives the SNOMED CT code of a result.
func (t Test) result() (string, bool) {
	switch t.Result {
	case "negative":
		return "260415000", true // not detected
	case "positive":
		return "260373001", true // detected
	default:
		return t.Result, isNumber(t.Result)
	}
}

func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func isNumber(s string) bool {
	return s != "" && len(s) <= 18 && strings.Trim(s, "0123456789") == ""
}
