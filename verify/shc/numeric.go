package shc

import (
	"strings"

	"passdesk/verify/reason"
)

// scheme begins the text of every QR code of a card (specification, "Encoding
// Chunks as QR Codes"); real ones write it in capitals too.
const scheme = "shc:/"

// jwsStart begins every JWS: it is `{"` in base64url.
const jwsStart = "eyJ"

// Decode gives the JWS of a card's only QR code, or of a text that is a JWS
// itself, with white space around it taken off. The JWS is not checked. Every
// error is an *Error: a part of a card in several codes is Incomplete (see
// Parts), spoiled or not, any other spoiled text MalformedCode, and a text
// that is none of these NotACard.
func Decode(text string) (string, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, jwsStart) {
		return text, nil
	}
	p, err := readCode(text)
	if p.of > 1 {
		return "", fail(reason.Incomplete, "This code is one part of a card that comes in several codes.")
	}
	return p.chars, err
}

// code is one QR code of a card: part number at of of, counting from 1, and
// the piece of the JWS that it holds.
type code struct {
	at, of int
	chars  string
}

// readCode reads "shc:/<digits>" and "shc:/<at>/<of>/<digits>", which the
// specification has deprecated and still describes ("Chunking"). A count of
// one, which the specification does not foresee and some issuers wrote, is a
// whole card. White space between digits means nothing. With an error about
// the digits the numbering is still told.
func readCode(text string) (code, error) {
	if strings.HasPrefix(text, "\uFEFF") {
		return code{}, fail(reason.MalformedCode, "The code begins with a byte order mark, which no health card does.")
	}
	if !isCode(text) {
		return code{}, fail(reason.NotACard, "This is not the text of a health card's code.")
	}
	fields := strings.SplitN(text[len(scheme):], "/", 4)
	c := code{at: 1, of: 1}
	if len(fields) == 3 {
		c.at, c.of = count(fields[0]), count(fields[1])
	}
	if len(fields) != 1 && len(fields) != 3 || c.at < 1 || c.of < c.at || c.of > maxParts {
		return code{}, fail(reason.MalformedCode, "The code's numbering of its parts is wrong.")
	}
	var err error
	c.chars, err = characters(unbroken(fields[len(fields)-1]))
	return c, err
}

// unbroken takes the white space out of a text, where mails and editors break
// long lines.
func unbroken(text string) string {
	if !strings.ContainsAny(text, " \t\r\n") {
		return text
	}
	return strings.Join(strings.Fields(text), "")
}

// count reads a number of one or two digits, 0 if it is none.
func count(s string) int {
	n := 0
	for _, digit := range []byte(s) {
		if digit < '0' || digit > '9' || len(s) > 2 {
			return 0
		}
		n = 10*n + int(digit-'0')
	}
	return n
}

// characters turns pairs of digits into the characters of a JWS (specification,
// "Encoding Chunks as QR Codes"): each pair is the character's ASCII code less 45, so 00 is '-' and 77 is 'z'.
func characters(digits string) (string, error) {
	const last = 'z' - '-'
	if len(digits) > 2*maxJWS {
		return "", fail(reason.MalformedCode, "The code is longer than any health card.")
	}
	if len(digits) == 0 || len(digits)%2 != 0 {
		return "", fail(reason.MalformedCode, "The code was cut short.")
	}
	chars := make([]byte, len(digits)/2)
	for i := range chars {
		tens, ones := digits[2*i]-'0', digits[2*i+1]-'0' // wrap around below '0'
		if tens > 9 || ones > 9 || 10*tens+ones > last {
			return "", fail(reason.MalformedCode, "The code holds characters that no health card has.")
		}
		chars[i] = '-' + 10*tens + ones
	}
	return string(chars), nil
}
