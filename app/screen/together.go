package screen

import (
	"strings"

	"passdesk/app/desk"
)

// Together puts several remarks into one, in words: what is wrong when a desk
// opens is often more than one thing.
func (w *Words) Together(all []desk.Notice) desk.Notice {
	if len(all) == 1 {
		return all[0]
	}
	var said []string
	for _, n := range all {
		words, ok := w.find("notice."+n.ID, values{"About": n.About})
		if !ok {
			words = n.About
		}
		said = append(said, words)
	}
	return desk.Notice{ID: "start", About: strings.Join(said, " ")}
}
