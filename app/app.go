// Package app joins sources, rulebook, log and screen: the one loop of the
// program.
//
// The loop owns the desk's State. Everything that happens reaches it over a
// channel: pictures, readings, a person's actions, news of the log. Each
// source has one pump, and so have the store and the reports; none of them
// knows another.
package app

import (
	"cmp"
	"context"
	"sync/atomic"
	"time"

	"passdesk/app/desk"
	"passdesk/app/scanlog"
	"passdesk/camera"
	"passdesk/camera/qr"
	"passdesk/verify/reason"
)

// Config is what a desk is made of. Camera, Turn and Reel may be nil.
type Config struct {
	State  desk.State // to begin with, see desk.New
	Outfit Outfit     // to begin with
	Office Office
	Store  Store // keeps the log
	// Deliver takes the log to a server until ctx ends, and tells how that
	// stands; nil where the Store is all.
	Deliver func(ctx context.Context, tell func(desk.ServerIs))
	Show    func(desk.State) // draws; called from the loop, must not wait
	Clock   func() time.Time

	Camera camera.Source // delivers the pictures
	Turn   func(Opener)  // lets Camera take them from elsewhere
	Reel   Opener        // what there is to see in training
	// Look is how long the reader may look at one picture before it takes the
	// newest; frameTime if zero. A machine of a tenth of the speed needs more.
	Look time.Duration

	Chime func(reason.Outcome) // sounds for a new answer; nil where there is no sound; must not wait

	Clip func() ([]byte, error) // gives the picture in the system's clipboard; nil where there is none

	Watch Watch // measures; its zero value does not
}

// App is a running desk. Its methods may be called from any goroutine.
type App struct {
	Config
	state    desk.State
	outfit   Outfit    // in force
	turned   time.Time // when the camera in force began
	pictured time.Time // when the last picture came

	pictures newest[camera.Frame] // for the screen
	toRead   newest[camera.Frame] // for the code reader
	answered answered
	looks    newest[look]     // for the loop: what the code reader sees but cannot read
	seesCode atomic.Bool      // there was something like a code in the last picture that was read
	forgets  newest[struct{}] // for the code reader: drop what is left of a visitor's code
	events   chan event
	requests queue[request] // for the store
	files    queue[errand]  // for the file pump
	reports  reports        // and their pump
	updates  chan bool      // for the network pump; whether a person asked
	lines    newest[listening]
	hangUp   context.CancelFunc // ends the line in force
	unsaved  atomic.Int64       // entries that the store does not have yet
	lost     int64              // entries that were not kept for it
	noted    []letters          // initials that go to the store behind their entry
	forgot   time.Time          // when those that are over were last removed
	clocks   clocks
	trying   bool // a PIN is being tried
	reading  int  // folders that are being read

	ended context.Context // ends with the loop
	end   context.CancelFunc
}

// event is something that changes the desk's state.
type event func(*App) []scanlog.Entry

// tick is how often time passes at the desk: often enough for a bar that
// shrinks smoothly enough to be read as time.
const tick = 100 * time.Millisecond

// frameTime is a picture's share of a second of 30. The reader needs a third
// of it; but a machine that is slow or busy must come to the end of a look too,
// or it would never read a card: longestLook is for a few of the pictures that
// would be cut short, which take less on most.
const frameTime, longestLook = 33 * time.Millisecond, 2 * time.Second

// New makes a desk that Run starts.
func New(c Config) *App {
	ended, end := context.WithCancel(context.Background())
	return &App{
		Config: c, state: c.State, outfit: c.Outfit, ended: ended, end: end,
		pictures: makeNewest[camera.Frame](), toRead: makeNewest[camera.Frame](), looks: makeNewest[look](), forgets: makeNewest[struct{}](),
		lines:  makeNewest[listening](),
		events: make(chan event), files: makeQueue[errand](), requests: makeQueue[request](), reports: reports{queue: makeQueue[func()]()},
		updates: make(chan bool, 1),
	}
}

// Run is the loop. It returns when ctx ends, after all entries are with the
// store or the store has had a fair chance to take them, and gives how many
// are lost. Nothing is shown any more once it has returned.
func (a *App) Run(ctx context.Context) (lost int) {
	pumps, stop := context.WithCancel(ctx)
	storing, giveUp := context.WithCancel(context.Background())
	defer giveUp()
	stored := make(chan struct{})
	go a.pumpStore(storing, stored)
	go a.pumpFiles(pumps)
	go a.pumpReports(pumps)
	go a.pumpNetwork(pumps)
	go a.pumpLine(pumps)
	a.turnLine()
	if a.Deliver != nil {
		go a.Deliver(pumps, a.serverIs)
	}
	a.turnCamera()
	if a.Camera != nil {
		go a.pumpCamera(pumps)
		reader := qr.NewLiveReader(cmp.Or(a.Look, frameTime), a.Clock)
		reader.Linger(longestLook)
		go a.pumpReading(pumps, reader)
	}
	clock := time.NewTicker(tick)
	defer clock.Stop()
	a.askNewest()
	a.recordIssuers()
	a.retain(a.outfit.Latest)
	a.Show(a.state)
	for ctx.Err() == nil {
		a.step(ctx, clock.C)
	}
	stop()
	a.end()
	// A card of which parts are missing is given up, and that is an entry.
	_, entries := a.state.Act(desk.Clear{}, a.Clock())
	a.record(entries)
	a.flush(stored)
	return int(a.unsaved.Load() + a.lost)
}

// step waits for one thing to happen and shows what it led to.
func (a *App) step(ctx context.Context, clock <-chan time.Time) {
	var entries []scanlog.Entry
	before, waits := a.state, false
	next, pending := a.requests.next()
	files, file := a.files.next()
	reports, job := a.reports.queue.next()
	select {
	case <-ctx.Done():
		return
	case next <- pending:
		a.requests.taken()
		return
	case files <- file:
		a.files.taken()
		return
	case reports <- job:
		a.reports.queue.taken()
		return
	case f := <-a.pictures:
		if a.isPast(f) {
			return
		}
		a.state, entries = a.state.Act(desk.Seen{Picture: f.Image}, a.Clock())
		a.pictured = a.state.Now
	case l := <-a.looks:
		if a.isPast(l.in) {
			return
		}
		a.state, entries = a.state.Act(l.saw, a.Clock())
		waits = a.state.Coach == before.Coach && a.picturesCome() // an outline comes with its picture
	case e := <-a.events:
		entries = e(a)
	case ticked := <-clock:
		entries = a.pass(ticked)
		if a.state.UpdateDue() {
			a.update(false)
		}
		a.closeDays()
		a.countInside(false)
		a.forgetInitials()
		waits = a.picturesCome()
	}
	a.follow(before)
	a.record(entries)
	if !waits && ctx.Err() == nil { // else the screen may be ending too
		a.Show(a.state)
	}
}

// picturesCome tells whether the next picture will show what is new before
// anybody misses it: a window painted for each of the two is painted a third
// too often.
func (a *App) picturesCome() bool {
	return a.state.Picture != nil && a.state.Now.Sub(a.pictured) < tick
}

// pass lets time pass at the desk.
func (a *App) pass(ticked time.Time) []scanlog.Entry {
	now := a.Clock()
	var jumped []scanlog.Entry
	if by := a.clocks.jump(ticked, now); by != 0 {
		a.state, jumped = a.state.Act(desk.ClockJumped{By: by}, now)
	}
	if waiting := a.manyUnsaved(); waiting != a.state.Log.Waiting || a.lost != a.state.Log.Lost {
		a.state, _ = a.state.Act(desk.Unsaved{Waiting: waiting, Lost: a.lost}, now)
	}
	var entries []scanlog.Entry
	a.state, entries = a.state.Tick(now)
	return append(jumped, entries...)
}

// follow does what a change of the State asks for.
func (a *App) follow(before desk.State) {
	if a.state.Today.Day != before.Today.Day { // before the entries, which are in the State's count
		a.requests.add(request{day: a.state.Today.Day})
		if day, err := time.ParseInLocation(time.DateOnly, before.Today.Day, a.state.Now.Location()); err == nil {
			a.retain(day)
		}
	}
	if a.state.Training.On != before.Training.On || a.state.CameraRests() != before.CameraRests() {
		a.turnCamera()
	}
	if a.state.Log.Query != before.Log.Query {
		a.askNewest()
	}
	if a.state.View != before.View && (a.state.View == desk.LogView || a.state.View == desk.HistoryView) {
		a.requests.add(request{values: true})
	}
	if a.state.View == desk.HistoryView && (before.View != desk.HistoryView || a.state.History.Days != before.History.Days) {
		a.askHistory()
	}
	if a.state.Result == nil && before.Result != nil {
		a.forgets.put(struct{}{})
	}
	a.sound(before)
	if a.state.View == desk.SettingsView && (before.View != desk.SettingsView || a.state.About.Policy != before.About.Policy) {
		a.askBefore()
	}
	if a.state.View == desk.SettingsView && (before.View != desk.SettingsView || a.state.Camera != before.Camera) {
		a.listCameras()
		a.listPorts()
	}
}

// sound lets an answer be heard that has just come.
func (a *App) sound(before desk.State) {
	if isNew(before, a.state) && a.Chime != nil && a.state.Setup.Set.Sound {
		a.Chime(a.state.Result.Decision.Outcome)
	}
}

// Do lets a person's action, or news of a part of the program, happen.
func (a *App) Do(action desk.Action) {
	a.post(func(a *App) (entries []scanlog.Entry) {
		if _, is := action.(desk.Clear); is {
			a.forgets.put(struct{}{})
		}
		a.state, entries = a.state.Act(action, a.Clock())
		return entries
	})
}

// Read lets a text reach the desk.
func (a *App) Read(r desk.Reading) {
	a.post(func(a *App) []scanlog.Entry { return a.scan(r) })
}

func (a *App) scan(r desk.Reading) (entries []scanlog.Entry) {
	before := a.state
	a.state, entries = a.state.Scan(r, a.Clock(), a.book())
	a.noteInitials(before, entries)
	return entries
}

// post hands an event to the loop; it is dropped once the loop has ended.
func (a *App) post(e event) {
	select {
	case a.events <- e:
	case <-a.ended.Done():
	}
}
