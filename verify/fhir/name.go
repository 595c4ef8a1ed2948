package fhir

import (
	"slices"
	"strings"
	"unicode"
)

// maxText bounds a text that will be shown, in runes.
const maxText = 200

// String gives the name as a person reads it: "Dr. Ana María Reyes Jr.", or
// the whole text where the card gives no parts; "" if there is no name.
func (n Name) String() string {
	if n.Family == "" && len(n.Given) == 0 {
		return n.Text
	}
	parts := slices.Concat(n.Prefix, n.Given, []string{n.Family}, n.Suffix)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, " ")
}

// person reads a Patient.
func (r resource) person() Holder {
	born := when(text(r.object, "birthDate"))
	if born.Precision == Clock {
		born = Date(born.Time.Date())
	}
	return Holder{chooseName(r.Objects("name")), born}
}

// uses ranks the names of a patient who has several. The desk compares with
// an identity document, which bears the official name. A name without a use,
// or with one that FHIR does not know, may be anything current; any other
// name is better than none, a former one last.
var uses = []string{"official", "usual", "", "temp", "nickname", "anonymous", "old", "maiden"}

func chooseName(names []object) Name {
	var best Name
	rank := len(uses)
	for _, o := range names {
		at := slices.Index(uses, strings.ToLower(text(o, "use")))
		if at < 0 {
			at = slices.Index(uses, "")
		}
		if n := nameOf(o); at < rank && n.String() != "" {
			best, rank = n, at
		}
	}
	return best
}

// nameOf keeps either the parts or the text: the text only where a part is
// missing from a name that has one.
func nameOf(o object) Name {
	n := Name{plainAll(o.Texts("prefix")), plainAll(o.Texts("given")), plainAll(o.Texts("suffix")), plain(text(o, "family")), ""}
	if whole := plain(text(o, "text")); whole != "" && (n.Family == "" || n.Given == nil) {
		return Name{Text: whole}
	}
	return n
}

// plainAll is plain for every text, without the empty ones.
func plainAll(texts []string) []string {
	var out []string
	for _, s := range texts {
		if s = plain(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// plain makes a text fit to be shown on one line, in any script: white space
// becomes single spaces, control characters (a terminal obeys them) and
// overrides of the writing direction (they can make a name read as another)
// go, and very long texts are cut.
func plain(s string) string {
	if isPlain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		default:
			return r
		}
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if runes := []rune(s); len(runes) > maxText {
		s = string(runes[:maxText]) + "…"
	}
	return s
}

// isPlain spares the common case: short ASCII without needless spaces.
func isPlain(s string) bool {
	if len(s) > maxText {
		return false
	}
	space := true // before the first byte, and after the last
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || s[i] == ' ' && space {
			return false
		}
		space = s[i] == ' '
	}
	return !space || s == ""
}
