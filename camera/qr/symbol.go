package qr

import "github.com/makiuchi-d/gozxing/qrcode/decoder"

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
