package settings_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"passdesk/app/settings"
)

// set gives settings in which no field has its default.
func set() settings.Settings {
	return settings.Settings{
		Site: `Museum "of" \ Zürich 受付`, Desk: "Side desk", Camera: "rtsp://guard@10.0.0.7:554/live?channel=1", Scanner: "/dev/serial/by-id/usb-Maker_Scanner-if00", ScannerBaud: 115200,
		Policies: []string{"nys-pcr", "nys-antigen"}, ResultSeconds: 5,
		Edits:    []settings.Edit{{Pack: "nys-full-2021-10", Param: "products", Value: "pfizer, moderna"}, {Pack: "nys-pcr", Param: "testDays", Value: "2"}},
		Language: "zh-Hant", Theme: settings.ThemeDark, TextSize: 150, ReduceMotion: true, Speech: settings.SpeechName, PIN: "$argon2id$x", DirectoryMaxAgeDays: 365,
		MaskNames: true, Kiosk: true, VisitorWindow: true,
		NextSteps: settings.NextSteps{Accepted: "Welcome.", NotAccepted: "Desk 2.", Invalid: "Call 7.", Unverified: "Ask \"Ana\".", Unreadable: "再試一次"},
	}
}

func TestReadsBackWhatItWrites(t *testing.T) {
	for _, want := range []settings.Settings{set(), settings.Default()} {
		got, problems, err := settings.Parse(settings.Format(want))
		if err != nil || len(problems) > 0 || !got.Equal(want) {
			t.Errorf("got %+v, %v, %v, want %+v", got, problems, err, want)
		}
	}
}

func TestExplainsEverySettingInTheFile(t *testing.T) {
	const want = `# Settings of Passdesk. What is changed here counts from its next start.

# Name of the place; it stands in the log and in exports.
site = ""

# Name of this desk. Two desks that share a log may not share a name.
desk = "Front desk"

# Name or address of the camera, empty for the first one. A password in an address is not kept.
camera = ""

# Serial line of a hand scanner: off, auto for the first one over USB, or a port such as COM3. One that types needs no setting.
scanner = "off"

# Speed of that line in symbols a second, 300 to 1000000; over USB most scanners take any.
scanner-baud = 9600

# The camera's picture is shown as a mirror would show it.
mirror = true

# Each answer has a sound of its own.
sound = true

# Rule packs in force; a card that any of them admits is accepted.
policies = ["nys-full-2021-10"]

# Values of this site for parameters of rule packs, such as nys-full-2021-10.waitingDays = 28; passctl rules show tells which and within what limits.
rule-values = []

# A result closes itself after so many seconds, 5 to 120.
result-seconds = 30

# Language of the window, such as en, es or zh-Hant.
language = "en"

# How bright the window is: system, light or dark.
theme = "system"

# Of an accepted card the desk asks whether its holder was compared with a photo ID.
id-step = true

# Name and birth date are shown only while the key F8 is held.
mask-names = false

# The window fills the screen; F11 changes that.
kiosk = false

# A second window, for a screen that faces the visitor, shows a mirror and what to do.
visitor-window = false

# What to do now, as the desk says it of an accepted card; empty for the usual words.
next-accepted = ""

# The same of one that is not enough here.
next-not-accepted = ""

# The same of one that is not valid.
next-invalid = ""

# The same of one that could not be checked.
next-unverified = ""

# The same of a code that is no card.
next-unreadable = ""

# Size of all text in percent, 100 to 200.
text-size = 100

# Nothing moves by itself but the camera's picture: the bar of a result steps every few seconds.
reduce-motion = false

# What of an answer this computer's voice says: off, answer, or name for the answer and the holder's name.
speech = "off"

# The manager's PIN as the desk has hashed it; empty for none. Whoever may write this file can remove it.
pin = ""

# After so many days without an update the list of trusted issuers verifies nothing, 1 to 365.
directory-max-age-days = 30

# From this time on, such as 18:00, the day's workbook and day sheet are written; empty for never.
closing-time = ""

# Folder into which they are written. What is missing of the last 31 days is made up.
closing-folder = ""

# The list of trusted issuers is updated over the network, each day and on demand. Nothing else uses it.
network = true

# Where the log is: empty for this computer, or the address of a server that many desks share, postgres://USER@HOST/DATABASE. A password is not kept here.
log = ""

# Visits older than so many days are removed from the log, their counts stay. 0 keeps all.
log-keep-days = 0

# How many people may be inside; the desk counts them and warns. 0 for no limit, up to 100000.
capacity = 0

# Personal data: the initials on accepted and refused cards are kept beside the log for so many hours, up to 72. 0 for none.
initials-hours = 0
`
	if got := string(settings.Format(settings.Default())); got != want {
		t.Errorf("the file of defaults is\n%s", got)
	}
}

// The address of a server may stand in the file, its password may not.
func TestALogsAddressKeepsNoPassword(t *testing.T) {
	for place, says := range map[string]string{
		"":                                     "",
		"postgres://north@db.example/passdesk": "",
		"postgresql://north@db.example/passdesk?sslrootcert=/etc/ca.pem": "",
		"postgres://north:geheim@db.example/x":                           "log must not hold a password: it comes from PGPASSFILE or PGPASSWORD",
		"postgres://north@db.example/x?password=geheim":                  "log must not hold a password: it comes from PGPASSFILE or PGPASSWORD",
		"/var/log.db": "log must be empty or an address like postgres://USER@HOST/DATABASE",
		"mysql://x/y": "log must be empty or an address like postgres://USER@HOST/DATABASE",
	} {
		got, problems, err := settings.Parse([]byte("log = \"" + place + "\""))
		said := ""
		for _, p := range problems {
			said += settings.Problem{Key: p.Key, Text: p.Text}.Error()
		}
		if err != nil || said != says || says == "" && got.Log != place || says != "" && got.Log != "" {
			t.Errorf("%q: got %q, says %q, %v", place, got.Log, said, err)
		}
	}
}

func TestWhatTheFileDoesNotSayHasItsDefault(t *testing.T) {
	for _, text := range []string{"", "\n# nothing\n", "\ufeffresult-seconds = 30\r\n"} {
		got, problems, err := settings.Parse([]byte(text))
		if err != nil || len(problems) > 0 || !got.Equal(settings.Default()) {
			t.Errorf("%q: got %+v, %v, %v", text, got, problems, err)
		}
	}
}

func TestNamesWhatIsWrongByLineAndKeepsTheRest(t *testing.T) {
	long := strings.Repeat("x", 81)
	tests := []struct{ line, says string }{
		{`result-seconds = 4`, "line 2: result-seconds must be a whole number from 5 to 120"},
		{`result-seconds = 121`, "line 2: result-seconds must be a whole number from 5 to 120"},
		{`result-seconds = "30"`, "line 2: result-seconds must be a whole number from 5 to 120"},
		{`result-seconds = 30.0`, "line 2: result-seconds must be a whole number from 5 to 120"},
		{`directory-max-age-days = 0`, "line 2: directory-max-age-days must be a whole number from 1 to 365"},
		{`network = "yes"`, "line 2: network must be true or false"},
		{`mirror = 1`, "line 2: mirror must be true or false"},
		{`desk = " "`, "line 2: desk must not be empty: the log is kept by desk"},
		{`desk = 7`, "line 2: desk must be a text in quotes"},
		{`desk = "` + long + `"`, "line 2: desk must not be longer than 80 characters"},
		{`desk = "a\nb"`, "line 2: desk must be one line of plain text"},
		{`id-step = "yes"`, "line 2: id-step must be true or false"},
		{`next-invalid = "` + strings.Repeat("a", 161) + `"`, "line 2: next-invalid must not be longer than 160 characters"},
		{`theme = "blue"`, "line 2: theme must be system, light or dark"},
		{"text-size = 201", "line 2: text-size must be a whole number from 100 to 200"},
		{`pin = "1234"`, "line 2: pin must be empty or as the desk wrote it: set a PIN in the settings of the desk"},
		{`speech = "loud"`, "line 2: speech must be off, answer or name"},
		{`closing-time = "6pm"`, "line 2: closing-time must be a time of day such as 18:00, or empty"},
		{`closing-time = "9:00"`, "line 2: closing-time must be a time of day such as 18:00, or empty"},
		{`closing-folder = "reports"`, "line 2: closing-folder must be a whole path, from the root on, or empty"},
		{`language = "English, please"`, "line 2: language must be the code of a language, such as en or zh-Hant"},
		{`policies = []`, "line 2: policies must be a list of 1 to 50 ids of rule packs"},
		{`policies = "nys-pcr"`, "line 2: policies must be a list of 1 to 50 ids of rule packs"},
		{`policies = ["a", "a"]`, "line 2: policies holds an id that is empty or stands there twice"},
		{`rule-values = "a.b = 1"`, "line 2: rule-values must be a list of at most 200 texts like \"PACK.PARAMETER = VALUE\""},
		{`rule-values = ["a.b"]`, "line 2: rule-values holds a text that is not PACK.PARAMETER = VALUE"},
		{`rule-values = ["a.b = 1", "a.b=2"]`, "line 2: rule-values names a parameter twice"},
		{`rule-values = [true]`, "line 2: rule-values holds a text that must be a text in quotes"},
		{`policies = [1]`, "line 2: policies holds an id that must be a text in quotes"},
		{`camera = "http://u:hunter2@h/"`, "line 2: camera must not hold a password: type the address at the desk, it is forgotten when the program ends"},
		{`colour = "hunter2"`, "line 2: colour is not a setting of this version"},
		{`Desk = "X"`, "line 2: Desk is not a setting of this version"},
		{`"  desk\u001b[2J" = 1`, "a key of that name is not a setting of this version"},
		{`[window]`, "line 2: window is not a setting of this version"},
		{`window.width = 7`, "line 2: window is not a setting of this version"},
	}
	for _, tt := range tests {
		got, problems, err := settings.Parse([]byte("site = \"Museum\"\n" + tt.line + "\n"))
		if err != nil || len(problems) != 1 {
			t.Errorf("%s: got %v, %v, want one problem", tt.line, problems, err)
			continue
		}
		if problems[0].Error() != tt.says {
			t.Errorf("%s: says %q, want %q", tt.line, problems[0].Error(), tt.says)
		}
		want := settings.Default()
		want.Site = "Museum"
		if !got.Equal(want) {
			t.Errorf("%s: got %+v, want all else as it is set", tt.line, got)
		}
	}
}

func TestNamesProblemsInTheOrderOfTheFile(t *testing.T) {
	_, problems, err := settings.Parse([]byte("zebra = 1\ntheme = 1\n\nant = 1\ndesk = 1\n"))
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Line)
	}
	if err != nil || !slices.Equal(lines, []int{1, 2, 4, 5}) {
		t.Errorf("problems %v, %v", problems, err)
	}
}

func TestATextThatIsNoSettingsFileGivesDefaults(t *testing.T) {
	tests := map[string]struct{ text, says string }{
		"broken":     {"desk = \"A\"\ncamera = \"http://u:hunter2@h/\n", "line 2: the file is not written as settings are (TOML)"},
		"said twice": {"desk = \"A\"\ndesk = \"B\"\n", "line 2: the file is not written as settings are (TOML)"},
		"binary":     {"desk = \"\xff\"\n", "the file is not text in UTF-8"},
		"huge":       {strings.Repeat("# nothing\n", 7000), "the file is too large for settings"},
	}
	for name, tt := range tests {
		got, problems, err := settings.Parse([]byte(tt.text))
		var whole settings.Problem
		if !errors.As(err, &whole) || whole.Error() != tt.says {
			t.Errorf("%s: got %v, want %q", name, err, tt.says)
		}
		if len(problems) > 0 || !got.Equal(settings.Default()) {
			t.Errorf("%s: got %+v, %v", name, got, problems)
		}
	}
}

func TestDeepNestingIsReadOrRefusedQuickly(t *testing.T) {
	for _, text := range []string{
		"a = " + strings.Repeat("[", 60000),
		"a = " + strings.Repeat("[", 30000) + strings.Repeat("]", 30000),
		"a = " + strings.Repeat("{b=", 20000),
		strings.Repeat("a.", 30000) + "b = 1",
	} {
		got, problems, err := settings.Parse([]byte(text))
		if err == nil && len(problems) == 0 || !got.Equal(settings.Default()) {
			t.Errorf("%.10s: took it as settings", text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(settings.Format(settings.Default()))
	f.Add(settings.Format(set()))
	f.Add([]byte("camera = 'rtsp://u:hunter2@h/?pwd=1'\n[a]\nb.c = [1, {d=2}]\n"))
	f.Add([]byte("rule-values = [' a.b=  c, d ', 'a-1.bC = yes']\n"))
	f.Add([]byte("camera = 'u:hunter2@h'\npolicies = ['a', 'b c']\ndesk = '\\u0001'\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, problems, err := settings.Parse(data)
		for _, p := range problems {
			if p.Error() == "" || strings.Contains(p.Error(), "hunter2") {
				t.Errorf("problem %q", p.Error())
			}
		}
		if err != nil && !got.Equal(settings.Default()) {
			t.Error("no settings file, but not the defaults")
		}
		again, problems, err := settings.Parse(settings.Format(got))
		if err != nil || len(problems) > 0 || !again.Equal(got) {
			t.Errorf("%+v was written and read back as %+v, %v, %v", got, again, problems, err)
		}
	})
}
