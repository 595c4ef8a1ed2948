package app_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/scanlog"
	"passdesk/app/scanlog/report"
	"passdesk/camera"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
)

// disk is a real store whose disk fails when it is told to.
type disk struct {
	scanlog.Memory
	mu    sync.Mutex
	fault error
	hang  chan struct{} // a write waits until it is closed, if there is one
	reads int
}

var errFull = &scanlog.Error{Doing: "write to the log", Err: errors.New("the disk is full")}

func (d *disk) fails(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault = err
}

func (d *disk) Append(e ...scanlog.Entry) error {
	d.mu.Lock()
	fault, hang := d.fault, d.hang
	d.mu.Unlock()
	if hang != nil {
		<-hang
	}
	if fault != nil {
		return fault
	}
	return d.Memory.Append(e...)
}

func (d *disk) Entries(q scanlog.Query) ([]scanlog.Row, error) {
	d.mu.Lock()
	d.reads++
	d.mu.Unlock()
	return d.Memory.Entries(q)
}

// quiet is a running desk without a camera in a bubble of its own time.
type quiet struct {
	t     *testing.T
	app   *app.App
	mu    sync.Mutex
	state desk.State
	ahead time.Duration // the desk's clock is, of the bubble's
	end   context.CancelFunc
	ended chan int
}

// clock begins in a year in which the cards are valid.
func (q *quiet) clock() time.Time {
	q.mu.Lock()
	defer q.mu.Unlock()
	return time.Now().AddDate(25, 0, 0).Add(q.ahead)
}

// putClock puts the desk's clock forward, or back.
func (q *quiet) putClock(by time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.ahead += by
}

func bubble(t *testing.T, test func(*quiet, *disk)) {
	synctest.Test(t, func(t *testing.T) {
		store := &disk{}
		test(begin(t, store), store)
	})
}

// lateBubble is a bubble that begins a minute before midnight, since a desk
// that works through a whole day takes the race detector half a minute.
func lateBubble(t *testing.T, test func(t *testing.T)) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		time.Sleep(time.Until(time.Date(now.Year(), now.Month(), now.Day()+1, 0, -1, 0, 0, now.Location())))
		test(t)
	})
}

// begin starts a desk that keeps its log in store.
func begin(t *testing.T, store app.Store) *quiet { return beginWith(t, store, nil) }

// beginWith does so with a camera.
func beginWith(t *testing.T, store app.Store, source camera.Source) *quiet {
	return beginAs(t, store, func(c *app.Config) { c.Camera = source })
}

// beginAs does so with what change makes of a desk.
func beginAs(t *testing.T, store app.Store, change func(*app.Config)) *quiet {
	ctx, end := context.WithCancel(t.Context())
	q := &quiet{t: t, end: end, ended: make(chan int, 1)}
	about := desk.About{Desk: "North", Policy: desktest.Policy, ResultFor: 30 * time.Second}
	config := app.Config{
		State: desk.New(about, 0, nil, q.clock()), Outfit: app.Outfit{Book: desktest.Rulebook(t, mint.TrainingISS)}, Store: store,
		Clock: q.clock, Show: func(s desk.State) {
			q.mu.Lock()
			defer q.mu.Unlock()
			q.state = s
		},
	}
	change(&config)
	q.app = app.New(config)
	go func() { q.ended <- q.app.Run(ctx) }()
	t.Cleanup(func() { q.stop() })
	return q
}

// stop ends the desk and gives how many entries were lost.
func (q *quiet) stop() int {
	q.end()
	lost := <-q.ended
	q.ended <- lost
	return lost
}

// after lets time pass and gives what is shown then.
func (q *quiet) after(d time.Duration) desk.State {
	time.Sleep(d)
	synctest.Wait()
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.state
}

func (q *quiet) scan(family string) {
	q.app.Read(desk.Reading{Text: desktest.Card(q.t, family, 2).JWS, By: scanlog.ByFile})
}

func numbers(t *testing.T, store scanlog.Store) (all []int64) {
	t.Helper()
	rows, err := store.Entries(scanlog.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		all = append(all, r.Number)
	}
	return all
}

func TestADeskGoesOnWhileTheLogCannotBeWrittenAndLosesNothing(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		store.fails(errFull)
		q.scan("Lovelace")
		if s := q.after(time.Second); s.Log.Trouble != errFull.Error() || s.Result == nil {
			t.Errorf("trouble %q, result %v", s.Log.Trouble, s.Result)
		}
		q.scan("Hopper")
		if s := q.after(time.Hour); s.Log.Trouble != errFull.Error() || s.Today.Total() != 2 {
			t.Errorf("trouble %q, %d today", s.Log.Trouble, s.Today.Total())
		}
		store.fails(nil)
		if s := q.after(3 * time.Second); s.Log.Trouble != "" || len(s.Log.Rows) != 2 {
			t.Errorf("trouble %q, %d rows", s.Log.Trouble, len(s.Log.Rows))
		}
	})
}

func TestCountsAreExportedWhileTheLogCannotBeWritten(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		q.scan("Lovelace")
		q.after(time.Second)
		store.fails(errFull)
		q.scan("Hopper")
		q.app.Export(filepath.Join(t.TempDir(), "counts.csv"), report.Export{What: report.Counts, Format: report.CSV})
		if s := q.after(time.Second); s.Notice.ID != "exported" {
			t.Errorf("notice %+v", s.Notice)
		}
	})
}

func TestAnEntryIsTriedAgainThoughTheDeskEnds(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		store.fails(errFull)
		q.scan("Lovelace")
		q.scan("Hopper")
		q.after(time.Second)
		q.end()
		q.after(time.Second)
		store.fails(nil)
		if lost := q.stop(); lost != 0 || len(numbers(t, store)) != 2 {
			t.Errorf("%d lost, kept %v", lost, numbers(t, store))
		}
	})
}

func TestACardThatTheEndInterruptsIsLogged(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		q.app.Read(desk.Reading{Text: desktest.Card(t, "Lovelace", 40).Texts[0], By: scanlog.ByCamera})
		q.stop()
		if rows, _ := store.Memory.Entries(scanlog.Query{}); len(rows) != 1 || rows[0].Reason != reason.Incomplete {
			t.Errorf("%+v", rows)
		}
	})
}

func TestTheEndIsNotHeldUpAndTellsWhatWasLost(t *testing.T) {
	for name, prepare := range map[string]func(*disk){
		"a full disk":       func(d *disk) { d.fails(errFull) },
		"a disk that hangs": func(d *disk) { d.hang = make(chan struct{}) },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(q *quiet, store *disk) {
				prepare(store)
				q.scan("Lovelace")
				q.after(time.Second)
				q.scan("Hopper")
				began := time.Now()
				if lost := q.stop(); lost != 2 || time.Since(began) > 6*time.Second {
					t.Errorf("%d lost after %s", lost, time.Since(began))
				}
				if store.hang != nil {
					close(store.hang)
				}
			})
		})
	}
}

// Two windows were opened on one log: both write under the desk's name.
func TestTwoWindowsUnderOneNameLoseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &disk{}
		one, two := begin(t, store), begin(t, store)
		var s desk.State
		for range 3 {
			one.scan("Lovelace")
			one.after(time.Second)
			two.scan("Hopper")
			s = two.after(time.Second)
		}
		if n := numbers(t, store); len(n) != 6 || n[0] != 6 || s.Log.Trouble != "" || s.Notice.ID != "log-shared" {
			t.Errorf("numbers %v, trouble %q, notice %+v", n, s.Log.Trouble, s.Notice)
		}
	})
}

// A log that was begun anew lacks the entries before.
func TestALogThatWasBegunAnewIsWrittenFromOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &struct{ app.Store }{&disk{}}
		q := begin(t, store)
		q.scan("Lovelace")
		q.after(time.Second)
		store.Store = &disk{}
		q.scan("Hopper")
		q.scan("Turing")
		s := q.after(time.Second)
		if n := numbers(t, store); len(n) != 2 || n[0] != 2 || s.Log.Trouble != "" {
			t.Errorf("numbers %v, trouble %q", n, s.Log.Trouble)
		}
	})
}

func TestABusyDeskReadsTheLogOnceForManyEntries(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		store.hang = make(chan struct{})
		for range 50 {
			q.scan("Lovelace")
		}
		close(store.hang)
		if s := q.after(time.Second); len(s.Log.Rows) != 50 || store.reads > 5 {
			t.Errorf("%d rows after %d readings", len(s.Log.Rows), store.reads)
		}
	})
}

// A clock that was wrong when the program started is put right, and a day on
// which scans were counted begins once more.
func TestTodayCountsWhatTheLogHoldsOfADayThatBegins(t *testing.T) {
	bubble(t, func(q *quiet, _ *disk) {
		q.scan("Lovelace")
		q.after(time.Second)
		q.putClock(-48 * time.Hour)
		q.scan("Hopper")
		if s := q.after(time.Second); s.Today.Total() != 1 || s.Today.Day != q.clock().Format(time.DateOnly) {
			t.Errorf("on a day without scans: %+v", s.Today)
		}
		q.putClock(48 * time.Hour)
		q.scan("Turing")
		if s := q.after(time.Second); s.Today.Total() != 2 || s.Today.Counts[reason.Accepted] != 2 {
			t.Errorf("on the day again: %+v", s.Today)
		}
	})
}

func TestAClockThatIsPutIsMarkedInTheLogOnce(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		q.scan("Lovelace")
		q.after(time.Minute)
		q.putClock(-time.Hour)
		q.after(time.Minute)
		q.scan("Hopper")
		q.after(time.Second)
		rows, _ := store.Memory.Entries(scanlog.Query{})
		if len(rows) != 3 || rows[1].Kind != scanlog.ClockJump {
			t.Fatalf("%+v", rows)
		}
		would, err := time.Parse(time.RFC3339, rows[1].Detail)
		if off := would.Sub(rows[1].At) - time.Hour; err != nil || off.Abs() > time.Second {
			t.Errorf("marked as %s at %s, %v", rows[1].Detail, rows[1].At, err)
		}
	})
}

// A day's end while the desk is open, and the day after.
func TestADayThatEndsIsSealedInTheLog(t *testing.T) {
	lateBubble(t, func(t *testing.T) {
		store := &disk{}
		q := begin(t, store)
		q.scan("Lovelace")
		q.after(time.Second)
		day := q.clock().Format(time.DateOnly)
		q.after(time.Hour)
		rows, _ := store.Memory.Entries(scanlog.Query{})
		if len(rows) != 2 || rows[0].Kind != scanlog.DaySeal || rows[0].Refers != 1 || rows[0].Detail != day {
			t.Errorf("%+v", rows)
		}
	})
}

func TestADayWithoutVisitorsIsNotSealed(t *testing.T) {
	lateBubble(t, func(t *testing.T) {
		store := &disk{}
		begin(t, store).after(time.Hour)
		if rows, _ := store.Memory.Entries(scanlog.Query{}); len(rows) != 0 {
			t.Errorf("%+v", rows)
		}
	})
}

func TestAQueueThatGrowsIsShownAndIsBounded(t *testing.T) {
	bubble(t, func(q *quiet, store *disk) {
		store.hang = make(chan struct{})
		for range 25 {
			q.scan("Lovelace")
		}
		if s := q.after(time.Second); s.Log.Waiting != 25 || s.Result == nil {
			t.Errorf("%d wait, result %v", s.Log.Waiting, s.Result)
		}
		for range 10_000 {
			q.app.Do(desk.ClockJumped{By: time.Hour}) // the cheapest entry there is
		}
		if s := q.after(time.Second); s.Log.Waiting != 10_000 || s.Log.Lost != 25 {
			t.Errorf("%d wait, %d lost", s.Log.Waiting, s.Log.Lost)
		}
		close(store.hang)
		q.after(time.Minute)
		q.scan("Hopper")
		s := q.after(time.Minute)
		if n := numbers(t, store); len(n) != 10_001 || s.Log.Waiting != 0 || s.Log.Trouble != "" {
			t.Errorf("kept %d, %d wait, trouble %q", len(n), s.Log.Waiting, s.Log.Trouble)
		}
		if lost := q.stop(); lost != 25 {
			t.Errorf("tells of %d lost", lost)
		}
	})
}

// kept is a log that remembers what was to be removed.
type kept struct {
	disk
	purged []string
	days   int // that are left to remove
}

func (k *kept) Purge(before string, _ time.Time) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.purged = append(k.purged, before)
	k.days--
	return max(k.days, 0), nil
}

func TestOldVisitsAreRemovedAsTheSettingsSay(t *testing.T) {
	for name, c := range map[string]struct {
		days  int
		ahead time.Duration // of the clock, of the log's latest entry
		want  string
	}{
		"a day later":                {30, 24 * time.Hour, "2024-12-02"},
		"kept for ever":              {0, 24 * time.Hour, ""},
		"the clock is ten years off": {30, 10 * 365 * 24 * time.Hour, "2024-12-02"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &kept{days: 3}
				latest := time.Date(2025, 1, 1, 9, 0, 0, 0, time.UTC)
				q := beginAs(t, store, func(c2 *app.Config) {
					c2.Outfit.Set.LogKeepDays, c2.Outfit.Latest = c.days, latest
					c2.Clock = func() time.Time { return latest.Add(c.ahead) }
				})
				q.after(time.Second)
				q.stop()
				var want []string
				if c.want != "" {
					want = []string{c.want}
				}
				if got := slices.Compact(slices.Clone(store.purged)); !slices.Equal(got, want) || store.days > 0 && c.want != "" {
					t.Errorf("removed before %q, want %q", store.purged, want)
				}
			})
		})
	}
}

func TestAServersNewsIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tell := make(chan desk.ServerIs)
		q := beginAs(t, &disk{}, func(c *app.Config) {
			c.Deliver = func(ctx context.Context, say func(desk.ServerIs)) {
				for {
					select {
					case s := <-tell:
						say(s)
					case <-ctx.Done():
						return
					}
				}
			}
		})
		tell <- desk.ServerIs{Waiting: 4, Trouble: "away"}
		if s := q.after(time.Second); s.Log.Server != (desk.Server{Waiting: 4, Trouble: "away"}) {
			t.Errorf("%+v", s.Log.Server)
		}
		tell <- desk.ServerIs{}
		if s := q.after(time.Second); s.Log.Server != (desk.Server{}) {
			t.Errorf("%+v", s.Log.Server)
		}
	})
}

func TestWhatTheLogCannotGiveIsSaid(t *testing.T) {
	bubble(t, func(q *quiet, _ *disk) {
		q.app.Export(filepath.Join(t.TempDir(), strings.Repeat("x", 300)), report.Export{What: report.Counts, Format: report.CSV})
		if s := q.after(time.Second); s.Notice.ID != "export-failed" {
			t.Errorf("%+v", s.Notice)
		}
	})
}
