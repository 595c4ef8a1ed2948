package shc

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"unicode/utf8"

	"passdesk/verify/reason"
)

// Kind says what a file is.
type Kind string

// The kinds of file that hold cards.
const (
	CardFile   Kind = "smart-health-card" // {"verifiableCredential":[JWS ...]}
	Parameters Kind = "fhir-parameters"   // a FHIR Parameters resource
	DeepLink   Kind = "deep-link"         // an address with a card file behind its #
	Texts      Kind = "texts"             // a JWS or the text of a QR code on each line
)

// File is what a file holds: texts, each a JWS or that of a QR code, as
// Decode and Parts.Add take them.
type File struct {
	Kind  Kind
	Texts []string
}

// Open reads a file of up to 1 MiB with up to 100 texts; pictures are not
// its business. Every error is an *Error whose reason is NotACard.
func Open(data []byte) (File, error) {
	if len(data) > maxFile {
		return File{}, fail(reason.NotACard, "The file is too large to be a health card.")
	}
	// A byte order mark before a file is its editor's, not the card's.
	text := string(bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	f := File{}
	switch link := fragment(text); {
	case !utf8.ValidString(text):
	case strings.HasPrefix(text, "{"):
		f.Kind, f.Texts = readJSON(text)
	case link != "":
		_, f.Texts = readJSON(link)
		f.Kind = DeepLink
	default:
		f.Kind, f.Texts = Texts, readLines(text)
	}
	if len(f.Texts) == 0 {
		return File{}, fail(reason.NotACard, "The file holds no health card.")
	}
	if len(f.Texts) > maxTexts {
		return File{}, fail(reason.NotACard, "The file holds more cards than one person has.")
	}
	return f, nil
}

// fragment gives the JSON behind the # of an address, "" if there is none.
func fragment(text string) string {
	address, behind, ok := strings.Cut(text, "#")
	if !ok || !strings.Contains(address, ":") {
		return ""
	}
	plain, err := url.PathUnescape(behind)
	if err != nil || !strings.HasPrefix(plain, "{") {
		return ""
	}
	return plain
}

// readJSON reads a card file (specification, "Via File Download") or a FHIR
// Parameters resource ("Via FHIR $health-cards-issue"). What is no text where
// one belongs is passed over: it costs the cards beside it nothing.
func readJSON(text string) (Kind, []string) {
	var file struct {
		VerifiableCredential []string `json:"verifiableCredential"`
		ResourceType         string   `json:"resourceType"`
		Parameter            []struct {
			Name        string `json:"name"`
			ValueString string `json:"valueString"`
		} `json:"parameter"`
	}
	var otherType *json.UnmarshalTypeError // the rest is read all the same
	if err := json.Unmarshal([]byte(text), &file); err != nil && !errors.As(err, &otherType) {
		return "", nil
	}
	if file.ResourceType != "Parameters" {
		return CardFile, trimmed(file.VerifiableCredential)
	}
	var texts []string
	for _, p := range file.Parameter {
		if p.Name == "verifiableCredential" {
			texts = append(texts, p.ValueString)
		}
	}
	return Parameters, trimmed(texts)
}

// readLines gives the lines of a text, all of which must look like cards. A
// line that only goes on with the one before is where a mail or an editor has
// broken it.
func readLines(text string) []string {
	var cards []wrapped
	for _, line := range trimmed(strings.Split(text, "\n")) {
		switch last := len(cards) - 1; {
		case isCode(line), strings.HasPrefix(line, jwsStart):
			cards = append(cards, wrapped{code: isCode(line)})
			cards[last+1].add(line)
		case last >= 0 && cards[last].takes(line):
			cards[last].add(line)
		default:
			return nil
		}
	}
	texts := make([]string, len(cards))
	for i, card := range cards {
		texts[i] = string(card.text)
	}
	return texts
}

// wrapped is a card whose lines are put together.
type wrapped struct {
	code bool // the text of a QR code, and not a JWS
	text []byte
	dots int
	tail int // characters behind the last dot
}

// maxCode is more characters than the text of any QR code has.
const maxCode = 2*maxJWS + 16

// takes tells whether a line can be the rest of the card: digits of a code,
// or characters of a JWS that is not yet complete.
func (w *wrapped) takes(line string) bool {
	if w.code {
		return len(w.text) <= maxCode && strings.Trim(line, "0123456789") == ""
	}
	complete := w.dots >= 2 && w.tail >= base64.RawURLEncoding.EncodedLen(signatureLength)
	return !complete && len(w.text) <= maxJWS && inAlphabet(strings.ReplaceAll(line, ".", ""))
}

func (w *wrapped) add(line string) {
	w.text = append(w.text, line...)
	w.dots += strings.Count(line, ".")
	if dot := strings.LastIndexByte(line, '.'); dot >= 0 {
		w.tail = len(line) - dot - 1
	} else {
		w.tail += len(line)
	}
}

// isCode tells whether a text is that of a card's QR code.
func isCode(text string) bool {
	return len(text) >= len(scheme) && strings.EqualFold(text[:len(scheme)], scheme)
}

// trimmed takes white space off each text and drops the empty ones.
func trimmed(texts []string) []string {
	var kept []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}
