package app

import (
	"image"
	"time"

	"passdesk/camera"
)

// calm tells pictures in which nothing happens: of a desk at which nobody is,
// ten a second are enough, and a laptop stays cool. The first in which
// something moves is not held back.
type calm struct {
	marks  [calmColumns * calmRows]uint8 // how bright each part was when something last moved
	moved  time.Time                     // when that was
	passed time.Time                     // when the last picture went on
	size   image.Point
}

const (
	calmColumns, calmRows = 48, 27
	// calmChange is how much brighter or darker a part must be: noise, averaged
	// over a part, stays far below it.
	calmChange = 8
	// calmAfter is how long nothing must move.
	calmAfter = 5 * time.Second
	calmEvery = 95 * time.Millisecond // a little below, for cameras that tremble
)

// skips tells whether a picture can be left out: never while there is a code
// to read, nor where it is not known how bright a picture is.
func (c *calm) skips(f camera.Frame, seesCode bool) bool {
	p, ok := f.Image.(*camera.Picture)
	if !ok {
		return false
	}
	if c.moves(p.Luma()) || seesCode || f.At.Before(c.moved) {
		c.moved = f.At
	}
	if f.At.Sub(c.moved) >= calmAfter && f.At.Sub(c.passed) < calmEvery {
		return true
	}
	c.passed = f.At
	return false
}

// moves compares a picture with the one in which something last moved.
func (c *calm) moves(m *image.Gray) bool {
	size := m.Rect.Size()
	var marks [calmColumns * calmRows]uint8
	for i := range marks {
		marks[i] = brightness(m, size.X*(i%calmColumns)/calmColumns, size.Y*(i/calmColumns)/calmRows, size.X/calmColumns, size.Y/calmRows)
	}
	still := size == c.size
	for i := range marks {
		still = still && max(marks[i], c.marks[i])-min(marks[i], c.marks[i]) < calmChange
	}
	if !still {
		c.marks, c.size = marks, size
	}
	return !still
}

// brightness is the mean of 64 pixels of a part.
func brightness(m *image.Gray, x, y, width, height int) uint8 {
	sum := 0
	for i := range 8 {
		row := m.Pix[(y+height*i/8)*m.Stride:]
		for j := range 8 {
			sum += int(row[x+width*j/8])
		}
	}
	return uint8(sum / 64)
}
