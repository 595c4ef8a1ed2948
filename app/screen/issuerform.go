package screen

import (
	"path/filepath"
	"strings"

	"passdesk/app/desk"
)

// issuerForm takes what is needed of an issuer: its name, its address, the
// file with its keys, and revocation lists if it has any.
type issuerForm struct {
	screen    *Screen
	name, iss *field
	keys      string   // path
	lists     []string // paths
	sent      string   // the iss that was handed on and is awaited

	files *text
	amiss *text
	add   *button
	root  *panel
}

func newIssuerForm(s *Screen, cancel func()) *issuerForm {
	w := s.words
	f := &issuerForm{screen: s}
	f.name = newField(s.listener(), func(string) {})
	f.iss = newField(s.listener(), func(string) {})
	f.name.SetPlaceHolder(w.say("issuers.name-example"))
	f.iss.SetPlaceHolder(w.say("issuers.address-example"))
	f.files = newText("", style{size: SizeSmall})
	f.amiss = newText("", style{size: SizeSmall, bold: true, colour: AskInk})
	f.add = s.button(face{icon: "more", label: w.say("issuers.submit"), primary: true}, f.submit)
	f.root = newPanel(ground{fill: NeutralTint, radius: 10, padX: 14, padY: 12}, newColumn(8,
		newLabelled(w.say("issuers.name"), f.name),
		newLabelled(w.say("issuers.address"), f.iss),
		newLines(8, 170,
			s.button(face{icon: "open", label: w.say("issuers.keys")}, f.chooseKeys),
			s.button(face{icon: "open", label: w.say("issuers.list")}, f.chooseList),
		),
		f.files,
		newText(w.say("issuers.hint"), style{size: SizeSmall, colour: Muted}),
		f.amiss,
		newRow(8, -1, f.add, s.button(face{icon: "back", label: w.say("issuers.cancel")}, cancel)),
	))
	f.root.Hide()
	f.clear()
	return f
}

// clear forgets what was filled in.
func (f *issuerForm) clear() {
	f.name.SetText("")
	f.iss.SetText("")
	f.keys, f.lists, f.sent = "", nil, ""
	f.lack("")
	f.nameFiles()
}

// lack tells what is missing, "" for nothing.
func (f *issuerForm) lack(words string) {
	f.amiss.set(words)
	f.amiss.Hidden = words == ""
}

func (f *issuerForm) chooseKeys() {
	f.screen.choose("dialog.keys", "keys", keyFiles(), func(path string) {
		f.keys = path
		f.nameFiles()
	})
}

func (f *issuerForm) chooseList() {
	f.screen.choose("dialog.revocations", "keys", keyFiles(), func(path string) {
		f.lists = append(f.lists, path)
		f.nameFiles()
	})
}

// keyFiles are the endings of key sets and revocation lists.
func keyFiles() []string { return []string{".json", ".jwks", ".txt"} }

// nameFiles shows which files were chosen.
func (f *issuerForm) nameFiles() {
	w := f.screen.words
	said := w.say("issuers.no-keys")
	if f.keys != "" {
		said = w.say("issuers.keys-chosen", values{"File": filepath.Base(f.keys)})
	}
	var lists []string
	for _, l := range f.lists {
		lists = append(lists, filepath.Base(l))
	}
	if lists != nil {
		said = joined(said, w.say("issuers.lists-chosen", values{"Files": strings.Join(lists, ", ")}))
	}
	f.files.set(said)
	f.root.Refresh()
}

// submit hands the issuer on. What speaks against it comes back as a remark,
// and the form stays as it is.
func (f *issuerForm) submit() {
	n := desk.NewIssuer{Name: f.name.text(), ISS: f.iss.text(), Keys: f.keys, Lists: f.lists}
	if n.Name == "" || n.ISS == "" || n.Keys == "" {
		f.lack(f.screen.words.say("issuers.incomplete"))
		f.root.Refresh()
		return
	}
	f.lack("")
	f.sent = n.ISS
	if f.screen.do.AddIssuer != nil {
		f.screen.do.AddIssuer(n)
	}
}
