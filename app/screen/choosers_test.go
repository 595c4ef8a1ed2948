package screen

import (
	"fmt"

	"passdesk/app/desk"
	"passdesk/app/folder"
)

// listed is a State in which a folder has been listed for whoever chooses.
func listed(st desk.State, l folder.Listing) desk.State {
	st.Browsing = desk.Browsing{
		Places: []folder.Place{
			{ID: folder.Home, Path: "/home/desk"}, {ID: folder.Desktop, Path: "/home/desk/Desktop"}, {ID: folder.Downloads, Path: "/home/desk/Downloads"},
			{ID: folder.Documents, Path: "/home/desk/Documents"}, {ID: folder.Computer, Path: "/"}, {ID: folder.Drive, Name: "RECEPTION STICK", Path: "/media/desk/RECEPTION STICK"},
		},
		Listing: l,
	}
	return st
}

// downloads is a folder as receptions have them.
func downloads() folder.Listing {
	l := folder.Listing{Path: "/home/desk/Downloads", Parent: "/home/desk", Entries: []folder.Entry{{Name: "2021-10", Folder: true}, {Name: "Tickets of the autumn", Folder: true}}}
	for i := range 14 {
		l.Entries = append(l.Entries, folder.Entry{Name: fmt.Sprintf("IMG_%d.jpg", 2090+i)})
	}
	l.Entries = append(l.Entries, folder.Entry{Name: "健康卡 (2).png"}, folder.Entry{Name: "vaccination-record-of-the-whole-family-as-the-pharmacy-has-sent-it-last-tuesday.smart-health-card"})
	return l
}

// answered lets a person ask, and what the State has of a folder be the answer.
func answered(st desk.State, ask func(*Screen), then ...func(*chooser)) func(*Screen) {
	return func(s *Screen) {
		ask(s)
		s.answer(st.Browsing)
		for _, do := range then {
			do(s.chooser)
		}
	}
}

// answer brings what was asked for last.
func (s *Screen) answer(b desk.Browsing) {
	st := s.state
	b.Asked, b.Listing.Query.Serial = s.asked, s.asked
	st.Browsing = b
	s.Show(st)
}

// choosers are the chooser in its ways.
func choosers() []scene {
	small, narrow := [2]float32{1024, 640}, [2]float32{640, 900}
	mark := func(c *chooser) {
		for _, i := range []int{3, 5} {
			c.stand(i)
			c.mark(i)
		}
	}
	cards, counts := listed(atRest(), downloads()), listed(counted(40), folder.Listing{Path: "/media/desk/RECEPTION STICK", Parent: "/media/desk"})
	denied := listed(atRest(), folder.Listing{Path: "/root", Parent: "/", Trouble: folder.Denied})
	empty := listed(atRest(), folder.Listing{Path: "/home/desk/Desktop", Parent: "/home/desk"})
	sending := changed(cards, func(st *desk.State) { st.Incoming = desk.Incoming{Characters: 1240, Since: desksNow} })
	many := downloads()
	many.More = true
	full := listed(inSettings(nil), many)
	over := func(c *chooser) {
		c.save()
		b := counts.Browsing
		b.Listing.Target, b.Listing.Is = "/media/desk/RECEPTION STICK/passdesk-counts-2021-11-24.csv", folder.File
		c.screen.answer(b)
	}
	closing := func(s *Screen) { s.chooseFolder("closing", nil) }
	return []scene{
		{name: "choose", size: [2]float32{1280, 820}, state: cards, then: answered(cards, (*Screen).chooseFile), texts: []string{"Open a file", "One folder up", "IMG_2090.jpg", "Downloads", "RECEPTION STICK", "Space marks several", "City Museum"}},
		{name: "choose-marked-small", size: small, state: cards, then: answered(cards, (*Screen).chooseFile, mark), texts: []string{"2 files are marked"}},
		{name: "choose-incoming", size: small, state: sending, then: answered(sending, (*Screen).chooseFile), texts: []string{"The hand scanner is sending: 1240 characters"}},
		{name: "choose-narrow", size: narrow, state: cards, then: answered(cards, (*Screen).chooseFile), texts: []string{"IMG_2090.jpg"}},
		{name: "choose-typed", state: cards, then: answered(cards, (*Screen).chooseFile, func(c *chooser) { c.typed.SetText("AUT") }), texts: []string{"Tickets of the autumn"}},
		{name: "choose-no-match", state: cards, then: answered(cards, (*Screen).chooseFile, func(c *chooser) { c.typed.SetText("zebra") }), texts: []string{"No name here has “zebra” in it."}},
		{name: "choose-reading", state: atRest(), then: (*Screen).chooseFile, texts: []string{"The folder is being read"}},
		{name: "choose-empty", state: empty, then: answered(empty, (*Screen).chooseFile), texts: []string{"Nothing that fits is in this folder."}},
		{name: "choose-denied", state: denied, then: answered(denied, (*Screen).chooseFile), texts: []string{"This computer does not allow a look into this folder."}},
		{name: "choose-many", size: small, state: full, then: answered(full, (*Screen).chooseList), texts: []string{"Step 1 of 2", "Only 4000 names"}},
		{name: "choose-folder", state: full, then: answered(full, closing), texts: []string{"Choose a folder", "Use this folder", "Ctrl+Enter"}},
		{name: "choose-save", state: counts, then: answered(counts, (*Screen).chooseExport), texts: []string{"Name of the file", "Enter saves"}},
		{name: "choose-replace", size: small, state: counts, then: answered(counts, (*Screen).chooseExport, over), texts: []string{"passdesk-counts-2021-11-24.csv is already there. Replace it?", "Another name"}},
	}
}
