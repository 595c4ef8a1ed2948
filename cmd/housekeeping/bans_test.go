package housekeeping

import "strings"

// ban keeps a part of the standard library out of rooms where it would break
// a promise.
type ban struct {
	imports []string
	rooms   []string // rooms and all below them; empty means everywhere
	but     []string // rooms and all below them
	why     string
}

var bans = []ban{
	{
		imports: []string{"os", "os/exec", "os/signal", "io/ioutil"},
		rooms:   []string{"verify", "app/screen", "app/desk", "app/scanlog/report"},
		why:     "files are parameters here",
	},
	{
		imports: []string{"C", "unsafe"},
		but:     []string{"cmd/passdesk", "camera/opencv"},
		why:     "only two rooms need cgo",
	},
	{
		imports: []string{"math/rand"},
		why:     "math/rand/v2 for tests, crypto/rand for keys",
	},
	{
		imports: []string{"log", "log/slog", "expvar", "net/http/pprof"},
		but:     []string{"cmd"},
		why:     "what a log line may say is decided in one place",
	},
}

// connects lists the rooms that may open connections or be asked by others,
// each with what it does so by. The only connections are those of the
// directory's download, of the log server, and of a camera whose address a
// person typed; the last one is OpenCV's.
var connects = map[string][]string{
	"app/scanlog/postgres":         {"net"}, // and pgx
	"app/scanlog/postgres/pgtest":  {"net"},
	"verify/trust/fetch":           {"crypto/tls", "net", "net/http"},
	"verify/trust/fetch/fetchtest": {"net/http", "net/http/httptest"},
}

// fetchers are functions of libraries that fetch what an address names, where
// a card may have brought the address: a key set's, a certificate's, a
// picture's. Nobody calls them.
var fetchers = map[string][]string{
	"jwk":     {"AutoRefresh", "Fetch", "NewAutoRefresh", "NewCache", "NewCachedSet"},
	"jws":     {"NewVerifyAuto", "VerifyAuto", "WithVerifyAuto"},
	"jwt":     {"WithVerifyAuto"},
	"fyne":    {"LoadResourceFromURLString"},
	"canvas":  {"NewImageFromURI"},
	"storage": {"LoadResourceFromURI", "Reader"},
}

// clocks are the functions of package time that read the clock or wait on it.
// Those that read it are kept to cmd and to where a frame is stamped; verify
// and the screen do not even wait.
var (
	readsClock = []string{"Now", "Since", "Until"}
	waitsClock = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Sleep", "Tick"}

	mayReadClock = []string{"cmd", "camera/opencv", "camera/still", "camera/sourcetest"}
	mayNotWait   = []string{"verify", "app/screen", "app/desk", "app/scanlog", "camera/qr", "assets"}
)

// within tells whether a room is one of some rooms or below one of them.
func within(path string, rooms []string) bool {
	for _, r := range rooms {
		if path == r || strings.HasPrefix(path, r+"/") {
			return true
		}
	}
	return false
}
