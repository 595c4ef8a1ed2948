package desk

import (
	"time"

	"passdesk/app/folder"
	"passdesk/app/scanlog"
)

// Browsing is what a person who chooses a file sees of a folder. Nothing of it
// stays when the question is withdrawn: a file may be named after its holder.
type Browsing struct {
	Asked   int // Serial of the last Query; 0 while nobody chooses
	Places  []folder.Place
	Listing folder.Listing // the newest that has come
}

// Browse asks for a folder, or with the zero Query withdraws the question.
type Browse struct{ Query folder.Query }

func (a Browse) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if a.Query.Serial == 0 {
		s.Browsing = Browsing{}
	}
	s.Browsing.Asked = a.Query.Serial
	return s, nil
}

// PlacesAre brings the folders that are one step away.
type PlacesAre struct{ Places []folder.Place }

func (a PlacesAre) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if s.Browsing.Asked != 0 {
		s.Browsing.Places = a.Places
	}
	return s, nil
}

// FolderIs brings what a folder holds. What was asked for before something else
// was comes too late.
type FolderIs struct{ Listing folder.Listing }

func (a FolderIs) on(s State, _ time.Time) (State, []scanlog.Entry) {
	if a.Listing.Query.Serial == s.Browsing.Asked && s.Browsing.Asked != 0 {
		s.Browsing.Listing = a.Listing
	}
	return s, nil
}
