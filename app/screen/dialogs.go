package screen

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"passdesk/app/desk"
	"passdesk/app/scanlog/report"
)

// cardFiles are the endings of files that may hold a card or its picture.
func cardFiles() []string {
	return []string{".png", ".jpg", ".jpeg", ".pdf", ".smart-health-card", ".json", ".jws", ".txt"}
}

// chooseFile asks for a picture or card file.
func (s *Screen) chooseFile() {
	if s.state.View == desk.SettingsView {
		return
	}
	s.choose(s.words.say("button.open"), cardFiles(), s.openFile)
}

// chooseList asks for the two files of the signed list of issuers.
func (s *Screen) chooseList() {
	s.choose(s.words.say("dialog.snapshot"), []string{".json"}, func(snapshot string) {
		s.choose(s.words.say("dialog.signature"), []string{".sig"}, func(signature string) {
			if s.do.ImportDirectory != nil {
				s.do.ImportDirectory(snapshot, signature)
			}
		})
	})
}

// choose asks for a file that is there and hands on its path; nothing happens
// when the person thinks better of it.
func (s *Screen) choose(title string, endings []string, chosen func(path string)) {
	if s.window == nil {
		return
	}
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			dialog.ShowError(err, s.window)
			return
		}
		if file != nil {
			path := file.URI().Path()
			_ = file.Close() // only its path is wanted
			chosen(path)
		}
	}, s.window)
	d.SetFilter(storage.NewExtensionFileFilter(endings))
	d.SetTitleText(title)
	d.SetConfirmText(s.words.say("dialog.open"))
	d.SetDismissText(s.words.say("dialog.cancel"))
	s.present(d)
}

// chooseExport asks where the export is to go, once that is permitted.
func (s *Screen) chooseExport() {
	if s.window != nil && s.state.View != desk.SettingsView && !s.state.Export.Busy {
		s.permit(s.askExport)
	}
}

func (s *Screen) askExport() {
	export, name := s.exportHere()
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil {
			dialog.ShowError(err, s.window)
			return
		}
		if file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // whoever exports writes the file whole
		if export.What == report.Log {
			export.Format = formatOf(path)
		}
		if s.do.Export != nil {
			s.do.Export(path, export)
		}
	}, s.window)
	d.SetFileName(name)
	d.SetTitleText(s.words.say("button.export"))
	d.SetConfirmText(s.words.say("dialog.save"))
	d.SetDismissText(s.words.say("dialog.cancel"))
	s.present(d)
	letEscape(s.window.Canvas(), s.keys, s.Key)
}

// present shows a dialog large enough to find a file in, in place of one that
// is already there. Fyne can size it only once it is shown, and not where the
// system's own takes its place.
func (s *Screen) present(d *dialog.FileDialog) {
	s.dismiss()
	d.SetOnClosed(func() {
		if s.asking == d {
			s.asking = nil
		}
	})
	d.Show()
	if s.window.Canvas().Overlays().Top() != nil {
		s.asking = d
		d.Resize(s.window.Canvas().Size().Min(fyne.NewSize(860, 560)))
	}
}

// dismiss takes the open dialog away and tells whether there was one.
func (s *Screen) dismiss() bool {
	if s.asking == nil {
		return false
	}
	asking := s.asking
	s.asking = nil
	asking.Hide()
	return true
}
