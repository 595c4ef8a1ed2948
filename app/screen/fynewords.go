package screen

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// fyneWords are the words that Fyne's own menus use, by the id of
// ours for each.
var fyneWords = map[string]string{
	"Cut": "edit.cut", "Copy": "edit.copy", "Paste": "edit.paste", "Select all": "edit.all",
	"Undo": "edit.undo", "Redo": "edit.redo",
}

// teach gives Fyne the words of a language. Fyne (2.8.1) knows the system's
// language only and cannot be given another: so what it holds for that one is
// written over.
func teach(words *Words) {
	table := map[string]string{}
	for theirs, ours := range fyneWords {
		table[theirs] = words.say(ours)
	}
	data, err := json.Marshal(table)
	if err == nil {
		err = lang.AddTranslationsForLocale(data, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("the words of menus are not translated", err)
	}
}
