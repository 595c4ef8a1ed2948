package screen

import (
	"passdesk/app/desk"
	"passdesk/app/scanlog/report"
)

// choice is what a person is to choose, and what is done with it.
type choice struct {
	title   string
	kind    string   // what it is for: its last folder is remembered by it
	endings []string // of the files that fit
	several bool     // more than one may be opened
	folder  bool     // not a file is wanted, but a folder
	name    string   // of the file to be saved, as it is proposed; "" where one is opened
	chosen  func(paths ...string)
}

// saves tells whether a file is to be saved.
func (c choice) saves() bool { return c.name != "" }

// cardFiles are the endings of files that may hold a card or its picture.
func cardFiles() []string {
	return []string{".png", ".jpg", ".jpeg", ".pdf", ".smart-health-card", ".json", ".jws", ".txt"}
}

// chooseFile asks for pictures or card files.
func (s *Screen) chooseFile() {
	if s.state.View != desk.SettingsView {
		s.chooser.open(choice{title: s.words.say("button.open"), kind: "cards", endings: cardFiles(), several: true, chosen: s.openFiles})
	}
}

// chooseList asks for the two files of the signed list of issuers.
func (s *Screen) chooseList() {
	s.choose("dialog.snapshot", "list", []string{".json"}, func(snapshot string) {
		s.choose("dialog.signature", "list", []string{".sig"}, func(signature string) {
			if s.do.ImportDirectory != nil {
				s.do.ImportDirectory(snapshot, signature)
			}
		})
	})
}

// choose asks for a file that is there and hands on its path; nothing happens
// when the person thinks better of it.
func (s *Screen) choose(title, kind string, endings []string, chosen func(path string)) {
	s.chooser.open(choice{title: s.words.say(title), kind: kind, endings: endings, chosen: func(paths ...string) { chosen(paths[0]) }})
}

// chooseFolder asks for a folder.
func (s *Screen) chooseFolder(kind string, chosen func(path string)) {
	s.chooser.open(choice{title: s.words.say("chooser.a-folder"), kind: kind, folder: true, chosen: func(paths ...string) { chosen(paths[0]) }})
}

// chooseExport asks where the export is to go, once that is permitted.
func (s *Screen) chooseExport() {
	if s.window != nil && s.state.View != desk.SettingsView && !s.state.Export.Busy {
		s.permit(s.askExport)
	}
}

func (s *Screen) askExport() {
	export, name := s.exportHere()
	endings := []string{export.Format.Ending()}
	if export.What == report.Log {
		endings = nil
		for _, f := range report.Formats() {
			endings = append(endings, f.Ending())
		}
	}
	s.chooser.open(choice{
		title: s.words.say("button.export"), kind: "export", endings: endings, name: name,
		chosen: func(paths ...string) {
			if export.What == report.Log {
				export.Format = formatOf(paths[0])
			}
			if s.do.Export != nil {
				s.do.Export(paths[0], export)
			}
		},
	})
}

// dismiss takes the chooser away and tells whether it was open.
func (s *Screen) dismiss() bool { return s.chooser.close() }
