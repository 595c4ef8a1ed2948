package qr

// coveredSide is the side in modules of a square that is of one colour only
// where something covers the symbol: the masks (ISO/IEC 18004, 7.8) leave one
// by chance in a thousand symbols of the largest size.
const coveredSide = 5

// blankCovered makes doubtful what a symbol says under a hole, a highlight or
// a finger: modules in squares that are all dark or all light. They are as sure
// of themselves as others, but know nothing.
func (s samples) blankCovered() {
	covered := make([]bool, len(s.at))
	above, here := make([]int, s.size), make([]int, s.size) // sides of the squares that end there
	for y := range s.size {
		for x := range s.size {
			here[x] = 1
			if x > 0 && y > 0 && s.alike(x, y) {
				here[x] += min(here[x-1], above[x], above[x-1])
			}
			if here[x] < coveredSide {
				continue
			}
			for top := y - coveredSide + 1; top <= y; top++ {
				for left := x - coveredSide + 1; left <= x; left++ {
					covered[top*s.size+left] = true
				}
			}
		}
		above, here = here, above
	}
	for i, c := range covered {
		if c {
			s.at[i] = 0
		}
	}
}

// alike reports whether a module is of the colour of those left of it and
// above.
func (s samples) alike(x, y int) bool {
	at := y*s.size + x
	dark := s.at[at] > 0
	return s.at[at-1] > 0 == dark && s.at[at-s.size] > 0 == dark && s.at[at-s.size-1] > 0 == dark
}
