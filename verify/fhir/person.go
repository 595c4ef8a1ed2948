package fhir

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"passdesk/verify/reason"
)

// SamePerson tells whether two cards are about one person, by birth date and
// name: no where either differs, yes only where both are complete and agree.
//
// Case, spaces, hyphens, apostrophes, titles and suffixes do not matter. Given
// names are compared word by word as far as both cards go, and an initial
// stands for any name it begins, so "John B. Anyperson" is "JOHN ANYPERSON".
// Spellings that differ outside plain ASCII letters (accents, other scripts)
// and whole names without parts that differ are unknown: two issuers may well
// write one person in two ways. Nicknames and new family names are a no.
func SamePerson(a, b Holder) reason.Answer {
	return both(sameDay(a.BirthDate, b.BirthDate), sameName(a.Name, b.Name))
}

// both is no where either is, and yes only where each is.
func both(a, b reason.Answer) reason.Answer {
	switch {
	case a == reason.No || b == reason.No:
		return reason.No
	case a == reason.Yes && b == reason.Yes:
		return reason.Yes
	default:
		return reason.Unknown
	}
}

// sameDay compares dates as far as both are known.
func sameDay(a, b When) reason.Answer {
	x, y := a.String(), b.String()
	known := min(len(x), len(y))
	switch {
	case x[:known] != y[:known]:
		return reason.No
	case a.Precision >= Day && b.Precision >= Day:
		return reason.Yes
	default:
		return reason.Unknown
	}
}

func sameName(a, b Name) reason.Answer {
	switch {
	case a.String() == "" || b.String() == "":
		return reason.Unknown
	case a.Text != "" || b.Text != "":
		// Without parts only equality can be told: the order of the words
		// says nothing, and titles cannot be set apart.
		if slices.Equal(nameWords(a.String()), nameWords(b.String())) {
			return reason.Yes
		}
		return reason.Unknown
	}
	family := sameSpelling(strings.Join(nameWords(a.Family), ""), strings.Join(nameWords(b.Family), ""))
	return both(family, sameGiven(nameWords(a.Given...), nameWords(b.Given...)))
}

// sameGiven compares given names as far as both go.
func sameGiven(a, b []string) reason.Answer {
	if (len(a) == 0) != (len(b) == 0) {
		return reason.Unknown
	}
	for i := range min(len(a), len(b)) {
		if isInitial(a[i], b[i]) || isInitial(b[i], a[i]) {
			continue
		}
		if same := sameSpelling(a[i], b[i]); same != reason.Yes {
			return same
		}
	}
	return reason.Yes
}

func isInitial(initial, name string) bool {
	return utf8.RuneCountInString(initial) == 1 && strings.HasPrefix(name, initial)
}

func sameSpelling(a, b string) reason.Answer {
	switch {
	case a == b:
		return reason.Yes
	case a == "" || b == "" || !isASCII(a) || !isASCII(b):
		return reason.Unknown
	default:
		return reason.No
	}
}

func isASCII(s string) bool { return len(s) == utf8.RuneCountInString(s) }

// nameWords gives the words of a name in lower case, cut at everything that
// is no letter, mark or digit.
func nameWords(parts ...string) []string {
	name := strings.ToLower(strings.Join(parts, " "))
	return strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N)
	})
}
