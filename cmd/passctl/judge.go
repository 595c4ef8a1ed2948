package main

import (
	"fmt"
	"strings"
	"time"

	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/camera/qr"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/shc"
)

// judge answers about cards and prints the answers.
type judge struct {
	*program
	book desk.Rulebook
	at   func() time.Time
	json bool
}

// card is one card of an input.
type card struct {
	input string
	text  string // QR text or JWS
	from  string // why there is no text, if there is none: the picture held no code
}

// answer is a card with what was found about it.
type answer struct {
	card
	verdict  verify.Verdict
	decision rules.Decision
	took     time.Duration
}

// oneByOne answers each card of each input by itself.
func (j *judge) oneByOne(inputs []string) {
	reader := qr.NewReader()
	for _, input := range inputs {
		if input == "-" {
			j.stream()
			continue
		}
		for _, c := range j.cards(input, reader) {
			j.print(j.decide([]card{c}))
		}
	}
}

// samePerson decides all cards together when they are of one person, and each
// alone otherwise.
func (j *judge) samePerson(inputs []string) {
	var all []card
	reader := qr.NewReader()
	for _, input := range inputs {
		all = append(all, j.cards(input, reader)...)
	}
	answers := j.decide(all)
	if onePerson(answers) {
		j.print(answers)
		return
	}
	fmt.Fprintln(j.err, "passctl: the cards are not of one person, so each is decided alone")
	for _, c := range all {
		j.print(j.decide([]card{c}))
	}
}

// onePerson compares the holders of the genuine cards; a card that is not
// genuine names nobody.
func onePerson(answers []answer) bool {
	var first *fhir.Record
	for _, a := range answers {
		r := a.verdict.Record
		switch {
		case r == nil:
		case first == nil:
			first = r
		case fhir.SamePerson(first.Holder, r.Holder) != reason.Yes:
			return false
		}
	}
	return true
}

// joined takes all inputs as parts of one card.
func (j *judge) joined(inputs []string) []card {
	var texts []string
	reader := qr.NewReader()
	for _, input := range inputs {
		found, err := open(input, reader)
		if err != nil {
			j.complain(err)
			continue
		}
		texts = append(texts, found.Texts...)
	}
	name := strings.Join(shortNames(inputs), " + ")
	cards := join(name, texts, j.at())
	if len(cards) == 0 {
		return []card{{input: name}}
	}
	return cards
}

// cards opens one input. Parts of one card in one input are joined.
func (j *judge) cards(input string, reader *qr.Reader) []card {
	found, err := open(input, reader)
	if err != nil {
		j.complain(err)
		return nil
	}
	cards := join(shortNames([]string{input})[0], found.Texts, j.at())
	if len(cards) == 0 {
		return []card{{input: input}}
	}
	return cards
}

// join puts parts together; what is no part, or lacks others, stays itself.
func join(input string, texts []string, at time.Time) []card {
	var cards []card
	var parts shc.Parts
	var waiting string
	for _, text := range texts {
		next, progress := parts.Add(text, at)
		parts = next
		switch progress.State {
		case shc.Complete:
			cards, waiting = append(cards, card{input: input, text: progress.JWS}), ""
		case shc.Added, shc.Again:
			waiting = text
		default:
			cards = append(cards, card{input: input, text: text})
		}
	}
	if waiting != "" {
		cards = append(cards, card{input: input, text: waiting})
	}
	return cards
}

func open(input string, reader *qr.Reader) (intake.Found, error) {
	if intake.IsText(input) {
		return intake.Text([]byte(input)), nil
	}
	return intake.File(input, reader)
}

// shortNames keeps a card that was given as an argument out of what is
// printed: it would repeat the holder's data.
func shortNames(inputs []string) []string {
	names := make([]string, len(inputs))
	for i, input := range inputs {
		names[i] = input
		if intake.IsText(input) {
			names[i] = "argument " + fmt.Sprint(i+1)
		}
	}
	return names
}

// decide verifies cards and decides them together.
func (j *judge) decide(cards []card) []answer {
	began := j.now()
	at := j.at()
	answers := make([]answer, len(cards))
	verdicts := make([]verify.Verdict, len(cards))
	for i, c := range cards {
		verdicts[i] = j.book.Verify(c.text, at)
		answers[i] = answer{card: c, verdict: verdicts[i]}
	}
	decision := j.book.Decide(verdicts, at)
	for i := range answers {
		answers[i].decision = decision
		answers[i].took = j.now().Sub(began)
	}
	return answers
}
