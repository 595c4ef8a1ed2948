package screen

import (
	"testing"

	"fyne.io/fyne/v2/lang"
)

// TestFynesOwnWordsAreInTheLanguageOfTheScreen whatever the system's is.
func TestFynesOwnWordsAreInTheLanguageOfTheScreen(t *testing.T) {
	for _, system := range []string{"", "C", "en_US.UTF-8", "es_MX.UTF-8", "zh_TW.UTF-8", "zh_CN.UTF-8", "de_DE.UTF-8"} {
		t.Run(system, func(t *testing.T) {
			for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
				t.Setenv(name, "")
			}
			t.Setenv("LANG", system)
			for tag, want := range map[string][3]string{
				"es": {"Pegar", "Cortar", "Deshacer"}, "zh-Hant": {"貼上", "剪下", "復原"}, "en": {"Paste", "Cut", "Undo"},
			} {
				teach(english(t).in(tag))
				if got := [3]string{lang.L("Paste"), lang.L("Cut"), lang.L("Undo")}; got != want {
					t.Errorf("in %s there is %q, want %q", tag, got, want)
				}
			}
		})
	}
	teach(english(t))
}
