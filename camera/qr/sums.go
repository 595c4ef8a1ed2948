package qr

import "encoding/binary"

// Adding 8 pixels at a time: the bytes of a word are spread over four lanes of
// 16 bits, even ones first, then the odd ones.
const (
	even     = 0x00ff00ff00ff00ff
	addLanes = 0x0001000100010001
)

// sumSide is the side in pixels of the blocks that a plane is summed in: those
// of every threshold's surroundings are made of them.
const sumSide = 4

// sumColumns is how many columns the table of sums has.
func (p *plane) sumColumns() int { return p.stride/sumSide + 1 }

// blockSums is the integral of the picture over blocks of 4x4 pixels: at (x, y)
// the sum of all blocks above and left of it. It may wrap around: only
// differences over a window are ever used. It is made when it is first asked
// for, once for all thresholds of the picture.
func (p *plane) blockSums() []uint32 {
	if len(p.sums) > 0 {
		return p.sums
	}
	columns, lines := p.sumColumns(), p.rows/sumSide+1
	p.sums = resized(p.sums, columns*lines)
	clear(p.sums[:columns])
	for line := 1; line < lines; line++ {
		above, here := p.sums[(line-1)*columns:][:columns], p.sums[line*columns:][:columns]
		p.sumLine(p.pix[(line-1)*sumSide*p.stride:], above, here)
	}
	return p.sums
}

// sumLine adds a line of blocks, two of them a step, to the sums above it.
func (p *plane) sumLine(pix []byte, above, here []uint32) {
	a, b := pix[:p.stride], pix[p.stride:][:p.stride]
	c, d := pix[2*p.stride:][:p.stride], pix[3*p.stride:][:p.stride]
	above = above[:len(here)]
	here[0] = 0
	var soFar uint32
	for x, i := 0, 1; x+8 <= len(a) && i+1 < len(here); x, i = x+8, i+2 {
		s, t := binary.LittleEndian.Uint64(a[x:]), binary.LittleEndian.Uint64(b[x:])
		u, v := binary.LittleEndian.Uint64(c[x:]), binary.LittleEndian.Uint64(d[x:])
		lanes := s&even + s>>8&even + t&even + t>>8&even + u&even + u>>8&even + v&even + v>>8&even
		lanes += lanes >> 16 // the left block in lane 0, the right one in lane 2
		soFar += uint32(lanes & 0xffff)
		here[i] = above[i] + soFar
		soFar += uint32(lanes >> 32 & 0xffff)
		here[i+1] = above[i+1] + soFar
	}
}
