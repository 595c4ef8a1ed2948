package qr

import (
	"encoding/binary"
	"math/bits"
)

// binarizer calls a pixel dark when it is darker than the mean of the blocks
// of pixels about it. It keeps its buffers from picture to picture.
type binarizer struct{ dark bitmap }

// bitmap says of every pixel of a picture whether it is dark. As only some of
// its rows are gone through, and hardly a pixel of the others is looked at, it
// compares none before it is asked.
type bitmap struct {
	picture *plane
	block   int    // side in pixels of the blocks with a limit of their own
	shift   uint   // its logarithm
	columns int    // of blocks
	limits  []byte // grey below which the pixels of a block are dark, row by row

	bits   []uint64 // of the newest row
	line   int      // of blocks that spread is of
	spread []limit  // of 8 pixels each

	changes []int32 // of colour in the newest row
}

// surroundings are what a pixel is compared with: 2*radius+1 blocks a side, of
// 8x8 pixels or, where they are narrow, of 4x4.
type surroundings struct {
	radius int
	narrow bool
}

func (s surroundings) block() int {
	if s.narrow {
		return sumSide
	}
	return 2 * sumSide
}

func (b *binarizer) forget() {
	clear(b.dark.bits[:cap(b.dark.bits)])
	clear(b.dark.limits[:cap(b.dark.limits)])
	clear(b.dark.spread[:cap(b.dark.spread)])
	clear(b.dark.changes[:cap(b.dark.changes)])
}

// threshold binarizes; a pixel must be darker than the mean of its
// surroundings by more than bias, which keeps noise on plain ground from
// turning into specks. The result lives until the next call, or until the
// picture changes.
func (b *binarizer) threshold(p *plane, about surroundings, bias int) *bitmap {
	d := &b.dark
	d.picture, d.block, d.columns, d.line = p, about.block(), p.stride/about.block(), -1
	d.shift = uint(bits.TrailingZeros(uint(d.block)))
	d.limits = resized(d.limits, d.columns*(p.rows/d.block))
	d.bits = resized(d.bits, (p.stride+63)/64)
	d.spread = resized(d.spread, p.stride/8)
	for line := range p.rows / d.block {
		d.setLimits(line, about.radius, bias)
	}
	return d
}

// resized gives a slice of a length, whose values are left over from before.
func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// setLimits gives the grey below which a pixel is dark, for each block of a
// line.
func (b *bitmap) setLimits(line, radius, bias int) {
	sums, width := b.picture.blockSums(), b.picture.sumColumns()
	step := b.block / sumSide
	y0, y1 := max(0, line-radius), min(b.picture.rows/b.block, line+radius+1)
	upper, lower := sums[y0*step*width:][:width], sums[y1*step*width:][:width]
	limits := b.limits[line*b.columns:][:b.columns]
	side := uint32((y1 - y0) * b.block * b.block)
	inner := newDivisor(side * uint32(2*radius+1))
	for bx := range limits {
		x0, x1, area := bx-radius, bx+radius+1, inner
		if x0 < 0 || x1 > b.columns {
			x0, x1 = max(0, x0), min(b.columns, x1)
			area = newDivisor(side * uint32(x1-x0))
		}
		x0, x1 = x0*step, x1*step
		mean := area.of(lower[x1] - lower[x0] - upper[x1] + upper[x0])
		limits[bx] = byte(max(0, int(mean)-bias))
	}
}

// divisor divides by a number below 2^13, as a multiplication, what is at
// most 255 times that number.
type divisor uint64

const divisorBits = 40

func newDivisor(by uint32) divisor { return divisor((1<<divisorBits + uint64(by) - 1) / uint64(by)) }

func (d divisor) of(sum uint32) uint32 { return uint32(uint64(sum) * uint64(d) >> divisorBits) }

// inside reports whether a pixel is one of the picture.
func (b *bitmap) inside(x, y int) bool {
	return uint(x) < uint(b.picture.width) && uint(y) < uint(b.picture.height)
}

func (b *bitmap) dark(x, y int) bool {
	limit := b.limits[y>>b.shift*b.columns+x>>b.shift]
	return b.picture.pix[y*b.picture.stride+x] < limit
}

// limit is what 8 pixels side by side are compared with, a byte each, and what
// is left of each up to the next multiple of 128, at least 1.
type limit struct{ grey, rest uint64 }

const (
	high = 0x8080808080808080
	low  = ^uint64(high)
)

// row gives the dark pixels of a row: pixel x is bit x&63 of word x>>6. Columns
// beyond the width repeat the edge. It lives until the next call.
//
// 8 pixels are compared a step. Added to the lower seven bits of a pixel, rest
// gives a carry where these are not below those of the limit; two of that
// carry, the highest bit of the pixel, and that of the limit wanting, make the
// pixel not dark. One multiplication gathers the eight highest bits.
func (b *bitmap) row(y int) []uint64 {
	const gather, top = 0x0002040810204081, 0xff << 56
	if line := y / b.block; line != b.line {
		b.line = line
		b.spreadLimits(b.limits[line*b.columns:][:b.columns])
	}
	row := b.picture.pix[y*b.picture.stride:][:b.picture.stride]
	var word uint64
	for i, l := range b.spread {
		x := binary.LittleEndian.Uint64(row[8*i:])
		carry := x&low + l.rest
		dark := high &^ (carry&x | (carry|x)&^l.grey)
		if word = word>>8 | dark*gather&top; i&7 == 7 {
			b.bits[i>>3] = word
		}
	}
	if n := len(b.spread) & 7; n != 0 {
		b.bits[len(b.spread)>>3] = word >> (64 - 8*n)
	}
	return b.bits
}

// spreadLimits repeats each block's limit for all its pixels.
func (b *bitmap) spreadLimits(limits []byte) {
	const all, half = 0x0101010101010101, 0x01010101
	for i := range b.spread {
		var grey uint64
		if b.block == 8 {
			grey = uint64(limits[i]) * all
		} else {
			grey = uint64(limits[2*i])*half | uint64(limits[2*i+1])*half<<32
		}
		b.spread[i] = limit{grey, high - grey&low}
	}
}
