package qr

import (
	"cmp"
	"slices"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
)

// symbol is a symbol being decoded. Blocks that came out right stay right
// while the others are tried again on better estimates of their modules.
type symbol struct {
	version *version
	format  format
	layout  *blockLayout
	solved  [][]byte // corrected blocks, nil where still open
	open    int
}

func newSymbol(v *version, f format) *symbol {
	l := v.blockLayout(f.level)
	return &symbol{version: v, format: f, layout: l, solved: make([][]byte, len(l.data)), open: len(l.data)}
}

// correctAll decides every module by its sign and corrects the blocks still
// open. It reports whether none is left.
func (s *symbol) correctAll(soft samples) bool {
	usable := s.layout.check - s.layout.spare(s.version.number)
	for b, read := range s.codewords(soft) {
		if s.solved[b] != nil {
			continue
		}
		block := values(read)
		if errors, ok := correct(block, s.layout.check, nil); ok && 2*errors <= usable {
			s.solve(b, block)
		}
	}
	return s.open == 0
}

// correctDoubtful tries each block still open with its least clear codewords
// taken for lost, two more at a time (generalised minimum distance decoding,
// Forney 1966): a lost codeword costs one check codeword, a wrong one two.
// Trying often makes chance hits likelier, so that more must be spare.
func (s *symbol) correctDoubtful(soft samples, cures *allowance) bool {
	const spare = 4
	for b, read := range s.codewords(soft) {
		if s.solved[b] != nil || cures.over() {
			continue
		}
		block, order := values(read), byTrust(read)
		syndromes, _ := syndromesOf(block, s.layout.check)
		for lost := 2; lost <= s.layout.check-spare; lost += 2 {
			errors, ok := correctSyndromes(block, &syndromes, s.layout.check, order[:lost])
			if ok && 2*errors+lost <= s.layout.check-spare {
				s.solve(b, block)
				break
			}
			if ok { // changed, but not believed
				block = values(read)
			}
		}
	}
	return s.open == 0
}

// byTrust gives the places of a block, the least clear codeword first.
func byTrust(read []codeword) []int {
	order := make([]int, len(read))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(read[a].trust, read[b].trust) })
	return order
}

func values(read []codeword) []byte {
	block := make([]byte, len(read))
	for i, c := range read {
		block[i] = c.value
	}
	return block
}

func (s *symbol) solve(b int, block []byte) {
	s.solved[b] = block
	s.open--
}

// takeOver takes the blocks that another sight of the symbol has solved.
func (s *symbol) takeOver(other *symbol) {
	if other.format != s.format {
		return
	}
	for b, block := range other.solved {
		if s.solved[b] == nil && block != nil {
			s.solve(b, block)
		}
	}
}

// text gives what the data codewords say (7.4). An empty symbol says nothing
// and counts as unread.
func (s *symbol) text() (string, bool) {
	var data []byte
	for b, block := range s.solved {
		data = append(data, block[:s.layout.data[b]]...)
	}
	r, err := decoder.DecodedBitStreamParser_Decode(data, s.version.tables, s.format.level, nil)
	if err != nil || r.GetText() == "" {
		return "", false
	}
	return r.GetText(), true
}
