package app

import (
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
)

// lookBack is how many days the settings look back for the last one on which
// somebody was scanned.
const lookBack = 31

// askBefore asks for the counts of the desk's last days, by which the settings
// tell what a change of the rules may do. A log that cannot be read tells
// nothing.
func (a *App) askBefore() {
	now, name := a.Clock(), a.state.About.Desk
	q := scanlog.Query{From: now.AddDate(0, 0, -lookBack).Format(time.DateOnly), To: now.Format(time.DateOnly), Desk: name}
	a.afterStoring(func() {
		if counts, err := a.Store.Counts(q); err == nil {
			a.Do(desk.BeforeIs{Counts: counts})
		}
	})
}
