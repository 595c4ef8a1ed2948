package qr

import "encoding/binary"

// bitmap says of every pixel whether it is dark: bit x&63 of word x>>6 of
// its row. Columns beyond the width repeat the edge.
type bitmap struct {
	width, height int
	words         int // a row
	bits          []uint64
}

func (b *bitmap) row(y int) []uint64 { return b.bits[y*b.words:][:b.words] }

func (b *bitmap) dark(x, y int) bool {
	return b.bits[y*b.words+x>>6]>>(uint(x)&63)&1 != 0
}

func (b *bitmap) resize(p *plane) {
	b.width, b.height = p.width, p.height
	b.words = (p.stride + 63) / 64
	if size := b.words * p.rows; cap(b.bits) < size {
		b.bits = make([]uint64, size)
	} else {
		b.bits = b.bits[:size]
	}
}

// binarizer calls a pixel dark when it is darker than the mean of the blocks
// of pixels about it. It keeps its buffers from picture to picture.
type binarizer struct {
	// sums holds at (x, y) the sum of all blocks above and left of it. It
	// may wrap around: only differences over a window are ever used.
	sums   []uint32
	limits []uint64 // of a line of blocks, a byte a pixel
	dark   bitmap
}

// surroundings are what a pixel is compared with: 2*radius+1 blocks a side, of
// 8x8 pixels or, where they are narrow, of 4x4.
type surroundings struct {
	radius int
	narrow bool
}

func (s surroundings) block() int {
	if s.narrow {
		return 4
	}
	return 8
}

// threshold binarizes; a pixel must be darker than the mean of its
// surroundings by more than bias, which keeps noise on plain ground from
// turning into specks. The result lives until the next call.
func (b *binarizer) threshold(p *plane, about surroundings, bias int) *bitmap {
	b.dark.resize(p)
	if about.narrow {
		b.sumNarrowBlocks(p)
	} else {
		b.sumBlocks(p)
	}
	block := about.block()
	for y := 0; y < p.rows; y += block {
		b.setLimits(p, y/block, about, bias)
		for row := y; row < y+block; row++ {
			b.compare(p.pix[row*p.stride:][:p.stride], b.dark.row(row))
		}
	}
	return &b.dark
}

// setLimits gives the grey below which a pixel is dark, for each pixel across
// a line of blocks: a byte each.
func (b *binarizer) setLimits(p *plane, line int, about surroundings, bias int) {
	block := about.block()
	columns := p.stride / block
	y0, y1 := max(0, line-about.radius), min(p.rows/block, line+about.radius+1)
	upper, lower := b.sums[y0*(columns+1):][:columns+1], b.sums[y1*(columns+1):][:columns+1]
	if cap(b.limits) < p.stride/8 {
		b.limits = make([]uint64, p.stride/8)
	}
	b.limits = b.limits[:p.stride/8]
	side := uint32((y1 - y0) * block * block)
	inner := newDivisor(side * uint32(2*about.radius+1))
	for bx := range columns {
		x0, x1, area := bx-about.radius, bx+about.radius+1, inner
		if x0 < 0 || x1 > columns {
			x0, x1 = max(0, x0), min(columns, x1)
			area = newDivisor(side * uint32(x1-x0))
		}
		mean := area.of(lower[x1] - lower[x0] - upper[x1] + upper[x0])
		limit := uint64(max(0, int(mean)-bias))
		switch {
		case !about.narrow:
			b.limits[bx] = limit * 0x0101010101010101
		case bx&1 == 0:
			b.limits[bx/2] = limit * 0x01010101
		default:
			b.limits[bx/2] |= limit * 0x01010101 << 32
		}
	}
}

// divisor divides by a number below 2^13, as a multiplication, what is at
// most 255 times that number.
type divisor uint64

const divisorBits = 40

func newDivisor(by uint32) divisor { return divisor((1<<divisorBits + uint64(by) - 1) / uint64(by)) }

func (d divisor) of(sum uint32) uint32 { return uint32(uint64(sum) * uint64(d) >> divisorBits) }

func (b *binarizer) resize(size int) {
	if cap(b.sums) < size {
		b.sums = make([]uint32, size)
	}
	b.sums = b.sums[:size]
}

// Adding 8 pixels at a time: the bytes of a word are spread over four lanes of
// 16 bits, even ones first, then the odd ones.
const (
	even     = 0x00ff00ff00ff00ff
	addLanes = 0x0001000100010001
)

// sumBlocks fills sums for blocks of 8x8 pixels.
func (b *binarizer) sumBlocks(p *plane) {
	columns, lines := p.stride/8, p.rows/8
	b.resize((columns + 1) * (lines + 1))
	clear(b.sums[:columns+1])
	for by := range lines {
		above, here := b.sums[by*(columns+1):], b.sums[(by+1)*(columns+1):]
		here[0] = 0
		var soFar uint32
		for bx := range columns {
			var lanes uint64
			o := by*8*p.stride + bx*8
			for range 8 {
				w := binary.LittleEndian.Uint64(p.pix[o:])
				lanes += w&even + w>>8&even
				o += p.stride
			}
			soFar += uint32(lanes * addLanes >> 48)
			here[bx+1] = above[bx+1] + soFar
		}
	}
}

// sumNarrowBlocks fills sums for blocks of 4x4 pixels, two at a time.
func (b *binarizer) sumNarrowBlocks(p *plane) {
	columns, lines := p.stride/4, p.rows/4
	b.resize((columns + 1) * (lines + 1))
	clear(b.sums[:columns+1])
	for by := range lines {
		above, here := b.sums[by*(columns+1):], b.sums[(by+1)*(columns+1):]
		here[0] = 0
		var soFar uint32
		for bx := 0; bx < columns; bx += 2 {
			var lanes uint64
			o := by*4*p.stride + bx*4
			for range 4 {
				w := binary.LittleEndian.Uint64(p.pix[o:])
				lanes += w&even + w>>8&even
				o += p.stride
			}
			lanes += lanes >> 16 // the left block in lane 0, the right one in lane 2
			soFar += uint32(lanes & 0xffff)
			here[bx+1] = above[bx+1] + soFar
			soFar += uint32(lanes >> 32 & 0xffff)
			here[bx+2] = above[bx+2] + soFar
		}
	}
}

// compare sets the bits of the pixels of a row that are below their limit, 8
// a step: a bytewise "less than" leaves its answer in the high bit of each
// byte, and one multiplication gathers the eight high bits.
func (b *binarizer) compare(row []byte, dark []uint64) {
	const high = 0x8080808080808080
	const gather = 0x0102040810204080
	var word uint64
	for i, limit := range b.limits {
		x := binary.LittleEndian.Uint64(row[8*i:])
		difference := ((x | high) - limit&^high) ^ ((x ^ ^limit) & high)
		less := ((^x & limit) | (^(x ^ limit) & difference)) & high
		word |= less >> 7 * gather >> 56 << (uint(i) & 7 * 8)
		if i&7 == 7 {
			dark[i>>3], word = word, 0
		}
	}
	if n := len(b.limits); n&7 != 0 {
		dark[n>>3] = word
	}
}
