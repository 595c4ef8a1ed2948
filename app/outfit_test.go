package app_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"passdesk/app"
	"passdesk/app/desk"
	"passdesk/app/desk/desktest"
	"passdesk/app/settings"
	"passdesk/camera"
	"passdesk/camera/still"
	"passdesk/verify"
	"passdesk/verify/mint"
	"passdesk/verify/reason"
	"passdesk/verify/rules"
	"passdesk/verify/trust"
	"passdesk/verify/vocab"
)

// trainingBook is the rulebook of the training, a real one.
func trainingBook(t *testing.T) desk.Rulebook {
	t.Helper()
	d, err := trust.New()
	if err != nil {
		t.Fatal(err)
	}
	v, err := verify.New(verify.Config{Directory: d, Tables: vocab.Shipped(), Training: true})
	if err != nil {
		t.Fatal(err)
	}
	p, err := rules.NewPolicy(desktest.Policy)
	if err != nil {
		t.Fatal(err)
	}
	return struct {
		*verify.Verifier
		*rules.Policy
	}{v, p}
}

// shot is a camera that shows one picture again and again, until it is turned
// away.
func shot(now func() time.Time, img image.Image) app.Opener {
	return func(context.Context) (camera.Source, error) {
		return still.Pictures([]image.Image{img}, still.Show{Loop: true, Every: 33 * time.Millisecond, Now: now}), nil
	}
}

func grey(y uint8) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range img.Pix {
		img.Pix[i] = y
	}
	return img
}

// shade gives the shade of the picture on view.
func shade(s desk.State) uint8 {
	if s.Picture == nil {
		return 0
	}
	return color.GrayModel.Convert(s.Picture.At(5, 5)).(color.Gray).Y
}

// withCamera gives a desk a real kept camera.
func withCamera(c *app.Config, at, reel app.Opener) {
	kept := camera.Keep(nil, camera.Keeping{})
	c.Camera, c.Turn, c.Reel, c.Outfit.Open = kept, kept.Use, reel, at
}

func TestTheTrainingShowsItsReelAndLogsNothing(t *testing.T) {
	real, practice := desktest.Card(t, "Lovelace", 2), desktest.Card(t, "Hopper", 2)
	f := run(t, func(c *app.Config) {
		c.Outfit.Book, c.Outfit.Training = desktest.Rulebook(t), trainingBook(t)
		withCamera(c, shot(c.Clock, held(t, real.Texts[0])), shot(c.Clock, held(t, practice.Texts[0])))
	})
	f.await("a test issuer", func(s desk.State) bool {
		return s.Result != nil && s.Result.Decision.Reason == reason.TestIssuer && logged(1)(s)
	})
	f.app.Do(desk.Train{On: true})
	s := f.await("the reel's card", func(s desk.State) bool { return s.Training.On && s.Result != nil })
	if name := s.Result.Verdict.Record; name == nil || name.Holder.Name.Family != "Hopper" {
		t.Errorf("shown %+v", s.Result.Decision)
	}
	f.app.Do(desk.Train{})
	f.await("the desk's card again", func(s desk.State) bool {
		return !s.Training.On && s.Result != nil && s.Result.Decision.Reason == reason.TestIssuer
	})
	f.stop()
	for _, row := range f.rows() {
		if row.Outcome != reason.Unverified || row.Reason != reason.TestIssuer {
			t.Errorf("logged %+v", row)
		}
	}
}

// A picture that was on its way when the camera was turned is of the other
// side.
func TestNoPictureOfTheOtherSideIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := beginAs(t, &disk{}, func(c *app.Config) { withCamera(c, shot(c.Clock, grey(50)), shot(c.Clock, grey(200))) })
		for range 5 {
			for _, on := range []bool{true, false} {
				q.after(time.Second)
				q.app.Do(desk.Train{On: on})
				for range 20 {
					s := q.after(7 * time.Millisecond)
					if want := map[bool]uint8{true: 200, false: 50}[s.Training.On]; s.Picture != nil && shade(s) != want {
						t.Fatalf("training %v, shade %d", s.Training.On, shade(s))
					}
				}
				if s := q.after(time.Second); s.Picture == nil || s.Training.On != on {
					t.Fatalf("training %v, picture %v", s.Training.On, s.Picture != nil)
				}
			}
		}
	})
}

func TestADeskMayBeginInTraining(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := beginAs(t, &disk{}, func(c *app.Config) {
			withCamera(c, shot(c.Clock, grey(50)), shot(c.Clock, grey(200)))
			c.State, _ = c.State.Act(desk.Train{On: true}, c.State.Now)
		})
		if s := q.after(time.Second); shade(s) != 200 || s.Camera.Phase == desk.Failed {
			t.Errorf("%+v, shade %d", s.Camera, shade(s))
		}
	})
}

// back is an office that keeps its settings in memory.
type back struct {
	t  *testing.T
	mu sync.Mutex

	set    settings.Settings
	full   error // why nothing can be kept
	offers error // what an update comes to
	hangs  bool

	updates int
	checked time.Time
	now     func() time.Time
	last    int64
}

func (b *back) office() app.Office {
	return app.Office{Refit: b.refit, Change: b.change, Update: b.update, Cameras: func() []desk.Webcam {
		return []desk.Webcam{{ID: "Webcam", Name: "Webcam"}}
	}}
}

func (b *back) change(s settings.Settings) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.set = s
	return b.full
}

func (b *back) refit() (app.Outfit, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	shades := map[string]uint8{"": 50, "other": 120}
	o := app.Outfit{
		Book: desktest.Rulebook(b.t, mint.TrainingISS), Set: b.set, Last: b.last, Reopen: b.set.Camera != "",
		About: desk.About{Desk: b.set.Desk, Policy: desktest.Policy, ResultFor: time.Duration(b.set.ResultSeconds) * time.Second},
		Open:  shot(b.now, grey(shades[b.set.Camera])),
	}
	o.About.Directory.Checked = b.checked
	if b.updates > 0 {
		o.Network.Last = b.now()
	}
	if b.offers != nil {
		o.Network.Fault = "offline"
	}
	return o, nil
}

func (b *back) update(ctx context.Context) error {
	b.mu.Lock()
	b.updates++
	hangs := b.hangs
	b.mu.Unlock()
	if hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.offers == nil {
		b.checked = b.now()
	}
	return b.offers
}

// atDesk starts a desk with an office, whose directory was checked at its
// start.
func atDesk(t *testing.T, change func(*app.Config, *back)) (*quiet, *back) {
	b := &back{t: t, set: settings.Default()}
	b.set.Desk = "North"
	q := beginAs(t, &disk{}, func(c *app.Config) {
		b.now, b.checked = c.Clock, c.Clock()
		c.Office = b.office()
		withCamera(c, shot(c.Clock, grey(50)), nil)
		c.State = c.State.With(desk.Setup{Set: b.set}, desk.Network{})
		c.State, _ = c.State.Act(desk.DirectoryIs{Directory: desk.Directory{Issuers: 1, Checked: b.checked}}, c.State.Now)
		change(c, b)
	})
	return q, b
}

func unchanged(*app.Config, *back) {}

func TestAChangedSettingCountsAtOnceAndIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, unchanged)
		set := b.set
		set.ResultSeconds, set.Camera, set.Desk = 5, "other", "South"
		b.last = 41
		q.app.Change(set)
		s := q.after(time.Second)
		if s.Setup.Set.ResultSeconds != 5 || s.About.Desk != "South" || shade(s) != 120 || s.Setup.Trouble != "" {
			t.Fatalf("%+v, shade %d", s.About, shade(s))
		}
		q.scan("Lovelace")
		if s = q.after(time.Second); s.Result == nil || len(s.Log.Rows) != 2 || s.Log.Rows[0].Desk != "South" {
			t.Fatalf("result %v, rows %+v", s.Result, s.Log.Rows)
		}
		if s = q.after(5 * time.Second); s.Result != nil {
			t.Error("the result stays as long as before")
		}
	})
}

func TestASettingThatCannotBeKeptCountsForThisRunAndIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, func(_ *app.Config, b *back) { b.full = errors.New("no room") })
		set := b.set
		set.ResultSeconds = 5
		q.app.Change(set)
		s := q.after(time.Second)
		if s.Setup.Set.ResultSeconds != 5 || s.Setup.Trouble != "no room" || s.Notice.ID != "settings-failed" {
			t.Errorf("%+v, %+v", s.Setup, s.Notice)
		}
		b.mu.Lock()
		b.full = nil
		b.mu.Unlock()
		q.app.Change(set)
		if s := q.after(time.Second); s.Setup.Trouble != "" {
			t.Errorf("still said: %+v", s.Setup)
		}
	})
}

// A change that was asked for just before a training began does not bring the
// camera into it.
func TestAChangeDoesNotTurnTheCameraOfATraining(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, func(c *app.Config, _ *back) { c.Reel = shot(c.Clock, grey(200)) })
		set := b.set
		set.Camera = "other"
		q.app.Change(set)
		q.app.Do(desk.Train{On: true})
		if s := q.after(time.Second); shade(s) != 200 {
			t.Errorf("shade %d in training", shade(s))
		}
		q.app.Do(desk.Train{})
		if s := q.after(time.Second); shade(s) != 120 {
			t.Errorf("shade %d after it", shade(s))
		}
	})
}

func TestTheCamerasAreListedWhenTheSettingsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, _ := atDesk(t, unchanged)
		q.app.Do(desk.Show{View: desk.SettingsView})
		if s := q.after(time.Second); len(s.Setup.Cameras) != 1 {
			t.Errorf("%+v", s.Setup.Cameras)
		}
	})
}

func (b *back) asked() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.updates
}

// later puts the clock forward and lets the desk notice.
func (q *quiet) later(d time.Duration) desk.State {
	q.putClock(d)
	return q.after(time.Second)
}

func TestTheDirectoryIsUpdatedEachDayByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, unchanged)
		if q.later(23 * time.Hour); b.asked() != 0 {
			t.Fatalf("%d updates on the first day", b.asked())
		}
		if s := q.later(time.Hour); b.asked() != 1 || s.Network.Busy || s.Notice.ID != "" || s.Network.Last.IsZero() {
			t.Fatalf("%d updates, %+v, %+v", b.asked(), s.Network, s.Notice)
		}
		for range 3 {
			q.later(12 * time.Hour)
			q.later(12 * time.Hour)
		}
		if b.asked() != 4 {
			t.Errorf("%d updates after four days", b.asked())
		}
	})
}

func TestAFailedUpdateIsTriedAgainEachHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, func(_ *app.Config, b *back) { b.offers = errors.New("no network") })
		q.later(24 * time.Hour)
		q.later(30 * time.Minute)
		s := q.later(30 * time.Minute)
		if b.asked() != 2 || s.Network.Fault != "offline" || s.Notice.ID != "" {
			t.Errorf("%d tries, %+v, %+v", b.asked(), s.Network, s.Notice)
		}
		q.app.UpdateDirectory()
		if s := q.after(time.Second); b.asked() != 3 || s.Notice.ID != "directory-failed" || s.Notice.About != "no network" {
			t.Errorf("by hand: %d tries, %+v", b.asked(), s.Notice)
		}
	})
}

func TestWithTheSwitchOffTheNetworkIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, func(c *app.Config, b *back) {
			b.set.Network = false
			c.State = c.State.With(desk.Setup{Set: b.set}, desk.Network{})
		})
		if q.later(100 * time.Hour); b.asked() != 0 {
			t.Fatalf("%d updates", b.asked())
		}
	})
}

func TestAnUpdateThatHangsHoldsUpNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q, b := atDesk(t, func(_ *app.Config, b *back) { b.hangs = true })
		q.app.UpdateDirectory()
		q.app.UpdateDirectory()
		q.scan("Lovelace")
		s := q.after(time.Second)
		if !s.Network.Busy || s.Result == nil || b.asked() != 1 {
			t.Errorf("busy %v, result %v", s.Network.Busy, s.Result != nil)
		}
		began := time.Now()
		if q.stop(); time.Since(began) > time.Second {
			t.Errorf("the end took %s", time.Since(began))
		}
	})
}
