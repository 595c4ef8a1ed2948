package screen

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"
)

func TestWhatIsDroppedIsOpenedAtOnce(t *testing.T) {
	screen, _, noted := listening(t, atRest())
	screen.dropped([]fyne.URI{storage.NewFileURI("/a/one.png"), must(storage.ParseURI("https://card.example/x")), storage.NewFileURI("/a/two.pdf")})
	c := test.NewClipboard()
	c.SetContent("shc:/5676")
	screen.paste(c)
	if want := []string{"open /a/one.png /a/two.pdf", "paste shc:/5676"}; !slices.Equal(noted.calls, want) {
		t.Errorf("called %q, want %q", noted.calls, want)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestNothingIsReadInTheSettings drops and pastes where no answer could be
// shown.
func TestNothingIsReadInTheSettings(t *testing.T) {
	screen, _, noted := listening(t, inSettings(nil))
	screen.dropped([]fyne.URI{storage.NewFileURI("/a/one.png")})
	screen.paste(test.NewClipboard())
	if len(noted.calls) != 0 {
		t.Errorf("called %q", noted.calls)
	}
}
