package qr

import "github.com/makiuchi-d/gozxing/qrcode/decoder"

// blockLayout says how the codewords of a symbol are shared out to its
// Reed-Solomon blocks (ISO/IEC 18004, 7.5.1 table 9, and 7.6).
type blockLayout struct {
	check int   // check codewords a block
	data  []int // data codewords of each block
	// For each codeword in reading order, its block and place in it.
	block, place []int
}

func (v *version) blockLayout(level decoder.ErrorCorrectionLevel) *blockLayout {
	table := v.tables.GetECBlocksForLevel(level)
	l := &blockLayout{check: table.GetECCodewordsPerBlock()}
	for _, group := range table.GetECBlocks() {
		for range group.GetCount() {
			l.data = append(l.data, group.GetDataCodewords())
		}
	}
	longest := l.data[len(l.data)-1]
	for i := range longest {
		for b, data := range l.data {
			if i < data {
				l.block, l.place = append(l.block, b), append(l.place, i)
			}
		}
	}
	for i := range l.check {
		for b, data := range l.data {
			l.block, l.place = append(l.block, b), append(l.place, data+i)
		}
	}
	return l
}

// spare is the number of check codewords that are kept to notice a wrong
// correction instead of being used for one: the standard's own figure for
// the smallest symbols (7.5.1, note to table 9), one for other short blocks,
// for which it asks none.
func (l *blockLayout) spare(number int) int {
	switch {
	case number == 1 && l.check == 7:
		return 3
	case number <= 2 && l.check == 10:
		return 2
	case l.check < 20:
		return 1
	default:
		return 0
	}
}

// codeword is a codeword as it was read.
type codeword struct {
	value byte
	trust float32 // of its least clear module
}

// codewords reads the soft modules of a symbol into its blocks, undoing the
// mask.
func (s *symbol) codewords(soft samples) [][]codeword {
	blocks := make([][]codeword, len(s.layout.data))
	for b, data := range s.layout.data {
		blocks[b] = make([]codeword, data+s.layout.check)
	}
	for k, b := range s.layout.block {
		var c codeword
		c.trust = 1e9
		for _, at := range s.version.order[8*k : 8*k+8] {
			value := soft.at[at]
			dark := value > 0
			c.value <<= 1
			if dark != s.format.inverts(int(at)/s.version.size, int(at)%s.version.size) {
				c.value |= 1
			}
			c.trust = min(c.trust, max(value, -value))
		}
		blocks[b][s.layout.place[k]] = c
	}
	return blocks
}
