package qr

import (
	"image"
	"slices"
)

// Reader reads codes. It holds the buffers of the last picture and the turn
// of the deeper levels, so that it is not for concurrent use; make one for
// each goroutine.
type Reader struct {
	versions  versionTable
	binarizer binarizer
	found     []finder

	picture  plane
	negative plane
	other    plane // the picture at the size finders are looked for in
	shrunk   plane
	turn     int
}

// NewReader makes a reader. It grows to a few times the size of the largest
// picture it is given.
func NewReader() *Reader { return &Reader{} }

// Read is for moving pictures: it looks once as it is cheapest, and where
// that gives nothing once more in one deeper way, another with every call.
// Work on a symbol that comes to nothing is bounded, so that a miss holds up
// the next picture by less than a tenth of a second. A nil, empty or too large picture (over 64 megapixels) gives NoCode.
func (r *Reader) Read(img image.Image) ([]Code, Diagnosis) {
	live := effort{attempts: 4, cures: 60_000}
	if !r.picture.load(img) {
		return nil, NoCode
	}
	s := newScan(r, live)
	for _, l := range quickLevels {
		if s.look(l); len(s.codes) > 0 {
			return s.codes, Read
		}
	}
	deeper := deeperLevels(&r.picture, s.noise)
	s.look(deeper[r.turn%len(deeper)])
	r.turn++
	return s.codes, s.diagnosis()
}

// ReadAll is for files: it looks in every way it knows, for all the codes in
// the picture, and asks gozxing's own detector when it finds none. That can
// take a second for a photo. Pictures are refused as by Read.
func (r *Reader) ReadAll(img image.Image) ([]Code, Diagnosis) {
	full := effort{attempts: 40, cures: 5_000_000}
	if !r.picture.load(img) {
		return nil, NoCode
	}
	s := newScan(r, full)
	for _, l := range slices.Concat(quickLevels[:], deeperLevels(&r.picture, s.noise)) {
		s.look(l)
	}
	if len(s.codes) == 0 {
		s.lastResort()
	}
	return s.codes, s.diagnosis()
}
