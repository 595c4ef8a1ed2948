package screen

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/sqlite"
	"passdesk/app/settings"
	"passdesk/verify/mint"
)

// day is a working desk, loop, log and screen, by a clock that runs as fast as
// the machine can.
type day struct {
	t      *testing.T
	app    *app.App
	state  desk.State
	screen *Screen
	window fyne.Window
	wants  map[scanlog.Kind]int // entries that must be in the log
	asked  bool                 // the result in view waits for an answer

	looking sync.Mutex // held by the test, but for while the desk works
}

// TestADay lets a desk work for a day: scans of all kinds, answers about the
// photo ID, tallies, locks. make day N=3000 is a busy one. Nothing may grow,
// no former holder's name may be left, and the log must have it all.
func TestADay(t *testing.T) {
	visitors, _ := strconv.Atoi(os.Getenv("PASSDESK_DAY"))
	if visitors <= 0 {
		visitors = 30
	}
	screen, w := open(t, scene{state: atRest()}, Light)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2021, 11, 24, 8, 0, 0, 0, time.UTC)))
		d := &day{t: t, screen: screen, window: w, wants: map[scanlog.Kind]int{}}
		stop := d.begin(filepath.Join(t.TempDir(), "log.db"))
		defer stop()
		var early usage
		former := ""
		for i := range visitors {
			name := fmt.Sprintf("Holder%dx", i)
			d.visit(i, name)
			d.hasForgotten(former)
			former = name
			if i == visitors/6 {
				early = d.use()
			}
			d.pass(time.Duration(2+i*7%21) * time.Second)
		}
		d.pass(time.Minute)
		d.hasForgotten(former)
		late := d.use()
		t.Logf("%d visitors until %s: after a sixth %v, at the end %v", visitors, time.Now().Format("15:04"), early, late)
		if late.heap > early.heap+4 || late.goroutines > early.goroutines || late.files > early.files {
			t.Errorf("the desk grows: from %v to %v", early, late)
		}
		d.hasItAll()
	})
}

// begin starts the desk.
func (d *day) begin(log string) (stop func()) {
	store, err := sqlite.Open(log)
	if err != nil {
		d.t.Fatal(err)
	}
	about := desk.About{Desk: "North", Policy: desktest.Policy, ResultFor: 30 * time.Second}
	set := settings.Default()
	st := desk.New(about, 0, nil, time.Now()).With(desk.Setup{Set: set}, desk.Network{}).Remembering([32]byte{1})
	d.app = app.New(app.Config{
		State: st, Store: store, Clock: time.Now, Outfit: app.Outfit{Book: desktest.Rulebook(d.t, mint.TrainingISS), Set: set},
		Show: func(s desk.State) {
			d.looking.Lock()
			defer d.looking.Unlock()
			d.state = s
			d.screen.Show(s)
		},
	})
	ctx, end := context.WithCancel(d.t.Context())
	ended := make(chan int)
	go func() { ended <- d.app.Run(ctx) }()
	d.looking.Lock()
	return func() {
		d.looking.Unlock()
		end()
		if lost := <-ended; lost > 0 {
			d.t.Errorf("%d entries are lost", lost)
		}
		store.Close()
	}
}

// work lets the desk work until everything has happened that is to happen.
func (d *day) work(do func()) {
	d.looking.Unlock()
	do()
	synctest.Wait()
	d.looking.Lock()
}

// pass lets time pass.
func (d *day) pass(t time.Duration) {
	d.work(func() { time.Sleep(t) })
	if d.asked && d.state.Result == nil { // it has closed
		d.asked = false
		d.wants[scanlog.Compared]++
	}
}

func (d *day) scan(by scanlog.By, texts ...string) {
	for _, text := range texts {
		d.work(func() { d.app.Read(desk.Reading{Text: text, By: by, Began: time.Now(), Took: 20 * time.Millisecond}) })
	}
	d.wants[scanlog.Scan]++
	if d.asked && d.state.Result != nil && d.state.Result.By == by && d.state.Result.Shown.Equal(d.state.Now) {
		d.wants[scanlog.Compared]++ // the one before was not answered
		d.asked = false
	}
	d.asked = d.asked || d.state.Result != nil && d.state.Result.Compares && d.state.Result.ID == ""
}

// visit lets the next visitor come, of one kind or another.
func (d *day) visit(i int, name string) {
	by := []scanlog.By{scanlog.ByScanner, scanlog.ByFile}[i%2]
	switch {
	case i%50 == 20:
		d.scan(by, desktest.Card(d.t, name, 40).Texts...)
	case i%10 == 7:
		d.scan(by, desktest.Card(d.t, name, 1).Texts[0])
	case i%10 == 8:
		jws := desktest.Card(d.t, name, 2).JWS
		d.scan(by, jws[:len(jws)-86]+strings.Repeat("A", 86))
	case i%10 == 9:
		d.scan(by, "https://menu.example/"+name)
	default:
		d.scan(by, desktest.Card(d.t, name, 2).Texts[0])
	}
	if d.state.Result == nil {
		d.t.Fatalf("visitor %d is not answered", i)
	}
	if i%10 < 7 && !contains(textsIn(d.screen.Content()), name) {
		d.t.Fatalf("visitor %d is not named", i)
	}
	d.pass(time.Second)
	d.does(i)
}

func (d *day) do(a desk.Action) { d.work(func() { d.app.Do(a) }) }

// does is what the receptionist does then.
func (d *day) does(i int) {
	switch {
	case i%3 != 0 && d.state.AsksID():
		d.do(desk.Compare{Shown: d.state.Result.Shown, Matches: i%7 != 0})
		d.asked = false
		d.wants[scanlog.Compared]++
	case i%25 == 24:
		d.do(desk.Lock{})
		d.pass(10 * time.Second)
		d.do(desk.Unlock{})
	case i%11 == 10:
		d.do(desk.Tally{Why: scanlog.Child})
		d.do(desk.Tally{Why: scanlog.PaperRecord})
		d.do(desk.Undo{})
		d.wants[scanlog.Tally] += 2
		d.wants[scanlog.Undo]++
	case i%13 == 12:
		d.do(desk.Clear{})
	}
	d.pass(0)
	if i%20 == 0 {
		d.window.Canvas().Capture() // painting is when Fyne lets go of what it keeps
	}
}

// hasForgotten looks for a name in the State and in all that the window holds.
func (d *day) hasForgotten(name string) {
	d.t.Helper()
	if name == "" {
		return
	}
	if contains(textsIn(d.screen.Content()), name) || strings.Contains(d.window.Title(), name) {
		d.t.Fatalf("%s is still in the window", name)
	}
	if holds(reflect.ValueOf(d.state), name, map[any]bool{}) {
		d.t.Fatalf("%s is still in the State", name)
	}
}

// hasItAll holds the log against what was done.
func (d *day) hasItAll() {
	d.t.Helper()
	got := map[scanlog.Kind]int{}
	for row, err := range scanlog.All(d.app.Store, scanlog.Query{}) {
		if err != nil {
			d.t.Fatal(err)
		}
		got[row.Kind]++
	}
	if !reflect.DeepEqual(got, d.wants) {
		d.t.Errorf("the log has %v, want %v", got, d.wants)
	}
	if want := d.wants[scanlog.Scan] + d.wants[scanlog.Tally] - d.wants[scanlog.Undo]; d.state.Today.Total() != want {
		d.t.Errorf("%d today, want %d", d.state.Today.Total(), want)
	}
	if err := scanlog.Verify(scanlog.All(d.app.Store, scanlog.Query{})); err != nil {
		d.t.Error(err)
	}
}

// usage is what the desk takes: megabytes of heap, goroutines, open files.
type usage struct {
	heap              float64
	goroutines, files int
}

func (u usage) String() string {
	return fmt.Sprintf("%.1f MB of heap, %d goroutines, %d files", u.heap, u.goroutines, u.files)
}

func (d *day) use() (u usage) {
	d.window.Canvas().Capture()
	d.pass(3 * time.Minute) // what Fyne keeps for a minute goes
	d.window.Canvas().Capture()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u.heap, u.goroutines = float64(m.HeapAlloc)/(1<<20), runtime.NumGoroutine()
	open, _ := os.ReadDir("/proc/self/fd") // empty where there is none
	u.files = len(open)
	return u
}

// holds looks for a word in all texts that a value leads to.
func holds(v reflect.Value, word string, seen map[any]bool) bool {
	switch v.Kind() {
	case reflect.String:
		return strings.Contains(v.String(), word)
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] {
			return false
		}
		seen[v.Pointer()] = true
		return holds(v.Elem(), word, seen)
	case reflect.Interface:
		return !v.IsNil() && holds(v.Elem(), word, seen)
	case reflect.Struct:
		for i := range v.NumField() {
			if holds(v.Field(i), word, seen) {
				return true
			}
		}
	case reflect.Slice, reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return false
		}
		for i := range v.Len() {
			if holds(v.Index(i), word, seen) {
				return true
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if holds(k, word, seen) || holds(v.MapIndex(k), word, seen) {
				return true
			}
		}
	}
	return false
}
