// Package settings holds the desk's settings, typed, in one file that a
// person can read.
//
// The program runs without the file: what it does not say has its default,
// and what is wrong in it is named by its line and has its default too. An
// address of a camera never keeps its password here. The package reads no
// flags and decides nothing: a setting is a value that is passed on.
package settings

import (
	"reflect"
	"slices"
)

// Theme is how bright the window is.
type Theme string

// The themes.
const (
	ThemeSystem Theme = "system" // as the system's other windows
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Scanners that are no port.
const (
	ScannerOff  = "off"
	ScannerAuto = "auto" // the first one over USB
)

// Settings are what a manager may set. Each field has a row in keys, which
// gives its name in the file, its limits and the words that explain it.
type Settings struct {
	Site                string
	Desk                string
	Camera              string   // name or URL of the camera, empty for the first one
	Scanner             string   // serial line of a hand scanner: off, auto for the first one over USB, or a port
	ScannerBaud         int      // symbols a second on it
	Mirror              bool     // the preview shows what the camera sees as a mirror does
	Sound               bool     // each answer has a sound
	Policies            []string // rule packs by id; any of them admits
	Edits               []Edit   // values of parameters of packs, in force or not
	ResultSeconds       int      // a result closes itself after so long
	Language            string   // BCP 47
	Theme               Theme
	IDStep              bool // of an accepted card it is asked what came of comparing its holder with a photo ID
	MaskNames           bool // holders are shown only while a key is held
	Kiosk               bool // the window fills the screen and is not left by chance
	VisitorWindow       bool // a second window faces the visitor
	NextSteps           NextSteps
	TextSize            int    // of all text, in percent of the usual size
	ReduceMotion        bool   // nothing moves by itself: the bar of a result steps
	Speech              Speech // what of an answer is spoken
	PIN                 string // hash of the manager's PIN, empty for none
	DirectoryMaxAgeDays int    // older, the trust directory verifies nothing
	ClosingTime         string // HH:MM; from then on the day's files are written, empty for never
	ClosingFolder       string // where they go, empty for nowhere
	Network             bool   // the directory may be updated over the network, by itself each day
	Log                 string // address of the server that keeps the log, empty for this computer
	LogKeepDays         int    // older visits are removed from the log and stay as counts; 0 keeps all
	Capacity            int    // how many people may be inside, 0 for no limit
	InitialsHours       int    // for how many hours initials of visitors are kept on this computer, 0 for none
}

// Default gives the settings of a desk that nobody has set up.
func Default() Settings {
	return Settings{
		Desk:                "Front desk",
		Scanner:             ScannerOff,
		ScannerBaud:         9600,
		Mirror:              true,
		Sound:               true,
		Policies:            []string{"nys-full-2021-10"},
		ResultSeconds:       30,
		Language:            "en",
		Theme:               ThemeSystem,
		IDStep:              true,
		TextSize:            100,
		Speech:              SpeechOff,
		DirectoryMaxAgeDays: 30,
		Network:             true,
	}
}

// Equal says whether two settings say the same.
func (s Settings) Equal(other Settings) bool { return len(differing(s, other)) == 0 }

// Updated gives s with what differs between two other settings: what a person
// changed among the settings shown goes into those that are kept, and a flag
// that stood over one of them does not.
func (s Settings) Updated(shown, wanted Settings) (Settings, error) {
	s.Policies = slices.Clone(s.Policies)
	for _, k := range differing(shown, wanted) {
		if err := k.put(&s, k.value(wanted)); err != nil {
			return s, Problem{Key: k.name, Text: err.Error()}
		}
	}
	return s, nil
}

// differing lists the settings that two say differently.
func differing(a, b Settings) []key {
	var list []key
	for _, k := range keys() {
		if !reflect.DeepEqual(k.get(a), k.get(b)) {
			list = append(list, k)
		}
	}
	return list
}
