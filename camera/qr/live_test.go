package qr

import (
	"image"
	"math/rand/v2"
	"testing"
	"time"
)

// tickingClock goes forward by a step each time it is looked at.
type tickingClock struct {
	now  time.Time
	step time.Duration
	asks int
}

func (c *tickingClock) read() time.Time {
	c.asks++
	c.now = c.now.Add(c.step)
	return c.now
}

// withstands is a symbol that is found and cannot be read.
func withstands() shot {
	s := deskFrame
	s.damaged = .3
	return s
}

func TestReadStopsOneUnitAfterTheDeadline(t *testing.T) {
	img := withstands().take(t)
	for units := 0; units < 40; units += orRacing(1, 7) {
		clock := &tickingClock{step: time.Millisecond}
		r := NewLiveReader(time.Duration(units)*time.Millisecond, clock.read)
		r.Read(img)
		// The first look sets the deadline, and the last finds it passed.
		if most := 2 + units; clock.asks > most {
			t.Errorf("%d units of time: the clock was asked %d times", units, clock.asks)
		}
	}
}

func TestSomePicturesThatWouldBeCutShortLinger(t *testing.T) {
	img := shot{version: 7, width: 240, height: 240, damaged: .3}.take(t)
	const units = 3
	clock := &tickingClock{step: time.Millisecond}
	r := NewLiveReader(units*time.Millisecond, clock.read)
	r.Linger(time.Minute)
	for picture := 1; picture <= 2*everyLinger+firstLinger; picture++ {
		clock.asks = 0
		r.Read(img)
		lingers := picture%everyLinger == firstLinger
		if took := clock.asks; took > 2+units != lingers {
			t.Errorf("picture %d: %d units of time", picture, took)
		}
	}
}

func TestAPictureCutShortIsTakenForLikeTheLastThatWasNot(t *testing.T) {
	cut := shot{version: 10, module: 6, centre: Point{0, -150}, turn: 225, damaged: .2}.take(t)
	clock := &tickingClock{step: time.Millisecond}
	r := NewLiveReader(0, clock.read)
	r.Linger(time.Minute)
	for picture := 1; picture <= 2*everyLinger; picture++ {
		want := Cut
		if picture < firstLinger {
			want = NoCode // there was no time to see it
		}
		if _, got := r.Read(cut); got != want {
			t.Errorf("picture %d: %s, want %s", picture, got, want)
		}
	}
	r.Forget()
	if _, got := r.Read(cut); got != NoCode {
		t.Errorf("after all was forgotten: %s", got)
	}
}

func TestLingersOnAsLongAsThatHelpsToRead(t *testing.T) {
	img := shot{version: 22, width: 480, height: 480}.take(t)
	clock := &tickingClock{step: time.Millisecond}
	r := NewLiveReader(0, clock.read)
	r.Linger(time.Minute)
	for picture := 1; picture <= 6; picture++ {
		codes, _ := r.Read(img)
		if read := len(codes) == 1; read != (picture >= firstLinger) {
			t.Errorf("picture %d is read: %t", picture, read)
		}
	}
}

func TestWhatAPictureHasNoTimeForComesFirstInTheNext(t *testing.T) {
	empty := shot{width: 320, height: 240, version: 1, module: .2, noise: 4}.take(t)
	const levels, turns = 4, 2 // levels of a small picture
	for units := range 30 {
		clock := &tickingClock{step: time.Millisecond}
		r := NewLiveReader(time.Duration(units)*time.Millisecond, clock.read)
		for picture := 1; r.turn < turns; picture++ {
			if picture > turns*levels {
				t.Fatalf("%d units of time: %d turns and %d levels in %d pictures", units, r.turn, r.ahead, picture)
			}
			r.Read(empty)
		}
	}
}

func TestTheFirstLevelIsReadHoweverLateItIs(t *testing.T) {
	clock := &tickingClock{step: time.Hour}
	r := NewLiveReader(0, clock.read)
	for _, s := range []shot{{}, {inverted: true, turn: 30}} {
		img := s.take(t)
		r.take(img)
		sc := newScan(r, effort{attempts: 24, allowance: allowance{late: func() bool { return true }}})
		sc.look(quickLevels[0])
		if len(r.found) < 3 {
			t.Errorf("%d finders", len(r.found))
		}
		if _, d := r.Read(img); d == Read {
			t.Error("a symbol was read after the deadline")
		}
	}
}

func TestReadsManyFramesWithinAGenerousDeadline(t *testing.T) {
	clock := &tickingClock{step: time.Microsecond}
	r := NewLiveReader(time.Second, clock.read)
	s := shot{version: 22, module: 4, tilt: 12}
	codes, d := r.Read(s.take(t))
	wantCode(t, s, codes, d)
}

// veiled is a symbol of which each picture hides another quarter and drowns
// the rest in noise: none can be read, together they can.
func veiled(t *testing.T, s shot, picture int) *image.Gray {
	t.Helper()
	s = s.filled()
	img := s.take(t)
	random := rand.New(rand.NewPCG(uint64(picture), 5))
	side := float64(s.size()) * s.module
	left, top := (float64(s.width)-side)/2, (float64(s.height)-side)/2
	inset := 9 * s.module // the finder patterns stay in sight
	for y := range s.height {
		for x := range s.width {
			u, v := float64(x)-left-inset, float64(y)-top-inset
			half := side/2 - inset
			grey := float64(img.GrayAt(x, y).Y)
			if u >= 0 && v >= 0 && u < 2*half && v < 2*half &&
				int(u/half)+2*int(v/half) == picture%4 {
				grey = 235
			}
			img.Pix[y*img.Stride+x] = byte(max(0, min(255, grey+8*random.NormFloat64())))
		}
	}
	return img
}

func TestPicturesTogetherGiveWhatNoneGives(t *testing.T) {
	s := shot{version: 22, width: 480, height: 480}
	together := NewReader()
	for picture := range 8 {
		img := veiled(t, s, picture)
		if !raceDetector || picture == 0 {
			if codes, _ := NewReader().Read(img); len(codes) > 0 {
				t.Fatalf("picture %d is read alone", picture)
			}
		}
		if codes, d := together.Read(img); len(codes) > 0 {
			wantCode(t, s, codes, d)
			return
		}
	}
	t.Error("not read in 8 pictures")
}

func TestAnotherCardInTheSamePlaceIsNotMixedIn(t *testing.T) {
	r := NewReader()
	for picture := range orRacing(24, 6) {
		s := shot{version: 22, width: 480, height: 480}.filled()
		if picture%2 == 1 {
			digits := []byte(s.text)
			for i := len(digits) / 2; i < len(digits); i++ {
				digits[i] = '0' + (digits[i]-'0'+byte(i%9)+1)%10
			}
			s.text = string(digits)
		}
		codes, _ := r.Read(veiled(t, s, picture))
		for _, c := range codes {
			if c.Text != s.text {
				t.Fatalf("picture %d: a text that is not in it was read", picture)
			}
		}
	}
}

func TestWhatWithstandsForLongIsCuredInEveryOtherPicture(t *testing.T) {
	img := shot{version: 7, width: 300, height: 300, damaged: .3}.take(t)
	r, cured := NewReader(), 0
	for range 24 {
		r.Read(img)
		if len(r.memory.tracks) != 1 {
			t.Fatalf("%d symbols are remembered", len(r.memory.tracks))
		}
		k := r.memory.tracks[0]
		s := newScan(r, effort{allowance: allowance{modules: 60_000}})
		s.memory = &r.memory
		if s.curesFor(&k.pos, answered).modules > 0 {
			cured++
		}
	}
	if cured < 12 || cured > 20 {
		t.Errorf("%d of 24 pictures were cured", cured)
	}
}

func TestForgetLeavesNothingOfThePictures(t *testing.T) {
	r := NewReader()
	for picture := range 3 {
		r.Read(veiled(t, shot{version: 22, width: 480, height: 480}, picture))
	}
	if len(r.memory.tracks) == 0 {
		t.Fatal("there is nothing to forget")
	}
	tracks := append([]*track(nil), r.memory.tracks...)
	r.Forget()
	planes := []*plane{&r.picture, &r.negative, &r.other}
	for i := range r.halves.planes {
		planes = append(planes, &r.halves.planes[i])
	}
	for _, p := range planes {
		for _, v := range p.pix[:cap(p.pix)] {
			if v != 0 {
				t.Fatal("pixels are left")
			}
		}
	}
	for _, k := range tracks {
		for _, v := range append(k.sum.z.at, k.sum.soft.at...) {
			if v != 0 {
				t.Fatal("modules are left")
			}
		}
	}
	if _, seen := r.Sight(); seen || len(r.memory.tracks) > 0 {
		t.Error("a symbol is remembered")
	}
	s := shot{version: 22, width: 480, height: 480}
	codes, d := r.Read(s.take(t))
	wantCode(t, s, codes, d)
}

func TestMemoryIsBounded(t *testing.T) {
	m := &memory{}
	v := newVersion(1)
	for i := range 3 * maxTracks {
		at := float64(i) * 1000
		c := &corners{}
		c.topLeft.centre = Point{at, 0}
		c.topRight.centre, c.bottomLeft.centre = Point{at + 100, 0}, Point{at, 100}
		m.saw(&position{version: v, corners: c})
		if len(m.tracks) > maxTracks {
			t.Fatalf("%d tracks", len(m.tracks))
		}
	}
	for range maxUnseen + 1 {
		m.nextPicture()
	}
	if len(m.tracks) > 0 {
		t.Errorf("%d tracks are kept for ever", len(m.tracks))
	}
}

func TestReadAllRemembersNothing(t *testing.T) {
	s := shot{version: 7, width: 300, height: 300, damaged: .3}
	seen, all := NewReader(), NewReader()
	seen.Read(s.take(t))
	all.ReadAll(s.take(t))
	if len(seen.memory.tracks) != 1 || len(all.memory.tracks) > 0 {
		t.Errorf("Read remembers %d symbols, ReadAll %d", len(seen.memory.tracks), len(all.memory.tracks))
	}
}

func TestLooksDeeperLessOftenWhileNothingMoves(t *testing.T) {
	r := NewReader()
	empty := shot{width: 320, height: 240, version: 1, module: .2, noise: 4}.take(t)
	ways := len(r.levelsInTurn(4))
	for range 6 * ways {
		r.Read(empty)
	}
	if r.turn < 2*ways || r.turn > 4*ways {
		t.Errorf("%d ways: looked %d times in %d pictures", ways, r.turn, 6*ways)
	}
	before := r.turn
	for y := 100; y < 200; y++ {
		clear(empty.Pix[y*empty.Stride+100:][:100])
	}
	for range ways {
		r.Read(empty)
	}
	if r.turn != before+ways {
		t.Errorf("something moved: looked %d times in %d pictures", r.turn-before, ways)
	}
}
