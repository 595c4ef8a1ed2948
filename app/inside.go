package app

import (
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/stats"
)

// insideEvery is how often it is counted how many people are inside: other
// desks let people in too.
const insideEvery = 5 * time.Second

// countInside has it counted how many people are inside, where there is a
// limit: when it is time, and sooner after something was logged here.
func (a *App) countInside(now bool) {
	at := a.Clock()
	if now { // if they are being counted already, once more
		a.reports.counted = time.Time{}
	}
	if a.outfit.Set.Capacity <= 0 || a.reports.inside || at.Sub(a.reports.counted).Abs() < insideEvery {
		return
	}
	a.reports.inside, a.reports.counted = true, at
	day, name, alone := at.Format(time.DateOnly), a.state.About.Desk, a.state.Log.Server.Trouble != ""
	a.afterStoring(func() {
		counts, err := a.Store.Counts(scanlog.Query{From: day, To: day})
		a.post(func(a *App) []scanlog.Entry {
			a.reports.inside = false
			if err != nil || a.state.About.Desk != name { // whoever writes the log tells its trouble
				return nil
			}
			a.state, _ = a.state.Act(desk.InsideIs{Inside: inside(counts, name, alone)}, a.Clock())
			return nil
		})
	})
}

func inside(counts []scanlog.Count, name string, alone bool) desk.Inside {
	var here []scanlog.Count
	for _, c := range counts {
		if c.Desk == name {
			here = append(here, c)
		}
	}
	return desk.Inside{Known: true, Here: stats.Inside(here), All: stats.Inside(counts), Alone: alone}
}
