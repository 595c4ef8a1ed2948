package settings

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// key is one setting as the file has it.
type key struct {
	name  string
	about string // a comment line in the file
	// put takes a value as TOML gives it, and refuses it in words that go
	// behind the name of the setting, and never repeat the value.
	put func(s *Settings, value any) error
	// get gives the value back.
	get func(s Settings) any
}

// value gives the value as TOML would, which put takes.
func (k key) value(s Settings) any {
	switch v := k.get(s).(type) {
	case int:
		return int64(v)
	case []string:
		list := make([]any, len(v))
		for i := range v {
			list[i] = v[i]
		}
		return list
	case Theme:
		return string(v)
	case Speech:
		return string(v)
	default:
		return v
	}
}

// keys lists the settings in the order of the file. It is a function so that
// nobody can change the list.
func keys() []key { return slices.Concat(deskKeys(), receptionKeys(), accessKeys(), keepingKeys()) }

// deskKeys are about the desk itself: what it is called and works with.
func deskKeys() []key {
	return []key{
		{"site", "Name of the place; it stands in the log and in exports.",
			func(s *Settings, v any) error { return putName(&s.Site, v) },
			func(s Settings) any { return s.Site }},
		{"desk", "Name of this desk. Two desks that share a log may not share a name.",
			func(s *Settings, v any) error { return putDesk(&s.Desk, v) },
			func(s Settings) any { return s.Desk }},
		{"camera", "Name or address of the camera, empty for the first one. A password in an address is not kept.",
			func(s *Settings, v any) error { return putCamera(&s.Camera, v) },
			func(s Settings) any { return WithoutPassword(s.Camera) }},
		{"scanner", "Serial line of a hand scanner: off, auto for the first one over USB, or a port such as COM3. One that types needs no setting.",
			func(s *Settings, v any) error { return putScanner(&s.Scanner, v) },
			func(s Settings) any { return s.Scanner }},
		{"scanner-baud", "Speed of that line in symbols a second, 300 to 1000000; over USB most scanners take any.",
			func(s *Settings, v any) error { return putInt(&s.ScannerBaud, v, 300, 1_000_000) },
			func(s Settings) any { return s.ScannerBaud }},
		{"mirror", "The camera's picture is shown as a mirror would show it.",
			func(s *Settings, v any) error { return putBool(&s.Mirror, v) },
			func(s Settings) any { return s.Mirror }},
		{"sound", "Each answer has a sound of its own.",
			func(s *Settings, v any) error { return putBool(&s.Sound, v) },
			func(s Settings) any { return s.Sound }},
		{"policies", "Rule packs in force; a card that any of them admits is accepted.",
			func(s *Settings, v any) error { return putPolicies(&s.Policies, v) },
			func(s Settings) any { return append([]string{}, s.Policies...) }},
		{"rule-values", "Values of this site for parameters of rule packs, such as nys-full-2021-10.waitingDays = 28; passctl rules show tells which and within what limits.",
			func(s *Settings, v any) error { return putEdits(&s.Edits, v) },
			func(s Settings) any { return editTexts(s.Edits) }},
		{"result-seconds", "A result closes itself after so many seconds, 5 to 120.",
			func(s *Settings, v any) error { return putInt(&s.ResultSeconds, v, 5, 120) },
			func(s Settings) any { return s.ResultSeconds }},
		{"language", "Language of the window, such as en, es or zh-Hant.",
			func(s *Settings, v any) error { return putLanguage(&s.Language, v) },
			func(s Settings) any { return s.Language }},
		{"theme", "How bright the window is: system, light or dark.",
			func(s *Settings, v any) error { return putTheme(&s.Theme, v) },
			func(s Settings) any { return s.Theme }},
	}
}

// receptionKeys are about receiving a visitor.
func receptionKeys() []key {
	return []key{
		{"id-step", "Of an accepted card the desk asks whether its holder was compared with a photo ID.",
			func(s *Settings, v any) error { return putBool(&s.IDStep, v) },
			func(s Settings) any { return s.IDStep }},
		{"mask-names", "Name and birth date are shown only while the key F8 is held.",
			func(s *Settings, v any) error { return putBool(&s.MaskNames, v) },
			func(s Settings) any { return s.MaskNames }},
		{"kiosk", "The window fills the screen; F11 changes that.",
			func(s *Settings, v any) error { return putBool(&s.Kiosk, v) },
			func(s Settings) any { return s.Kiosk }},
		{"visitor-window", "A second window, for a screen that faces the visitor, shows a mirror and what to do.",
			func(s *Settings, v any) error { return putBool(&s.VisitorWindow, v) },
			func(s Settings) any { return s.VisitorWindow }},
		{"next-accepted", "What to do now, as the desk says it of an accepted card; empty for the usual words.",
			func(s *Settings, v any) error { return putStep(&s.NextSteps.Accepted, v) },
			func(s Settings) any { return s.NextSteps.Accepted }},
		{"next-not-accepted", "The same of one that is not enough here.",
			func(s *Settings, v any) error { return putStep(&s.NextSteps.NotAccepted, v) },
			func(s Settings) any { return s.NextSteps.NotAccepted }},
		{"next-invalid", "The same of one that is not valid.",
			func(s *Settings, v any) error { return putStep(&s.NextSteps.Invalid, v) },
			func(s Settings) any { return s.NextSteps.Invalid }},
		{"next-unverified", "The same of one that could not be checked.",
			func(s *Settings, v any) error { return putStep(&s.NextSteps.Unverified, v) },
			func(s Settings) any { return s.NextSteps.Unverified }},
		{"next-unreadable", "The same of a code that is no card.",
			func(s *Settings, v any) error { return putStep(&s.NextSteps.Unreadable, v) },
			func(s Settings) any { return s.NextSteps.Unreadable }},
	}
}

// keepingKeys are about what is fetched, written and kept.
func keepingKeys() []key {
	return []key{
		{"directory-max-age-days", "After so many days without an update the list of trusted issuers verifies nothing, 1 to 365.",
			func(s *Settings, v any) error { return putInt(&s.DirectoryMaxAgeDays, v, 1, 365) },
			func(s Settings) any { return s.DirectoryMaxAgeDays }},
		{"closing-time", "From this time on, such as 18:00, the day's workbook and day sheet are written; empty for never.",
			func(s *Settings, v any) error { return putTime(&s.ClosingTime, v) },
			func(s Settings) any { return s.ClosingTime }},
		{"closing-folder", "Folder into which they are written. What is missing of the last 31 days is made up.",
			func(s *Settings, v any) error { return putFolder(&s.ClosingFolder, v) },
			func(s Settings) any { return s.ClosingFolder }},
		{"network", "The list of trusted issuers is updated over the network, each day and on demand. Nothing else uses it.",
			func(s *Settings, v any) error { return putBool(&s.Network, v) },
			func(s Settings) any { return s.Network }},
		{"log", "Where the log is: empty for this computer, or the address of a server that many desks share, postgres://USER@HOST/DATABASE. A password is not kept here.",
			func(s *Settings, v any) error { return putLog(&s.Log, v) },
			func(s Settings) any { return s.Log }},
		{"log-keep-days", "Visits older than so many days are removed from the log, their counts stay. 0 keeps all.",
			func(s *Settings, v any) error { return putInt(&s.LogKeepDays, v, 0, 36500) },
			func(s Settings) any { return s.LogKeepDays }},
		{"capacity", "How many people may be inside; the desk counts them and warns. 0 for no limit, up to 100000.",
			func(s *Settings, v any) error { return putInt(&s.Capacity, v, 0, 100_000) },
			func(s Settings) any { return s.Capacity }},
		{"initials-hours", "Personal data: the initials on accepted and refused cards are kept beside the log for so many hours, up to 72. 0 for none.",
			func(s *Settings, v any) error { return putInt(&s.InitialsHours, v, 0, 72) },
			func(s Settings) any { return s.InitialsHours }},
	}
}

// Limits of texts, in characters, and of the list of rule packs.
const (
	maxName     = 80
	maxText     = 1000
	maxPolicies = 50
)

func putInt(to *int, v any, lowest, highest int64) error {
	n, ok := v.(int64)
	if !ok || n < lowest || n > highest {
		return fmt.Errorf("must be a whole number from %d to %d", lowest, highest)
	}
	*to = int(n)
	return nil
}

func putBool(to *bool, v any) error {
	b, ok := v.(bool)
	if !ok {
		return errors.New("must be true or false")
	}
	*to = b
	return nil
}

// putText takes a text of one line.
func putText(to *string, v any, longest int) error {
	s, ok := v.(string)
	if !ok {
		return errors.New("must be a text in quotes")
	}
	if utf8.RuneCountInString(s) > longest {
		return fmt.Errorf("must not be longer than %d characters", longest)
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return errors.New("must be one line of plain text")
	}
	*to = s
	return nil
}

func putName(to *string, v any) error {
	var name string
	if err := putText(&name, v, maxName); err != nil {
		return err
	}
	*to = strings.TrimSpace(name)
	return nil
}

func putDesk(to *string, v any) error {
	var name string
	if err := putName(&name, v); err != nil {
		return err
	}
	if name == "" {
		return errors.New("must not be empty: the log is kept by desk")
	}
	*to = name
	return nil
}

func putCamera(to *string, v any) error {
	var camera string
	if err := putText(&camera, v, maxText); err != nil {
		return err
	}
	if WithoutPassword(camera) != camera {
		return errors.New("must not hold a password: type the address at the desk, it is forgotten when the program ends")
	}
	*to = camera
	return nil
}

// putLog takes the address of a server without a password: that comes from
// where the system keeps such things.
func putLog(to *string, v any) error {
	var place string
	if err := putText(&place, v, maxText); err != nil {
		return err
	}
	if place == "" {
		*to = ""
		return nil
	}
	address, err := url.Parse(place)
	if err != nil || address.Scheme != "postgres" && address.Scheme != "postgresql" {
		return errors.New("must be empty or an address like postgres://USER@HOST/DATABASE")
	}
	if _, has := address.User.Password(); has || address.Query().Has("password") {
		return errors.New("must not hold a password: it comes from PGPASSFILE or PGPASSWORD")
	}
	*to = place
	return nil
}

func putScanner(to *string, v any) error {
	var port string
	if err := putText(&port, v, maxText); err != nil {
		return err
	}
	if port = strings.TrimSpace(port); port == "" {
		return errors.New("must be off, auto or the name of a port")
	}
	*to = port
	return nil
}

func putPolicies(to *[]string, v any) error {
	list, ok := v.([]any)
	if !ok || len(list) == 0 || len(list) > maxPolicies {
		return fmt.Errorf("must be a list of 1 to %d ids of rule packs", maxPolicies)
	}
	var ids []string
	for _, one := range list {
		var id string
		if err := putText(&id, one, maxText); err != nil {
			return fmt.Errorf("holds an id that %w", err)
		}
		if id = strings.TrimSpace(id); id == "" || slices.Contains(ids, id) {
			return errors.New("holds an id that is empty or stands there twice")
		}
		ids = append(ids, id)
	}
	*to = ids
	return nil
}

func putLanguage(to *string, v any) error {
	// The form of a tag, BCP 47 section 2.1, without its rarer parts; whether
	// there are texts in the language is not known here.
	tag := regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$`)
	s, ok := v.(string)
	if !ok || !tag.MatchString(s) {
		return errors.New("must be the code of a language, such as en or zh-Hant")
	}
	*to = s
	return nil
}

func putTheme(to *Theme, v any) error {
	s, _ := v.(string)
	if !slices.Contains([]Theme{ThemeSystem, ThemeLight, ThemeDark}, Theme(s)) {
		return errors.New("must be system, light or dark")
	}
	*to = Theme(s)
	return nil
}

func putTime(to *string, v any) error {
	s, ok := v.(string)
	if _, err := time.Parse("15:04", s); !ok || s != "" && (err != nil || len(s) != len("15:04")) {
		return errors.New("must be a time of day such as 18:00, or empty")
	}
	*to = s
	return nil
}

func putFolder(to *string, v any) error {
	var folder string
	if err := putText(&folder, v, maxText); err != nil {
		return err
	}
	if folder = strings.TrimSpace(folder); folder != "" && !filepath.IsAbs(folder) {
		return errors.New("must be a whole path, from the root on, or empty")
	}
	*to = folder
	return nil
}
