package report

import (
	"io"
	"io/fs"

	"passdesk/app/scanlog/chart"
	"passdesk/app/scanlog/stats"
)

// fontFiles are where systems keep TrueType fonts with Chinese letters, below
// the root. Those of Noto are of another kind, which charts cannot be drawn with.
func fontFiles() []string {
	return []string{
		"usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
		"usr/share/fonts/wqy-microhei/wqy-microhei.ttc", "usr/share/fonts/wqy-zenhei/wqy-zenhei.ttc",
		"usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", "usr/share/fonts/truetype/arphic/uming.ttc",
		"Windows/Fonts/msjh.ttc", "Windows/Fonts/mingliu.ttc",
		"System/Library/Fonts/STHeiti Medium.ttc", "System/Library/Fonts/Supplemental/Arial Unicode.ttf", "Library/Fonts/Arial Unicode.ttf",
	}
}

// mostFont is how large a font may be that is read, in bytes.
const mostFont = 64 << 20

// faceFor finds a face with all letters that charts are drawn with in these
// words: the charts' own, or one of the system's.
func (w words) faceFor(system fs.FS) (chart.Face, bool) {
	text := w.inCharts()
	if own := (chart.Face{}); own.Has(text) {
		return own, true
	}
	for _, path := range fontFiles() {
		if system == nil {
			break
		}
		data, err := readFont(system, path)
		if err != nil {
			continue
		}
		if face, err := chart.ReadFace(data); err == nil && face.Has(text) {
			return face, true
		}
	}
	return chart.Face{}, false
}

func readFont(system fs.FS, path string) ([]byte, error) {
	f, err := system.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, mostFont))
}

// inCharts gives all that charts say in these words, with digits.
func (w words) inCharts() string {
	all := "0123456789-·" + w.say("chart.by-hour") + w.say("chart.by-outcome") + w.say("chart.by-day") + w.say("chart.period", "From", "", "To", "")
	for _, o := range stats.Outcomes() {
		all += w.outcome(o)
	}
	return all
}
