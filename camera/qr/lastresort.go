package qr

import (
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/common"
	"github.com/makiuchi-d/gozxing/qrcode/detector"
)

// lastResort asks gozxing's detector, both polarities, with its own
// threshold: now and then it sees a symbol that the levels missed. Its
// modules are decoded like any others, and so as carefully. It tries all
// triples of all finders it sees, so that large pictures and those crowded
// with finders are spared it: they would take minutes.
func (s *scan) lastResort() {
	const largest, crowded = 4 << 20, 60
	if s.reader.picture.width*s.reader.picture.height > largest || s.mostFinders > crowded {
		return
	}
	for _, inverted := range [2]bool{false, true} {
		bits := detect(s.polarity(inverted))
		if bits == nil {
			continue
		}
		v := s.reader.versions.bySize(bits.GetBits().GetWidth())
		if v == nil {
			continue
		}
		r, ok := decode(v, samplesOf(bits.GetBits()), new(allowance))
		if !ok {
			continue
		}
		s.codes = append(s.codes, Code{
			Text:     r.text,
			Corners:  outlineOf(bits.GetPoints(), v.size, r.mirrored),
			Version:  v.number,
			Mirrored: r.mirrored,
			Inverted: inverted,
		})
		return
	}
}

// detect gives gozxing's idea of a symbol, nil for none. gozxing is known to
// index out of range on odd pictures, which is as good as finding nothing.
func detect(p *plane) (found *common.DetectorResult) {
	defer func() {
		if recover() != nil {
			found = nil
		}
	}()
	source, err := gozxing.NewPlanarYUVLuminanceSource(p.pix, p.stride, p.rows, 0, 0, p.width, p.height, false)
	if err != nil {
		return nil
	}
	picture, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return nil
	}
	dark, err := picture.GetBlackMatrix()
	if err != nil {
		return nil
	}
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	found, err = detector.NewDetector(dark).Detect(hints)
	if err != nil || len(found.GetPoints()) < 3 {
		return nil
	}
	return found
}

func samplesOf(bits *gozxing.BitMatrix) samples {
	s := newSamples(bits.GetWidth())
	for i := range s.at {
		s.at[i] = -1
		if bits.Get(i%s.size, i/s.size) {
			s.at[i] = 1
		}
	}
	return s
}

// outlineOf takes the paper for flat and seen from above: gozxing gives no
// more than the finder centres, bottom left first.
func outlineOf(points []gozxing.ResultPoint, size int, mirrored bool) [4]Point {
	at := func(i int) Point { return Point{points[i].GetX(), points[i].GetY()} }
	bl, tl, tr := at(0), at(1), at(2)
	right := tr.minus(tl).times(1 / float64(size-7))
	down := bl.minus(tl).times(1 / float64(size-7))
	f := localFrame{tl, right, down}
	near, far := -3.5, float64(size)-3.5
	corners := [4]Point{f.at(near, near), f.at(far, near), f.at(far, far), f.at(near, far)}
	if mirrored {
		corners[1], corners[3] = corners[3], corners[1]
	}
	return corners
}
