package qr

import "github.com/makiuchi-d/gozxing/qrcode/decoder"

// What is known of a module before the symbol is read.
const (
	lightModule  int8 = -1
	dataModule   int8 = 0
	darkModule   int8 = 1
	formatModule int8 = 2 // format information
)

const maxVersion = 40

// version is what ISO/IEC 18004 fixes for one version.
type version struct {
	number    int
	size      int     // modules a side
	modules   []int8  // row by row, what is known of each
	lone      []int8  // the same, but only outside of the finder patterns
	order     []int32 // data modules in reading order (7.7.3)
	alignment []int   // rows and columns of alignment patterns (Annex E)
	tables    *decoder.Version
}

// versionTable makes versions when they are first asked for.
type versionTable [maxVersion + 1]*version

// bySize gives the version with a number of modules a side, nil for none.
func (t *versionTable) bySize(size int) *version {
	number := (size - 17) / 4
	if number < 1 || number > maxVersion || 17+4*number != size {
		return nil
	}
	if t[number] == nil {
		t[number] = newVersion(number)
	}
	return t[number]
}

func newVersion(number int) *version {
	tables, err := decoder.Version_GetVersionForNumber(number)
	if err != nil {
		return nil
	}
	size := 17 + 4*number
	v := &version{
		number:    number,
		size:      size,
		modules:   make([]int8, size*size),
		alignment: tables.GetAlignmentPatternCenters(),
		tables:    tables,
	}
	v.drawTiming()
	v.drawFinders()
	v.drawAlignment()
	v.reserveFormat()
	if number >= firstWithVersionBlocks {
		v.drawVersionBlocks()
	}
	v.order = v.readingOrder()
	v.lone = v.outsideFinders()
	return v
}

// outsideFinders gives the known modules of timing and alignment patterns and
// of version blocks.
func (v *version) outsideFinders() []int8 {
	lone, far := make([]int8, len(v.modules)), v.size-8
	for i, m := range v.modules {
		x, y := i%v.size, i/v.size
		finder := x < 8 && y < 8 || x >= far && y < 8 || x < 8 && y >= far
		if !finder && m != formatModule {
			lone[i] = m
		}
	}
	return lone
}

func (v *version) set(x, y int, dark bool) {
	if x < 0 || y < 0 || x >= v.size || y >= v.size {
		return
	}
	v.modules[y*v.size+x] = lightModule
	if dark {
		v.modules[y*v.size+x] = darkModule
	}
}

func (v *version) drawTiming() {
	for i := range v.size {
		v.set(i, 6, i&1 == 0)
		v.set(6, i, i&1 == 0)
	}
}

func (v *version) drawFinders() {
	far := v.size - 4
	for _, c := range [3][2]int{{3, 3}, {far, 3}, {3, far}} {
		v.draw(c[0], c[1], finderTemplate)
	}
}

func (v *version) drawAlignment() {
	for j, y := range v.alignment {
		for i, x := range v.alignment {
			if !finderCorner(i, j, len(v.alignment)) {
				v.draw(x, y, alignmentTemplate)
			}
		}
	}
}

// finderCorner reports whether column i and row j of a lattice of lines
// alignment patterns fall on a finder pattern, where there is none.
func finderCorner(i, j, lines int) bool {
	last := lines - 1
	return i == 0 && j == 0 || i == 0 && j == last || i == last && j == 0
}

func (v *version) draw(x, y int, t *template) {
	for dy := -t.radius; dy <= t.radius; dy++ {
		for dx := -t.radius; dx <= t.radius; dx++ {
			v.set(x+dx, y+dy, !t.light[max(abs(dx), abs(dy))])
		}
	}
}

// reserveFormat marks the format information (7.9) and sets the one dark
// module beside it.
func (v *version) reserveFormat() {
	for _, at := range formatPlaces(v.size) {
		v.modules[at[0]] = formatModule
		v.modules[at[1]] = formatModule
	}
	v.set(8, v.size-8, true)
}

// drawVersionBlocks sets both copies of the version information (7.10).
func (v *version) drawVersionBlocks() {
	word := versionWord(v.number)
	for i := range versionBits {
		dark := word>>i&1 != 0
		v.set(i/3, v.size-11+i%3, dark)
		v.set(v.size-11+i%3, i/3, dark)
	}
}

// readingOrder walks pairs of columns from the right, up and down in turn,
// leaving out the column of the timing pattern (7.7.3).
func (v *version) readingOrder() []int32 {
	var order []int32
	up := true
	for x := v.size - 1; x > 0; x -= 2 {
		if x == 6 {
			x--
		}
		for k := range v.size {
			y := k
			if up {
				y = v.size - 1 - k
			}
			for _, at := range [2]int{y*v.size + x, y*v.size + x - 1} {
				if v.modules[at] == dataModule {
					order = append(order, int32(at))
				}
			}
		}
		up = !up
	}
	return order
}
