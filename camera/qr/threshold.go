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
// of 8x8 pixels about it. It keeps its buffers from picture to picture.
type binarizer struct {
	// sums holds at (x, y) the sum of all blocks above and left of it. It
	// may wrap around: only differences over a window are ever used.
	sums []uint32
	dark bitmap
}

// threshold binarizes with a window of 2*radius+1 blocks a side; a pixel
// must be darker than the mean by more than bias, which keeps noise on plain
// ground from turning into specks. The result lives until the next call.
func (b *binarizer) threshold(p *plane, radius, bias int) *bitmap {
	columns, lines := p.stride/8, p.rows/8
	b.sumBlocks(p)
	b.dark.resize(p)
	for by := range lines {
		y0, y1 := max(0, by-radius), min(lines, by+radius+1)
		upper, lower := b.sums[y0*(columns+1):], b.sums[y1*(columns+1):]
		for bx := range columns {
			x0, x1 := max(0, bx-radius), min(columns, bx+radius+1)
			sum := lower[x1] - lower[x0] - upper[x1] + upper[x0]
			level := int(sum)/((x1-x0)*(y1-y0)*64) - bias
			if level > 0 {
				b.compareBlock(p, bx, by, byte(level))
			}
		}
	}
	return &b.dark
}

// sumBlocks fills sums. It adds 8 pixels at a time: the bytes of a word are
// spread over four lanes of 16 bits, even ones first, then the odd ones.
func (b *binarizer) sumBlocks(p *plane) {
	const even = 0x00ff00ff00ff00ff
	const addLanes = 0x0001000100010001
	columns, lines := p.stride/8, p.rows/8
	size := (columns + 1) * (lines + 1)
	if cap(b.sums) < size {
		b.sums = make([]uint32, size)
	}
	b.sums = b.sums[:size]
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

// compareBlock sets the bits of one block whose pixels are below level, 8 a
// step: a bytewise "less than" leaves its answer in the high bit of each
// byte, and one multiplication gathers the eight high bits.
func (b *binarizer) compareBlock(p *plane, bx, by int, level byte) {
	const high = 0x8080808080808080
	const gather = 0x0102040810204080
	limit := uint64(level) * 0x0101010101010101
	low, not := limit&^high, ^limit
	word, shift := by*8*b.dark.words+bx>>3, uint(bx&7)*8
	o := by*8*p.stride + bx*8
	for range 8 {
		x := binary.LittleEndian.Uint64(p.pix[o:])
		difference := ((x | high) - low) ^ ((x ^ not) & high)
		less := ((^x & limit) | (^(x ^ limit) & difference)) & high
		b.dark.bits[word] |= (less >> 7 * gather >> 56) << shift
		word += b.dark.words
		o += p.stride
	}
}
