package rules

import (
	"slices"
	"strconv"
	"strings"

	"passdesk/verify/fhir"
)

// Why says why a dose did not count, as a stable word, or which fact a rule
// misses.
type Why string

// The reasons a dose does not count, beside those of package fhir, which keep
// their words.
const (
	Counted            Why = ""
	OtherDisease       Why = "other-disease"
	ProductNotAccepted Why = "product-not-accepted"
	UnknownProduct     Why = "unknown-product"
	PartialDate        Why = "partial-date"
	InTheFuture        Why = "in-the-future"
	TooYoung           Why = "too-young"     // given before the least age
	WrongForAge        Why = "wrong-for-age" // a product for another age
	TooSoon            Why = "too-soon"      // after the dose before
	TooEarly           Why = "too-early"     // before the rule's first day
	OutOfSeason        Why = "out-of-season"
	NoBirthDate        Why = "no-birth-date"
	NotAsked           Why = "not-asked" // the rule is not about vaccinations
)

// The facts that a rule about tests may miss, and any other.
const (
	NoTime      Why = "no-time"
	UnknownTest Why = "unknown-test"
	UnknownFact Why = "unknown-fact"
)

// Whys lists every Why that a dose may have but Counted.
func Whys() []Why {
	return []Why{
		Why(fhir.NotCompleted), Why(fhir.Subpotent), Why(fhir.OtherPatient), Why(fhir.NoDate), Why(fhir.Modified),
		OtherDisease, ProductNotAccepted, UnknownProduct, PartialDate, InTheFuture,
		TooYoung, WrongForAge, TooSoon, TooEarly, OutOfSeason, NoBirthDate, NotAsked, UnknownFact,
	}
}

func isWhy(s string) bool { return slices.Contains(Whys(), Why(s)) }

func whyList() string {
	var all []string
	for _, w := range Whys() {
		all = append(all, string(w))
	}
	return strings.Join(all, ", ")
}

// unclear says what a rule cannot tell for want of a fact.
func (w Why) unclear() own {
	switch w {
	case NoBirthDate:
		return ageUnclear
	case NoTime:
		return hourUnclear
	case UnknownTest:
		return testUnclear
	default:
		return factUnclear
	}
}

func inDays(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}
