package qr

import (
	"math/rand/v2"
	"testing"
)

// smear is what a lens out of focus and a moving hand make of modules.
type smear [3][3]float64

// smeared gives the true modules of a symbol and its samples under a smear
// and noise.
func smeared(t *testing.T, v *version, blur smear, noise float64) (truth, z samples) {
	t.Helper()
	code := shot{version: v.number}.filled().encode(t)
	truth, z = newSamples(v.size), newSamples(v.size)
	for i := range truth.at {
		truth.at[i] = -1
		if code.Black(i%v.size, i/v.size) {
			truth.at[i] = 1
		}
	}
	random := rand.New(rand.NewPCG(2, 3))
	sent := truth.framed(1)
	for i := range z.at {
		sum := noise * random.NormFloat64()
		for dy, row := range blur {
			for dx, w := range row {
				sum += w * float64(sent.at[sent.index(i%v.size+dx-1, i/v.size+dy-1)])
			}
		}
		z.at[i] = float32(sum)
	}
	return truth, z
}

func wrongSides(truth, got samples) (count int) {
	for i, v := range got.at {
		if (v > 0) != (truth.at[i] > 0) {
			count++
		}
	}
	return count
}

var (
	defocus = smear{{.065, .0975, .065}, {.0975, .35, .0975}, {.065, .0975, .065}}
	motion  = smear{{}, {.4, .3, .3}, {}}
)

func TestEqualizingUndoesMostOfABlur(t *testing.T) {
	v := newVersion(15)
	truth, z := smeared(t, v, defocus, .08)
	s := newSymbol(v, format{level: 1})
	before := wrongSides(truth, z)
	once, ok := equalize(z, z, s.sides())
	if !ok {
		t.Fatal("no filter")
	}
	if after := wrongSides(truth, once); before < 400 || after > before/10 {
		t.Errorf("%d modules wrong before, %d after", before, after)
	}
}

func TestCancellingBringsDownWhatEqualizingLeaves(t *testing.T) {
	v := newVersion(15)
	truth, z := smeared(t, v, motion, .08)
	s := newSymbol(v, format{level: 1})
	a := attempt{version: v, z: z}
	soft := a.equalized(s)
	before := wrongSides(truth, soft)
	better, ok := cancelInterference(z, soft, s.sides())
	if after := wrongSides(truth, better); !ok || after > before/2 {
		t.Errorf("%d modules wrong before, %d after", before, after)
	}
}

func plenty() *allowance { return &allowance{modules: 1 << 30} }

func TestCuresStandSamplesThatSayNothing(t *testing.T) {
	v := newVersion(7)
	s := newSymbol(v, format{level: 1})
	blank := newSamples(v.size)
	for _, cure := range []func(z, guess samples, known sides) (samples, bool){equalize, cancelInterference} {
		if out, ok := cure(blank, blank, s.sides()); ok && len(out.at) != len(blank.at) {
			t.Error("the symbol changed its size")
		}
	}
	if _, ok := decode(v, blank, plenty()); ok {
		t.Error("a blank was read")
	}
}

func TestNothingIsReadInNoise(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 22))
	for number := 1; number <= 10; number++ {
		v := newVersion(number)
		for range 3 {
			z := newSamples(v.size)
			for i := range z.at {
				z.at[i] = float32(random.NormFloat64())
			}
			if r, ok := decode(v, z, plenty()); ok {
				t.Errorf("version %d: read %q", number, r.text)
			}
		}
	}
}
