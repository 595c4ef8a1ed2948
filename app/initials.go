package app

import (
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// letters are initials that belong to an entry.
type letters struct {
	desk   string
	number int64
	of     string
	until  time.Time
}

// forgetEvery is how often initials are removed whose time is over.
const forgetEvery = time.Minute

// noteInitials keeps the initials of the card that was just scanned for later,
// where the settings want that: they go to the store behind their entry.
func (a *App) noteInitials(before desk.State, entries []scanlog.Entry) {
	if number, of := a.state.InitialsOf(before, entries); of != "" {
		until := a.Clock().Add(time.Duration(a.state.Setup.Set.InitialsHours) * time.Hour)
		a.noted = append(a.noted, letters{a.state.About.Desk, number, of, until})
	}
}

// keepInitials hands what was noted to the store.
func (a *App) keepInitials() {
	for _, l := range a.noted {
		a.requests.add(request{letters: &l})
	}
	a.noted = nil
}

// forgetInitials has those removed whose time is over, now and then, and all of
// them once none are to be kept any more.
func (a *App) forgetInitials() {
	now := a.Clock()
	if now.Sub(a.forgot).Abs() < forgetEvery {
		return
	}
	a.forgot = now
	if a.state.Setup.Set.InitialsHours <= 0 {
		now = now.AddDate(1, 0, 0) // more than they are ever kept
	}
	a.requests.add(request{forget: now})
}

// keep keeps initials under the log's own number of their entry.
func (p *storePump) keep(l letters) {
	if initials, can := p.Store.(scanlog.Initials); can {
		p.sayKept(initials.KeepInitials(l.desk, p.shifts.of(l.desk, l.number), l.of, l.until))
	}
}

func (p *storePump) forget(now time.Time) {
	if initials, can := p.Store.(scanlog.Initials); can {
		p.sayKept(initials.ForgetInitials(now))
	}
}

// sayKept tells that initials were not kept, or not removed, once for the same
// reason.
func (p *storePump) sayKept(err error) {
	trouble := ""
	if err != nil {
		trouble = err.Error()
	}
	if trouble != p.unkept && trouble != "" {
		p.remark("initials-failed", trouble)
	}
	p.unkept = trouble
}

// initialsOf tells the initials of rows on view.
func (p *storePump) initialsOf(rows []scanlog.Row) {
	initials, can := p.Store.(scanlog.Initials)
	if !can {
		return
	}
	if found, err := initials.InitialsOf(rows, p.Clock()); err == nil {
		p.Do(desk.InitialsAre{Of: found})
	}
}
