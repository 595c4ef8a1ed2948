package screen

// memo keeps how a text was set for the few widths that it is asked for: Fyne
// (2.8.1) asks everything in the window for its smallest size with each
// picture of the camera, and to measure letters takes long.
type memo struct {
	kept [3]setting
	next int
}

// setting is a text set for a width, with letters of at most a size. As long
// as it has no lines it is still to be done.
type setting struct {
	width, most float32

	size  float32
	lines []string
	step  float32 // from line to line
}

// at gives the setting for a width, an empty one when there is none yet.
func (m *memo) at(width, most float32) *setting {
	for i := range m.kept {
		if s := &m.kept[i]; s.lines != nil && s.width == width && s.most == most {
			return s
		}
	}
	s := &m.kept[m.next]
	m.next = (m.next + 1) % len(m.kept)
	*s = setting{width: width, most: most}
	return s
}
