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
		clear(b.bits)
	}
}

// binarizer calls a pixel dark when it is darker than the mean of the blocks
// of pixels about it. It keeps its buffers from picture to picture.
type binarizer struct {
	// sums holds at (x, y) the sum of all blocks above and left of it. It
	// may wrap around: only differences over a window are ever used.
	sums []uint32
	dark bitmap
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
	columns, lines := p.stride/block, p.rows/block
	for by := range lines {
		y0, y1 := max(0, by-about.radius), min(lines, by+about.radius+1)
		upper, lower := b.sums[y0*(columns+1):], b.sums[y1*(columns+1):]
		level := func(bx int) uint64 {
			x0, x1 := max(0, bx-about.radius), min(columns, bx+about.radius+1)
			sum := lower[x1] - lower[x0] - upper[x1] + upper[x0]
			area := uint32((x1 - x0) * (y1 - y0) * block * block)
			return uint64(max(0, int(sum/area)-bias))
		}
		if about.narrow {
			for i := range columns / 2 {
				b.compare(p, i, 4*by, 4, level(2*i)*0x01010101|level(2*i+1)*0x01010101<<32)
			}
		} else {
			for i := range columns {
				b.compare(p, i, 8*by, 8, level(i)*0x0101010101010101)
			}
		}
	}
	return &b.dark
}

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

// compare sets the bits of 8 columns over some rows whose pixels are below the
// limit of their column, 8 a step: a bytewise "less than" leaves its answer in
// the high bit of each byte, and one multiplication gathers the eight high
// bits.
func (b *binarizer) compare(p *plane, bx, y, rows int, limit uint64) {
	const high = 0x8080808080808080
	const gather = 0x0102040810204080
	low, not := limit&^high, ^limit
	word, shift := y*b.dark.words+bx>>3, uint(bx&7)*8
	o := y*p.stride + bx*8
	for range rows {
		x := binary.LittleEndian.Uint64(p.pix[o:])
		difference := ((x | high) - low) ^ ((x ^ not) & high)
		less := ((^x & limit) | (^(x ^ limit) & difference)) & high
		b.dark.bits[word] |= (less >> 7 * gather >> 56) << shift
		word += b.dark.words
		o += p.stride
	}
}
