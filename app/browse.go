package app

import (
	"passdesk/app/desk"
	"passdesk/app/folder"
	"passdesk/app/scanlog"
)

// mostReading is how many folders may be read at once. One on a network that
// does not answer is read until the system gives up, which nobody can hurry.
const mostReading = 6

// Browse lists a folder for a person who chooses a file. Each is read beside
// the loop and beside the others, so that one that hangs holds up nothing; the
// newest that was asked for is the one that is shown.
func (a *App) Browse(q folder.Query) {
	a.post(func(a *App) []scanlog.Entry {
		a.state, _ = a.state.Act(desk.Browse{Query: q}, a.Clock())
		if q.Serial == 0 || a.Office.List == nil || a.Office.Places == nil {
			return nil
		}
		if a.reading == mostReading {
			l := folder.Listing{Query: q, Path: q.From, Trouble: folder.Hanging}
			a.state, _ = a.state.Act(desk.FolderIs{Listing: l}, a.Clock())
			return nil
		}
		a.reading++
		go a.list(q)
		return nil
	})
}

// list looks for the places first, which are there at once.
func (a *App) list(q folder.Query) {
	a.Do(desk.PlacesAre{Places: a.Office.Places()})
	listing := a.Office.List(q)
	a.post(func(a *App) []scanlog.Entry {
		a.reading--
		a.state, _ = a.state.Act(desk.FolderIs{Listing: listing}, a.Clock())
		return nil
	})
}
