package chime

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
	"time"

	"passdesk/verify/reason"
)

func samples(o reason.Outcome) []float64 {
	pcm := Of(o)
	all := make([]float64, len(pcm)/2)
	for i := range all {
		all[i] = float64(int16(binary.LittleEndian.Uint16(pcm[2*i:]))) / math.MaxInt16
	}
	return all
}

// rhythm tells in steps of 10 ms how long each tone and each rest is.
func rhythm(o reason.Outcome) []int {
	const step = Rate / 100
	var lengths []int
	loud := false
	for chunk := range slices.Chunk(samples(o), step) {
		energy := 0.0
		for _, v := range chunk {
			energy += v * v
		}
		if now := energy/step > 1e-3; now != loud || len(lengths) == 0 {
			loud = now
			lengths = append(lengths, 0)
		}
		lengths[len(lengths)-1]++
	}
	return lengths
}

func TestEachAnswerHasARhythmOfItsOwn(t *testing.T) {
	seen := map[int]reason.Outcome{}
	for _, o := range reason.Outcomes() {
		r := rhythm(o)
		first := r[0]
		if other, taken := seen[first*10+len(r)]; taken {
			t.Errorf("%s and %s sound alike: %v", o, other, r)
		}
		seen[first*10+len(r)] = o
	}
}

func TestASoundIsShortAndNeitherClipsNorClicks(t *testing.T) {
	for _, o := range append(reason.Outcomes(), "nonsense") {
		all := samples(o)
		if long := time.Duration(len(all)) * time.Second / Rate; long == 0 || long > 800*time.Millisecond {
			t.Errorf("%s lasts %v", o, long)
		}
		if most := math.Max(slices.Max(all), -slices.Min(all)); most > loudest || most < loudest/2 {
			t.Errorf("%s is as loud as %.2f", o, most)
		}
		if math.Abs(all[0]) > 0.01 || math.Abs(all[len(all)-1]) > 0.01 {
			t.Errorf("%s begins at %.2f and ends at %.2f", o, all[0], all[len(all)-1])
		}
	}
}

func TestWhatIsNotOnTheListNeverSoundsLikeYes(t *testing.T) {
	if string(Of("nonsense")) != string(Of(reason.Unverified)) {
		t.Error("it does not sound like a question")
	}
}
