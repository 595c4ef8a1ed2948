package trust

import (
	"net/url"
	"path"
	"strings"
	"unicode"
)

// looks is a name as a hurried reader sees it, by which two names that only
// look alike are found out: letters and digits alone, in lower case, without
// accents that stand by themselves, spaces, dashes or what nobody sees, and
// letters of other scripts that look like Latin ones as those. It does not
// tell every likeness there is; it stops what a keyboard can do.
func looks(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // the same in full width, as East Asian fonts have it
			r -= '！' - '!'
		}
		if r == 'Ν' { // the only one whose small letter looks like another
			return 'n'
		}
		r = unicode.ToLower(unicode.ToUpper(r)) // folds what has several small forms
		if latin, ok := alike[r]; ok {
			return latin
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// alike maps small letters and digits to the Latin letter they look like, be
// it in this form or as a capital (Unicode Technical Standard 39, 4).
var alike = map[rune]rune{
	// Cyrillic
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'һ': 'h', 'н': 'h', 'і': 'i', 'ј': 'j', 'к': 'k', 'ӏ': 'i', 'м': 'm',
	'о': 'o', 'р': 'p', 'ԛ': 'q', 'ѕ': 's', 'т': 't', 'ѵ': 'v', 'ԝ': 'w', 'х': 'x', 'у': 'y', 'ү': 'y',
	// Greek
	'α': 'a', 'β': 'b', 'ε': 'e', 'ζ': 'z', 'η': 'h', 'ι': 'i', 'κ': 'k', 'μ': 'm', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'y', 'χ': 'x',
	// Latin, and digits
	'ı': 'i', 'l': 'i', 'ɡ': 'g', 'ɑ': 'a', '1': 'i', '0': 'o',
}

// place is where an address leads, whichever way it is written: without
// letter case, the port that https has anyway, a dot after the host, escapes,
// and steps back and forth. What is asked of a server there is a part of it.
func place(iss string) string {
	u, err := url.Parse(iss)
	if err != nil {
		return strings.ToLower(iss)
	}
	host := strings.TrimSuffix(strings.TrimSuffix(u.Host, ":443"), ".")
	written := host + path.Clean("/"+u.Path)
	if u.RawQuery != "" {
		written += "?" + u.RawQuery
	}
	return strings.ToLower(written)
}
