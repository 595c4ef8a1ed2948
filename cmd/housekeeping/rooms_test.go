package housekeeping

// room is a row of the import table: what a package is for and what it may
// know. Paths of our own packages leave out the module's name.
type room struct {
	path    string
	charter string   // its package comment starts with its name and these words
	ours    []string // our packages that it may import; "*" allows all
	outside []string // modules that it may import
	starts  int      // how many go statements it has
}

// rooms is the import table: a package without a row fails, and so does a row
// without a package. A new import is a decision, so it is written down here
// first. Tests may import more than their room.
var rooms = []room{
	{
		path:    "cmd/passdesk",
		charter: "is the desktop program: flags, the cgo parts, wiring; nothing else",
		ours:    []string{"*"},
		outside: []string{"fyne.io/fyne/v2", "github.com/ebitengine/oto/v3", "github.com/go-gl/glfw/v3.4/glfw", "github.com/jezek/xgb"},
		starts:  5, // the loop of package app, beside Fyne's; the loudspeaker, which waits for its device; the compiling of rules; the voice, and what it is saying
	},
	{
		path:    "cmd/passctl",
		charter: "gives the same verdict, log and trust in a terminal; no cgo",
		ours: []string{
			"app", "app/assembly", "app/atomicfile", "app/desk", "app/directory", "app/intake",
			"app/scanlog", "app/scanlog/postgres", "app/scanlog/report", "app/scanlog/sqlite", "app/settings",
			"camera", "camera/pdf", "camera/qr", "camera/still", "camera/symbol",
			"verify", "verify/fhir", "verify/mint", "verify/reason", "verify/rules", "verify/shc", "verify/trust", "verify/trust/fetch", "verify/vocab",
		},
		outside: []string{"github.com/spf13/cobra", "golang.org/x/image"},
		starts:  2, // verify as a stream: one that reads, and one a core
	},
	{path: "cmd/housekeeping", charter: "keeps the house in order"},
	{path: "cmd/housekeeping/corpus", charter: "finds the real data that conformance tests run on"},

	{
		path:    "app",
		charter: "joins sources, rulebook, log and screen: the one loop of the program",
		ours: []string{
			"app/atomicfile", "app/clipboard", "app/desk", "app/folder", "app/intake", "app/pin", "app/scanlog", "app/scanlog/report", "app/scanlog/stats", "app/settings",
			"camera", "camera/handheld", "camera/qr", "verify", "verify/reason", "verify/rules", "verify/trust",
		},
		starts: 9, // one pump each for the camera, its reading, the serial line, files, the network, the store, its server and the reports; and one for each folder that is listed
	},
	{
		path:    "app/assembly",
		charter: "makes the rulebook and the log out of flags and settings, the same for the desk and for the terminal",
		ours: []string{
			"app/desk", "app/directory", "app/intake", "app/keyring",
			"app/scanlog", "app/scanlog/outbox", "app/scanlog/postgres", "app/scanlog/sqlite", "app/settings",
			"verify", "verify/rules", "verify/trust", "verify/trust/fetch", "verify/vocab",
		},
	},
	{path: "app/pin", charter: "keeps a manager's PIN as a slow hash, and tells who knows it", ours: []string{"app/atomicfile"}, outside: []string{"golang.org/x/crypto"}},
	{path: "app/voice", charter: "says a sentence through the system's speaker"},
	{path: "app/chime", charter: "makes the sounds of the answers, as samples", ours: []string{"verify/reason"}},
	{path: "app/clipboard", charter: "fetches pictures from the system's clipboard, which Fyne's own knows as text only", outside: []string{"github.com/jezek/xgb"}},
	{
		path:    "app/keyring",
		charter: "keeps the password of the log's server where the system keeps such things",
		outside: []string{"github.com/zalando/go-keyring"},
	},
	{path: "app/folder", charter: "lists what lies in a folder, for a person who chooses a file: names only", outside: []string{"golang.org/x/text"}},
	{path: "app/atomicfile", charter: "replaces a file whole or not at all"},
	{
		path:    "app/desk",
		charter: "is the front desk as a value: what it shows now and what comes next",
		ours:    []string{"app/folder", "app/scanlog", "app/settings", "verify", "verify/fhir", "verify/reason", "verify/rules", "verify/shc", "verify/trust"},
	},
	{
		path:    "app/desk/desktest",
		charter: "gives tests a real rulebook and cards of people who do not exist",
		ours:    []string{"app/desk", "verify", "verify/mint", "verify/rules", "verify/trust", "verify/vocab"},
	},
	{
		path:    "app/directory",
		charter: "keeps the trust directory in its folder: the last good snapshot and when it was checked",
		ours:    []string{"app/atomicfile", "verify/trust", "verify/trust/fetch"},
	},
	{
		path:    "app/intake",
		charter: "turns a file, a picture or a text into the texts of cards",
		ours:    []string{"camera/pdf", "camera/qr", "camera/still", "verify/shc"},
	},
	{
		path:    "app/scanlog",
		charter: "remembers decisions, never people: entries, queries, counts, the hash chain, and Store",
		ours:    []string{"verify/reason"},
	},
	{
		path:    "app/scanlog/outbox",
		charter: "lets a desk write on while its server is away: entries wait on this disk and are delivered in order, each exactly once",
		ours:    []string{"app/scanlog", "app/scanlog/postgres", "app/scanlog/sqlite"},
	},
	{
		path:    "app/scanlog/postgres",
		charter: "keeps the log in a server shared by many desks",
		ours:    []string{"app/scanlog"},
		outside: []string{"github.com/jackc/pgx/v5"},
	},
	{
		path:    "app/scanlog/postgres/pgtest",
		charter: "starts PostgreSQL servers for tests: real ones, from the binaries that are found",
		ours:    []string{"app/scanlog/postgres"},
		outside: []string{"github.com/jackc/pgx/v5"},
	},
	{
		path:    "app/scanlog/chart",
		charter: "draws counts as bars",
		ours:    []string{"app/scanlog", "app/scanlog/stats", "verify/reason"},
		outside: []string{"github.com/go-analyze/charts"},
	},
	{
		path:    "app/scanlog/report",
		charter: "writes counts and entries as CSV, JSON, a workbook and a day sheet to print",
		ours:    []string{"app/scanlog", "app/scanlog/chart", "app/scanlog/stats", "assets", "verify/reason"},
		outside: []string{"github.com/xuri/excelize/v2"},
	},
	{
		path:    "app/scanlog/sqlite",
		charter: "keeps the log in one file",
		ours:    []string{"app/scanlog"},
		outside: []string{"modernc.org/sqlite"},
	},
	{
		path:    "app/scanlog/stats",
		charter: "sums counts up",
		ours:    []string{"app/scanlog", "verify/reason"},
	},
	{
		path:    "app/scanlog/storetest",
		charter: "holds what every scanlog.Store must keep",
		ours:    []string{"app/scanlog", "app/scanlog/report", "verify/reason"},
	},
	{
		path:    "app/screen",
		charter: "draws a desk.State with Fyne; starts no goroutine and decides nothing",
		ours:    []string{"app/desk", "app/folder", "app/scanlog", "app/scanlog/chart", "app/scanlog/report", "app/scanlog/stats", "app/settings", "assets", "camera/handheld", "verify/fhir", "verify/reason", "verify/rules"},
		outside: []string{"fyne.io/fyne/v2", "github.com/go-text/typesetting/segmenter", "github.com/nicksnyder/go-i18n/v2", "golang.org/x/image/draw", "golang.org/x/text"},
	},
	{
		path:    "app/settings",
		charter: "holds the desk's settings, typed, in one file that a person can read",
		ours:    []string{"app/atomicfile"},
		outside: []string{"github.com/BurntSushi/toml"},
	},

	{path: "assets", charter: "embeds icon, sounds, fonts, translations, rule packs, code tables, pinned keys"},

	{path: "camera", charter: "delivers pictures, the newest only; it defines Source"},
	{
		path:    "camera/handheld",
		charter: "reads USB hand scanners: those that type like a keyboard, and those on a serial line",
		ours:    []string{"camera"},
		outside: []string{"go.bug.st/serial"},
	},
	{
		path:    "camera/opencv",
		charter: "delivers pictures from webcams, video files and network cameras through gocv: the only OpenCV in the repository",
		ours:    []string{"camera"},
		outside: []string{"gocv.io/x/gocv"},
		starts:  1, // the pump, which alone touches the capture
	},
	{
		path:    "camera/pdf",
		charter: "draws the pages of a PDF file as pictures",
		outside: []string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero"},
	},
	{path: "camera/pdf/pdftest", charter: "writes PDF files for tests"},
	{
		path:    "camera/qr",
		charter: "reads the QR codes in a picture: the only gozxing",
		outside: []string{"github.com/makiuchi-d/gozxing"},
	},
	{
		path:    "camera/reel",
		charter: "shows training cards as moving pictures",
		ours:    []string{"camera", "camera/symbol", "verify/mint", "verify/reason"},
		outside: []string{"golang.org/x/image"},
	},
	{
		path:    "camera/sourcetest",
		charter: "holds what every camera.Source must keep",
		ours:    []string{"camera"},
		starts:  2, // calls that a broken Source would never end
	},
	{path: "camera/still", charter: "replays pictures as a camera", ours: []string{"camera"}},
	{
		path:    "camera/symbol",
		charter: "draws the QR code of a text, as issuers draw health cards",
		outside: []string{"rsc.io/qr"},
	},

	{
		path:    "verify",
		charter: "says whether a JWS is a genuine health card",
		ours:    []string{"verify/fhir", "verify/ijson", "verify/reason", "verify/shc", "verify/trust", "verify/vocab"},
	},
	{
		path:    "verify/fhir",
		charter: "reads the few facts a desk needs from a FHIR bundle",
		ours:    []string{"verify/ijson", "verify/reason", "verify/vocab"},
	},
	{
		path:    "verify/ijson",
		charter: "reads JSON that says one thing only: the objects of I-JSON",
		outside: []string{"github.com/go-json-experiment/json", "github.com/go-json-experiment/json/jsontext"},
	},
	{
		path:    "verify/mint",
		charter: "signs cards for training and tests: good ones and named bad ones",
		ours:    []string{"verify/shc", "verify/trust"},
		outside: []string{"github.com/lestrrat-go/jwx/v2"},
	},
	{path: "verify/reason", charter: "holds the closed lists: the outcomes of a scan, and why a card was not simply accepted"},
	{
		path:    "verify/rules",
		charter: "says which genuine cards are enough at this desk, on a given day, and why",
		ours:    []string{"assets", "verify", "verify/fhir", "verify/reason", "verify/vocab"},
		outside: []string{"cel.dev/cel-go", "go.yaml.in/yaml/v3"},
	},
	{
		path:    "verify/shc",
		charter: "opens a SMART Health Card's envelope, joins its parts, and hands out Unverified until a key has spoken",
		ours:    []string{"verify/ijson", "verify/reason"},
		outside: []string{"github.com/lestrrat-go/jwx/v2"},
	},
	{
		path:    "verify/trust",
		charter: "knows whose signature counts: issuers, their keys and their revocations, in an immutable Directory",
		ours:    []string{"assets", "verify/reason"},
		outside: []string{"github.com/lestrrat-go/jwx/v2"},
	},
	{path: "verify/trust/fetch", charter: "downloads the signed directory; it is the only HTTP client"},
	{
		path:    "verify/trust/fetch/fetchtest",
		charter: "plays the server that publishes the directory, well and badly",
		ours:    []string{"verify/trust", "verify/trust/fetch"},
	},
	{
		path:    "verify/vocab",
		charter: "holds the tables: vaccine, test and result codes to products, groups and meanings",
		ours:    []string{"assets"},
	},
}
