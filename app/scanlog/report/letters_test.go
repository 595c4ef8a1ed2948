package report

import (
	"testing"
	"testing/fstest"
)

// Latin needs no font of the system; what is no font, or has no such letters,
// is passed by.
func TestChartsAreDrawnWithAFaceThatHasAllLetters(t *testing.T) {
	for _, c := range []struct {
		lang  string
		files fstest.MapFS
		want  bool
	}{
		{"en", nil, true},
		{"es", nil, true},
		{"zh-Hant", nil, false},
		{"zh-Hant", fstest.MapFS{fontFiles()[0]: {Data: []byte("no font")}, fontFiles()[4]: {Data: nil}}, false},
	} {
		w, err := wordsIn(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := w.faceFor(c.files); ok != c.want {
			t.Errorf("%s, %d files: %v", c.lang, len(c.files), ok)
		}
	}
}
