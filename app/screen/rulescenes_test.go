package screen

import (
	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

const nysFull = "nys-full-2021-10"

// yesterdays are the counts of the day before the desk's now.
func yesterdays(st *desk.State) {
	count := func(o reason.Outcome, r reason.Reason, n int) scanlog.Count {
		return scanlog.Count{Day: "2021-11-23", Policy: st.About.Policy, Outcome: o, Reason: r, N: n}
	}
	st.Setup.Before = []scanlog.Count{
		count(reason.Accepted, "", 40), count(reason.NotAccepted, reason.Step(nysFull, "fourteen-days"), 5),
		count(reason.NotAccepted, reason.Step(nysFull, "has-accepted-vaccine"), 1), count(reason.Invalid, reason.BadSignature, 3),
	}
}

// inForce puts packs into force at a desk.
func inForce(ids ...string) func(*desk.State) {
	return func(st *desk.State) {
		st.Setup.Set.Policies, st.About.Rules = ids, nil
		for _, p := range st.Setup.InForce().Packs {
			st.About.Rules = append(st.About.Rules, p.Title)
		}
	}
}

// editsOne changes a value of the pack in force.
func editsOne(st *desk.State) {
	st.Setup.Set.Edits = []settings.Edit{{Pack: nysFull, Param: "waitingDays", Value: "28"}}
	st.About.Policy = nysFull + "(waitingDays=28)"
	st.About.Rules = []string{"Fully vaccinated (New York State, October 2021) [edited here]"}
}

// inWords opens a pack as a person does.
func inWords(id string) func(*Screen) {
	return func(s *Screen) {
		s.settings.rules.rows[id].more.Tapped(nil)
	}
}

// param gives a control of the pack in words.
func (c *ruleCard) param(name string) *ruleParam {
	for _, p := range c.params {
		if p.name == name {
			return p
		}
	}
	return nil
}

// countedUp tries a value of the pack in words.
func countedUp(name string, times int) func(*Screen) {
	return func(s *Screen) {
		inWords(nysFull)(s)
		for range times {
			s.settings.rules.card.param(name).more.Tapped(nil)
		}
	}
}

// ruleScenes are the rules in the settings, and what is said of them elsewhere.
func ruleScenes() []scene {
	tall, small, narrow := [2]float32{1280, 1900}, [2]float32{1024, 640}, [2]float32{640, 1600}
	over := twoDoses()
	over.Pack, over.Note = "nola-2021-08", "the rule until 2022-03-20"
	return []scene{
		{name: "rules-in-words", size: tall, state: inSettings(yesterdays), then: inWords(nysFull), texts: []string{
			"In force since 5 Oct 2021", "Asks for all of this:", "14 days since the series was complete", "0 to 60", "Sources and doubts",
		}},
		{name: "rules-in-words-narrow", size: narrow, state: inSettings(yesterdays), then: inWords(nysFull), texts: []string{"Asks for all of this:"}},
		{name: "rules-tried", size: tall, state: inSettings(yesterdays), then: countedUp("waitingDays", 3), texts: []string{
			"17 days since the series was complete", "What would change", "On 23 Nov 2021 the rules in force answered 46 cards.",
			"40 were accepted and might not be.", "5 were not accepted and might be.", "1 would stay as it was.",
			"“day 14 is the first good day”: Not accepted instead of Accepted", "Put in force",
		}},
		{name: "rules-tried-without-a-day", size: small, state: inSettings(nil), then: countedUp("waitingDays", 1), texts: []string{"have answered nothing in the last 31 days"}},
		{name: "rules-edited", size: tall, state: inSettings(editsOne), then: inWords(nysFull), texts: []string{"edited here", "28 days since the series was complete", "The rule's own values"}},
		{name: "rules-elsewhere", size: tall, state: inSettings(inForce(nysFull, "nola-2021-08")), then: func(s *Screen) {
			s.settings.rules.places["New Orleans"].Tapped(nil)
			inWords("nola-2021-08")(s)
		}, texts: []string{"Also in force", "Or for all of this:", "A negative test for the virus itself"}},
		{name: "rules-over", size: tall, state: changed(inSettings(inForce("nys-full-2021-10", "nyc-key-2021-08")), func(st *desk.State) { st.Now = st.Now.AddDate(1, 0, 0) }), then: func(s *Screen) {
			s.settings.rules.places["New York City"].Tapped(nil)
			inWords("nyc-key-2021-08")(s)
		}, texts: []string{"the rule until 26 Dec 2021", "Today is not one of these days."}},
		{name: "rules-over-result", state: genuine(over, plainName), texts: []string{"ACCEPTED", "Decided by a rule that is not in force today: the rule until 20 Mar 2022."}},
		{name: "rules-edited-strip", size: small, state: changed(atRest(), editsOne), texts: []string{"October 2021) [edited here]"}},
	}
}
