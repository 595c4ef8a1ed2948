package main

import (
	"strings"
	"time"

	"passdesk/app/desk"
	"passdesk/app/intake"
	"passdesk/verify"
	"passdesk/verify/fhir"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
)

// judge answers about cards and prints the answers.
type judge struct {
	*program
	book  desk.Rulebook
	added map[string]bool // issuers that were added here, by iss
	at    func() time.Time
	json  bool
}

// card is one card of an input.
type card struct {
	input string
	text  string // QR text or JWS
	why   string // why there is no text, if there is none
}

// answer is a card with what was found about it.
type answer struct {
	card
	verdict  verify.Verdict
	decision rules.Decision
	added    bool // the issuer that the card names was added here
	took     time.Duration
}

// oneByOne answers each card of each input by itself.
func (j *judge) oneByOne(inputs []input) {
	reader := intake.NewReader()
	for _, in := range inputs {
		if in.arg == "-" {
			j.stream()
			continue
		}
		j.each(j.cards(in, reader))
	}
}

// each decides cards alone.
func (j *judge) each(cards []card) {
	for _, c := range cards {
		j.print(j.decide([]card{c}))
	}
}

// samePerson decides all cards together when they are genuine and of one
// person, and each alone otherwise; then not all that was asked holds, and
// the exit status says so even if each card is enough.
func (j *judge) samePerson(inputs []input) {
	var all []card
	reader := intake.NewReader()
	for _, in := range inputs {
		all = append(all, j.cards(in, reader)...)
	}
	answers := j.decide(all)
	if why := apart(answers); why != "" {
		j.say(why + ", so each is decided alone")
		j.fell()
		j.each(all)
		return
	}
	j.print(answers)
}

// apart says why cards cannot be decided together; empty if they can. A card
// that is not genuine names nobody.
func apart(answers []answer) string {
	if len(answers) < 2 {
		return ""
	}
	for _, a := range answers {
		if a.verdict.Genuine != reason.Yes || a.verdict.Record == nil {
			return "not all cards are genuine"
		}
		if fhir.SamePerson(answers[0].verdict.Record.Holder, a.verdict.Record.Holder) != reason.Yes {
			return "the cards are not known to be of one person"
		}
	}
	return ""
}

// joined takes all inputs as parts of one card.
func (j *judge) joined(inputs []input) []card {
	var names, texts []string
	why := ""
	reader := intake.NewReader()
	for _, in := range inputs {
		found, err := j.open(in, reader)
		if err != nil {
			j.complain(err)
			continue
		}
		if len(found.Texts) == 0 {
			why = noText(found)
		}
		names, texts = append(names, in.name), append(texts, found.Texts...)
	}
	if len(names) == 0 {
		return nil
	}
	return cardsOf(strings.Join(names, " + "), join(texts, j.at()), why)
}

// cards opens one input. Parts of one card in one input are joined.
func (j *judge) cards(in input, reader *intake.Reader) []card {
	found, err := j.open(in, reader)
	if err != nil {
		j.complain(err)
		return nil
	}
	return cardsOf(in.name, join(found.Texts, j.at()), noText(found))
}

// cardsOf gives a card for each text, and one without a text if there is none.
func cardsOf(input string, texts []string, why string) []card {
	if len(texts) == 0 {
		return []card{{input: input, why: why}}
	}
	cards := make([]card, len(texts))
	for i, text := range texts {
		cards[i] = card{input: input, text: text}
	}
	return cards
}

// decide verifies cards and decides them together.
func (j *judge) decide(cards []card) []answer {
	began := j.now()
	at := j.at()
	answers := make([]answer, len(cards))
	verdicts := make([]verify.Verdict, len(cards))
	for i, c := range cards {
		verdicts[i] = j.book.Verify(c.text, at)
		if c.text == "" {
			verdicts[i].Message = c.why
		}
		answers[i] = answer{card: c, verdict: verdicts[i], added: j.added[verdicts[i].Issuer.ISS]}
	}
	decision := j.book.Decide(verdicts, at)
	for i := range answers {
		answers[i].decision = decision
		answers[i].took = j.now().Sub(began)
	}
	return answers
}
