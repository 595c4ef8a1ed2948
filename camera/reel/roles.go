package reel

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// role is what somebody brings to the desk.
type role struct {
	id      string
	outcome reason.Outcome
	reason  reason.Reason

	codes  int
	text   string // of a code that is no health card
	issuer func() (mint.Signer, error)
	person person
	doses  []dose
	defect mint.Defect

	thing thing // that the code is shown on
	skin  ink   // of the hand that holds it
}

// person does not exist: each surname is a word for "example".
type person struct{ given, family, born string }

// dose was given so many days ago.
type dose struct {
	cvx string
	ago int
}

// The vaccines of the reel, by their codes in CDC's table.
const (
	pfizer    = "208"
	moderna   = "207"
	influenza = "150"
	tetanus   = "115" // with diphtheria and pertussis
)

// webAddress stands on a domain that nobody can own (RFC 2606).
const webAddress = "https://menu.example/today"

// roles lists who comes to the desk, in order. Surnames are Swahili, Spanish,
// Latin, German, Norwegian, Turkish, Māori and French.
var roles = []role{
	{
		id: "accepted", outcome: reason.Accepted, codes: 1,
		issuer: mint.Training, person: person{"Makena", "Mfano", "1987-04-12"},
		doses: []dose{{pfizer, 211}, {pfizer, 190}},
		thing: phone, skin: brown,
	},
	{
		id: "not-accepted", outcome: reason.NotAccepted, reason: reason.Step("nys-full-2021-10", "fourteen-days"), codes: 1,
		issuer: mint.Training, person: person{"José Ángel", "Muestra", "1994-09-30"},
		doses: []dose{{moderna, 38}, {moderna, 10}},
		thing: paper, skin: tan,
	},
	{
		id: "forged", outcome: reason.Invalid, reason: reason.BadSignature, codes: 1,
		issuer: mint.Training, person: person{"Eleanor", "Specimen", "1979-01-05"},
		doses: []dose{{pfizer, 120}, {pfizer, 90}}, defect: "altered",
		thing: phone, skin: pale,
	},
	{
		id: "expired", outcome: reason.Invalid, reason: reason.Expired, codes: 1,
		issuer: mint.Training, person: person{"Otto", "Beispiel", "1952-11-23"},
		doses: []dose{{moderna, 428}, {moderna, 400}}, defect: "expired",
		thing: paper, skin: pale,
	},
	{
		id: "revoked", outcome: reason.Invalid, reason: reason.Revoked, codes: 1,
		issuer: mint.Training, person: person{"Solveig", "Eksempel", "1990-06-17"},
		doses: []dose{{pfizer, 240}, {pfizer, 219}}, defect: "revoked",
		thing: phone, skin: tan,
	},
	{
		id: "unknown-issuer", outcome: reason.Unverified, reason: reason.UnknownIssuer, codes: 1,
		issuer: mint.Stranger, person: person{"Zeynep", "Örnek", "1983-02-28"},
		doses: []dose{{moderna, 160}, {moderna, 131}},
		thing: paper, skin: tan,
	},
	{
		id: "two-part", outcome: reason.Accepted, codes: 2,
		issuer: mint.Training, person: person{"Aroha", "Tauira", "1968-08-09"},
		doses: []dose{{tetanus, 2210}, {influenza, 1130}, {influenza, 766}, {moderna, 700}, {moderna, 672}, {moderna, 480}, {influenza, 401}, {pfizer, 300}, {pfizer, 120}, {influenza, 43}},
		thing: paper, skin: brown,
	},
	{
		id: "other-pass", outcome: reason.Unreadable, reason: reason.UnsupportedFormat, codes: 1,
		text: certificate(), person: person{"Camille", "Exemple", "1996-12-01"},
		thing: abroad, skin: deep,
	},
	{
		id: "web-address", outcome: reason.Unreadable, reason: reason.NotACard, codes: 1,
		text: webAddress, thing: menu, skin: pale,
	},
}

// certificate looks like a digital certificate of the European Union and says
// nothing: after the prefix comes noise in its alphabet.
func certificate() string {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$%*+-./:"
	var b strings.Builder
	b.WriteString("HC1:")
	for block := range 14 {
		for _, n := range sha256.Sum256([]byte{byte(block)}) {
			b.WriteByte(alphabet[int(n)%len(alphabet)])
		}
	}
	return b.String()
}

// texts gives the texts of the role's codes in a round that began at that
// moment.
func (r role) texts(at time.Time) ([]string, error) {
	if r.issuer == nil {
		return []string{r.text}, nil
	}
	signer, err := r.issuer()
	if err != nil {
		return nil, err
	}
	spec := r.spec(at)
	card, err := signer.Card(spec, at)
	if err != nil {
		return nil, err
	}
	if len(card.Texts) != r.codes {
		return nil, fmt.Errorf("the card of act %s takes %d codes, not %d", r.id, len(card.Texts), r.codes)
	}
	return card.Texts, nil
}

// spec is the role's card, issued the day before. A card that is to take
// several codes names the places of its doses, as those that are long do.
func (r role) spec(at time.Time) mint.Spec {
	spec := mint.Spec{
		Name:      mint.Name{Family: r.person.family, Given: strings.Fields(r.person.given)},
		BirthDate: r.person.born,
		NotBefore: mint.Moment{Time: at.AddDate(0, 0, -1)},
		Defect:    r.defect,
	}
	for i, d := range r.doses {
		dose := mint.Dose{CVX: d.cvx, Date: at.AddDate(0, 0, -d.ago).Format(time.DateOnly)}
		if r.codes > 1 {
			dose.Lot = fmt.Sprintf("T%03d%c%02d", 37+109*i, 'A'+(7*i+10)%26, 97-11*i%90)
			dose.Site = sites[i%len(sites)]
		}
		spec.Doses = append(spec.Doses, dose)
	}
	return spec
}

// sites are the places of the long card's doses.
var sites = []string{
	"Example Town Hall, Walk-in Clinic", "Pharmacy at 14 Sample Street", "Training County Fairground, Gate 3",
	"St. Specimen's Hospital, Ward B", "Riverside Community Centre, Gym", "Mobile unit 7, Old Bus Depot",
	"Dr. Exemplar, 22 Quince Lane", "Ferry Terminal, Upper Hall", "Northgate Public Library, Reading Room",
}
