// Package settings holds the desk's settings, typed, in one file that a
// person can read.
//
// The program runs without the file: what it does not say has its default,
// and what is wrong in it is named by its line and has its default too. An
// address of a camera never keeps its password here. The package reads no
// flags and decides nothing: a setting is a value that is passed on.
package settings

import "slices"

// Theme is how bright the window is.
type Theme string

// The themes.
const (
	ThemeSystem Theme = "system" // as the system's other windows
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Settings are what a manager may set. Each field has a row in keys, which
// gives its name in the file, its limits and the words that explain it.
type Settings struct {
	Site                string
	Desk                string
	Camera              string   // name or URL of the camera, empty for the first one
	Policies            []string // rule packs by id; any of them admits
	ResultSeconds       int      // a result closes itself after so long
	Language            string   // BCP 47
	Theme               Theme
	DirectoryMaxAgeDays int // older, the trust directory verifies nothing
}

// Default gives the settings of a desk that nobody has set up.
func Default() Settings {
	return Settings{
		Desk:                "Front desk",
		Policies:            []string{"nys-full-2021-10"},
		ResultSeconds:       30,
		Language:            "en",
		Theme:               ThemeSystem,
		DirectoryMaxAgeDays: 30,
	}
}

// Equal says whether two settings say the same.
func (s Settings) Equal(other Settings) bool {
	policies := slices.Equal(s.Policies, other.Policies)
	return policies && s.Site == other.Site && s.Desk == other.Desk && s.Camera == other.Camera &&
		s.ResultSeconds == other.ResultSeconds &&
		s.Language == other.Language && s.Theme == other.Theme &&
		s.DirectoryMaxAgeDays == other.DirectoryMaxAgeDays
}
