package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// dosed mints a card of Ada Lovelace, or whoever is named, with one dose.
func dosed(t *testing.T, family, given, date string) string {
	t.Helper()
	issuer, err := mint.Training()
	if err != nil {
		t.Fatal(err)
	}
	spec := mint.Spec{
		Name: mint.Name{Family: family, Given: []string{given}}, BirthDate: "1980-01-02",
		Doses: []mint.Dose{{CVX: "208", Date: date}},
	}
	card, err := issuer.Card(spec, noon.AddDate(0, 0, -7))
	if err != nil {
		t.Fatal(err)
	}
	return card.Texts[0]
}

func TestCardsOfOnePersonAreDecidedTogether(t *testing.T) {
	f := newFront(t)
	f.see(dosed(t, "Lovelace", "Ada", "2021-01-01"))
	f.wait(3 * time.Second)
	f.act(desk.JoinNext{})
	f.wait(5 * time.Minute) // it waits for the visitor to find the other card
	f.see(dosed(t, "LOVELACE", "Ada", "2021-02-01"))
	if f.outcomes() != "not-accepted accepted" || f.Result.Decision.Outcome != reason.Accepted {
		t.Errorf("logged %s, shown %s", f.outcomes(), f.Result.Decision.Outcome)
	}
	if n := len(f.Result.Decision.Doses); n != 2 || len(f.Result.Cards()) != 2 || f.Result.Joins {
		t.Errorf("%d doses of %d cards, joins %t", n, len(f.Result.Cards()), f.Result.Joins)
	}
	f.wait(3 * time.Second)
	f.see(dosed(t, "Lovelace", "Ada", "2021-01-01")) // nobody asked to join this one
	if f.Result.Decision.Outcome != reason.NotAccepted || len(f.Result.Earlier) != 0 {
		t.Errorf("then shown %s of %d cards", f.Result.Decision.Outcome, len(f.Result.Cards()))
	}
}

func TestACardOfAnotherPersonStaysApart(t *testing.T) {
	f := newFront(t)
	f.see(dosed(t, "Lovelace", "Ada", "2021-01-01"))
	f.act(desk.JoinNext{})
	f.wait(3 * time.Second)
	other := dosed(t, "Hopper", "Grace", "2021-02-01")
	for range 20 {
		f.see(other)
		f.wait(100 * time.Millisecond)
	}
	if f.shown() != "Lovelace" || f.Notice.ID != "other-person" || len(f.log) != 1 || !f.Result.Joins {
		t.Errorf("shown %q, remark %q, %d logged", f.shown(), f.Notice.ID, len(f.log))
	}
	f.act(desk.Clear{})
	f.see(other)
	if f.shown() != "Hopper" || len(f.log) != 2 {
		t.Errorf("once it is cleared: shown %q, %d logged", f.shown(), len(f.log))
	}
}

func TestACardThatIsNotGenuineIsNeverJoined(t *testing.T) {
	f := newFront(t)
	f.act(desk.JoinNext{}) // to nothing
	f.see(dosed(t, "Lovelace", "Ada", "2021-01-01"))
	if f.Result.Joins {
		t.Error("joins although nobody asked")
	}
	f.act(desk.JoinNext{})
	forged := desktest.Card(t, "Lovelace", 2).JWS
	f.read(forged[:len(forged)-6]+"AAAAAA", scanlog.ByFile)
	if r := f.Result; r.Decision.Reason != reason.BadSignature || len(r.Earlier) != 0 || r.Joins {
		t.Errorf("%s with %d cards", r.Decision.Reason, len(r.Earlier))
	}
	f.act(desk.JoinNext{})
	if f.Result.Joins {
		t.Error("a card that names nobody can be joined to")
	}
}

func TestJoiningIsGivenUp(t *testing.T) {
	f := newFront(t)
	f.see(dosed(t, "Lovelace", "Ada", "2021-01-01"))
	f.act(desk.JoinNext{})
	f.act(desk.JoinNext{})
	if f.Result.Joins {
		t.Error("it still joins")
	}
	f.wait(31 * time.Second)
	if f.Result != nil {
		t.Error("it does not close any more")
	}
}
