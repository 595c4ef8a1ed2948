package qr

import (
	"image"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// deskFrame is a health card at a front desk, 720p.
var deskFrame = shot{
	width: 1280, height: 720,
	version: 22, module: 4, tilt: 12, turn: 7, blur: .7, noise: 3,
}

// class is a kind of frame: what is done to a common one.
type class struct {
	name string
	do   func(s *shot, random *rand.Rand)
}

// between draws a number from a range.
func between(random *rand.Rand, low, high float64) float64 { return low + (high-low)*random.Float64() }

func along(length, angle float64) Point {
	return Point{length * math.Cos(angle), length * math.Sin(angle)}
}

// classes are the kinds of frames by which reading is measured. Lengths of
// blur and motion are in modules where they are drawn.
var classes = []class{
	{"nominal", func(s *shot, r *rand.Rand) {}},
	{"small", func(s *shot, r *rand.Rand) { s.module = between(r, 2.1, 2.8) }},
	{"tiny", func(s *shot, r *rand.Rand) { s.module = between(r, 1.5, 2) }},
	{"tilt45", func(s *shot, r *rand.Rand) { s.tilt = between(r, 30, 45) }},
	{"tilt60", func(s *shot, r *rand.Rand) { s.tilt, s.turn, s.module = between(r, 55, 60), between(r, 0, 360), 5 }},
	{"rotate", func(s *shot, r *rand.Rand) { s.turn, s.module = between(r, 0, 360), 3.4 }},
	{"defocus", func(s *shot, r *rand.Rand) { s.blur = s.module * between(r, .4, .62) }},
	{"motion", func(s *shot, r *rand.Rand) {
		s.lens.smear = along(s.module*between(r, .8, 1.8), between(r, 0, math.Pi))
	}},
	{"lowlight", func(s *shot, r *rand.Rand) { s.dark, s.light, s.noise = 25, between(r, 70, 110), 14 }},
	{"glare", func(s *shot, r *rand.Rand) {
		s.lens.glare, s.lens.glareAt = s.module*between(r, 4, 11), along(between(r, 60, 150), between(r, 0, 6.28))
	}},
	{"jpeg", func(s *shot, r *rand.Rand) { s.lens.quality, s.module = int(between(r, 25, 55)), 3 }},
	{"shade", func(s *shot, r *rand.Rand) { s.lens.shade = between(r, .5, .9) }},
	{"bent", func(s *shot, r *rand.Rand) { s.bent = between(r, 40, 90) }},
	{"inverted", func(s *shot, r *rand.Rand) { s.inverted = true }},
	{"mirrored", func(s *shot, r *rand.Rand) { s.mirrored = true }},
	{"faint", func(s *shot, r *rand.Rand) { s.dark, s.light, s.noise = 130, between(r, 150, 165), 1.5 }},
	{"bare", func(s *shot, r *rand.Rand) { s.bare, s.version, s.module = true, 1+r.IntN(6), between(r, 3, 9) }},
	{"round", func(s *shot, r *rand.Rand) { s.round, s.version, s.module = true, 2+r.IntN(8), between(r, 4, 8) }},
	{"close", func(s *shot, r *rand.Rand) { s.version, s.module, s.tilt = 1+r.IntN(4), between(r, 19, 22), 0 }},
	{"combo", func(s *shot, r *rand.Rand) {
		s.module, s.tilt, s.turn = between(r, 2.4, 4), between(r, 0, 35), between(r, -30, 30)
		s.blur, s.noise = s.module*between(r, .2, .35), between(r, 3, 9)
		s.lens.smear = along(s.module*between(r, 0, .8), between(r, 0, math.Pi))
		s.lens.quality, s.lens.shade = int(between(r, 55, 85)), between(r, 0, .5)
	}},
}

// frame draws one picture of a class; the same number gives the same one.
func (c *class) frame(t testing.TB, number int) (shot, *image.Gray) {
	random := rand.New(rand.NewPCG(uint64(number), 99))
	versions := []int{13, 18, 20, 21, 22, 22}
	s := shot{
		width: 1280, height: 720,
		version: versions[random.IntN(len(versions))],
		module:  between(random, 3, 4.6),
		turn:    between(random, -8, 8), tilt: between(random, 0, 12),
		noise: between(random, 1, 3),
		lens:  lens{quality: 85},
	}
	c.do(&s, random)
	if s.blur == 0 {
		s.blur = max(.5, .18*s.module)
	}
	img := s.take(t)
	return s.filled(), img
}

// tally is how a class was read.
type tally struct{ hits, misses []float64 } // milliseconds

func (t *tally) add(read bool, ms float64) {
	if read {
		t.hits = append(t.hits, ms)
	} else {
		t.misses = append(t.misses, ms)
	}
}

func (t *tally) report(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(100*float64(len(t.hits))/float64(len(t.hits)+len(t.misses)), "%read")
	b.ReportMetric(quantile(t.hits, .5), "ms-hit")
	b.ReportMetric(quantile(t.hits, .95), "ms-p95")
	b.ReportMetric(quantile(t.misses, .5), "ms-miss")
}

func quantile(x []float64, share float64) float64 {
	if len(x) == 0 {
		return 0
	}
	slices.Sort(x)
	return x[min(len(x)-1, int(share*float64(len(x))))]
}

// BenchmarkRead reads every class frame by frame, each as if it were the
// first: the share that is read at once, milliseconds of a hit (median and
// 95th percentile), and of a miss, all by the clock. A wrong text fails it.
//
//	go test -run=^$ -bench=Read/ -cpu=1 ./camera/qr
func BenchmarkRead(b *testing.B) {
	benchmarkClasses(b, func(r *Reader, img image.Image) []Code { codes, _ := r.Read(img); return codes })
}

// BenchmarkReadAll is the same at full effort.
func BenchmarkReadAll(b *testing.B) {
	benchmarkClasses(b, func(r *Reader, img image.Image) []Code { codes, _ := r.ReadAll(img); return codes })
}

func benchmarkClasses(b *testing.B, read func(*Reader, image.Image) []Code) {
	const frames = 12
	for _, c := range classes {
		b.Run(c.name, func(b *testing.B) {
			var shots [frames]shot
			var pictures [frames]*image.Gray
			for i := range frames {
				shots[i], pictures[i] = c.frame(b, i)
			}
			r, t := NewReader(), tally{}
			read(r, pictures[0]) // grows the buffers
			for b.Loop() {
				for i, img := range pictures {
					r.Forget()
					r.turn = i
					before := b.Elapsed()
					codes := read(r, img)
					t.add(len(codes) > 0, 1000*(b.Elapsed()-before).Seconds())
					for _, code := range codes {
						if code.Text != shots[i].text {
							b.Fatalf("frame %d: wrong read", i)
						}
					}
				}
			}
			t.report(b)
		})
	}
}

// BenchmarkLive gives a live reader the frames of all classes, and one that
// withstands it, one after the other as a camera does: the milliseconds on the
// clock that a frame takes, none of which should be more than its share of a
// second of 30 frames. On a busy machine it also counts what others do.
//
//	go test -run=^$ -bench=Live -cpu=1 ./camera/qr
func BenchmarkLive(b *testing.B) {
	const frames, frame = 4, time.Second / 30
	var pictures []*image.Gray
	for _, c := range append(classes, class{"damaged", func(s *shot, r *rand.Rand) { s.damaged = .3 }}) {
		for i := range frames {
			_, img := c.frame(b, i)
			pictures = append(pictures, img)
		}
	}
	r := NewLiveReader(frame, time.Now)
	r.Read(pictures[0])
	var spent []float64
	for b.Loop() {
		for _, img := range pictures {
			before := time.Now()
			r.Read(img)
			spent = append(spent, 1000*time.Since(before).Seconds())
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(quantile(spent, .5), "ms-median")
	b.ReportMetric(quantile(spent, .95), "ms-p95")
	b.ReportMetric(quantile(spent, 1), "ms-most")
}

// BenchmarkMiss is a picture without a code, and one with a code that is
// damaged beyond repair, at the two sizes cameras have: the first level
// alone, and as Read goes on from there.
func BenchmarkMiss(b *testing.B) {
	for name, size := range map[string]image.Point{"720p": {1280, 720}, "1080p": {1920, 1080}} {
		empty := shot{width: size.X, height: size.Y, version: 1, module: .2, noise: 4}
		damaged := deskFrame
		damaged.width, damaged.height, damaged.damaged = size.X, size.Y, .3
		b.Run(name+"/first-level", func(b *testing.B) {
			img, r := empty.take(b), NewReader()
			for b.Loop() {
				r.take(img)
				newScan(r, effort{attempts: 24}).look(quickLevels[0])
			}
		})
		for kind, s := range map[string]shot{"empty": empty, "damaged": damaged} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				img, r := s.take(b), NewReader()
				for b.Loop() {
					if codes, _ := r.Read(img); len(codes) != 0 {
						b.Fatal("a code was read")
					}
				}
			})
		}
	}
}
