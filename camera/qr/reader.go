package qr

import (
	"image"
	"slices"
	"time"
)

// Reader reads codes. It holds the buffers of the last picture, the turn of
// the deeper levels, and what Read remembers of symbols it could not read
// yet, so that it is not for concurrent use; make one for each goroutine.
type Reader struct {
	clock func() time.Time
	frame time.Duration
	most  time.Duration // for a picture that may linger
	cut   int           // pictures that were cut short since one was read

	lingers bool // the last picture

	versions  versionTable
	binarizer binarizer
	found     []finder
	texture   texture
	rings     ringSearch
	scene     scene
	memory    memory
	turn      int       // of the levels in turn
	ahead     int       // levels of this turn that the pictures before have had
	nearest   symptoms  // in the last picture
	said      Diagnosis // of the last picture that was not cut short

	picture  plane
	negative plane
	other    plane // the part of the picture that finders are looked for in
	halves   halves
}

// NewReader makes a reader that takes the time it needs; its work on a
// picture is bounded all the same. It grows to a few times the size of the
// largest picture it is given.
func NewReader() *Reader { return &Reader{} }

// NewLiveReader makes a reader whose Read takes no longer for a picture than a
// frame may take by a clock: when five sixths of that are over it ends the unit
// of work it is at, of a few milliseconds in a picture of a camera's size, and
// starts no other. The first level is always looked at.
func NewLiveReader(frame time.Duration, clock func() time.Time) *Reader {
	return &Reader{frame: frame, clock: clock}
}

// Read is for moving pictures, one after the other: it looks once as it is
// cheapest, and where that gives nothing once more as it suits most pictures
// and in one deeper way, another with every call, and less often while nothing
// moves. A symbol that is found but cannot be read is remembered: what its
// modules say is added up from picture to picture until the sum can be read.
// Four such symbols are kept at most, for 30 pictures without a sight of them,
// and none once Forget was called.
//
// A nil, empty or too large picture (over 64 megapixels) gives NoCode.
func (r *Reader) Read(img image.Image) ([]Code, Diagnosis) {
	live := effort{attempts: 24, allowance: allowance{modules: 60_000, late: r.deadline()}}
	if !r.take(img) {
		return nil, NoCode
	}
	s := newScan(r, live)
	s.memory = &r.memory
	r.memory.nextPicture()
	for _, l := range quickLevels {
		if s.look(l); len(s.codes) > 0 {
			return s.codes, r.says(s)
		}
	}
	s.follow()
	s.lookDeeper()
	r.nearest = s.nearest
	return s.codes, r.says(s)
}

// says gives the diagnosis of a picture. One that was cut short, and shows
// less than was to be seen, is taken for like the last that was not.
func (r *Reader) says(s *scan) Diagnosis {
	switch d := s.diagnosis(); {
	case d == Read:
		r.wasRead()
		return d
	case !s.over():
		r.said = d
		return d
	case r.said == "":
		return d
	}
	return r.said
}

// take begins a picture, unless it is refused.
func (r *Reader) take(img image.Image) bool {
	r.nearest = symptoms{}
	r.halves.made = 0
	return r.picture.load(img)
}

// lookDeeper looks in the ways that suit most pictures the quick levels have
// missed, and in one that suits few. What a picture has no time for the next
// one has first.
func (s *scan) lookDeeper() {
	r := s.reader
	inTurn := r.levelsInTurn(s.noise)
	if len(s.codes) > 0 || r.memory.fedAgain() || !r.scene.worthLooking(len(inTurn)) {
		return
	}
	levels := secondLook(s.noise)
	if r.picture.isSmall() {
		levels = append(levels, movingLook)
	}
	levels = append(levels, inTurn[r.turn%len(inTurn)])
	for i := range levels {
		if s.look(levels[(r.ahead+i)%len(levels)]); len(s.codes) > 0 {
			break
		}
		if s.over() {
			r.nextLevel(max(1, i), len(levels))
			return
		}
	}
	r.nextLevel(len(levels)-r.ahead, len(levels))
}

// nextLevel notes how many more levels of a turn were looked at.
func (r *Reader) nextLevel(more, all int) {
	if r.ahead += more; r.ahead >= all {
		r.ahead = 0
		r.turn++
	}
}

// ReadAll is for files: it looks in every way it knows, for all the codes in
// the picture, and asks gozxing's own detector when it finds none. That can
// take a second for a photo; no deadline applies, and nothing is remembered.
// Pictures are refused as by Read.
func (r *Reader) ReadAll(img image.Image) ([]Code, Diagnosis) {
	full := effort{attempts: 240, allowance: allowance{modules: 5_000_000}}
	if !r.take(img) {
		return nil, NoCode
	}
	s := newScan(r, full)
	for _, l := range slices.Concat(quickLevels[:], deeperLevels(&r.picture, s.noise)) {
		s.look(l)
	}
	if len(s.codes) == 0 {
		for _, l := range ringLevels(&r.picture) {
			s.look(l)
		}
	}
	if len(s.codes) == 0 {
		s.lastResort()
	}
	r.nearest = s.nearest
	return s.codes, s.diagnosis()
}

// Sight gives what was measured in the last picture on the symbol that came
// nearest to being read, false when there was none or all were read.
func (r *Reader) Sight() (Sight, bool) {
	if r.nearest.credit < leastCredit {
		return Sight{}, false
	}
	return r.nearest.Sight, true
}

// Forget overwrites the last picture and drops all that is remembered of the
// symbols in it and in those before it. Call it when a visitor leaves.
func (r *Reader) Forget() {
	for _, p := range []*plane{&r.picture, &r.negative, &r.other} {
		p.forget()
	}
	r.halves.forget()
	r.binarizer.forget()
	clear(r.found[:cap(r.found)])
	r.texture.forget()
	r.rings.forget()
	r.scene.forget()
	r.memory.forget()
	r.nearest, r.said = symptoms{}, ""
	r.cut = 0
}
