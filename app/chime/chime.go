// Package chime makes the sounds of the answers, as samples.
//
// Each answer has a rhythm of its own beside its pitch, so that they are told
// apart by people who do not hear pitch well, and over a laptop's small
// loudspeaker, which has nothing below some 300 Hz. None lasts a second: the
// next visitor waits.
//
// It plays nothing and knows no device; cmd/passdesk does.
package chime

import (
	"encoding/binary"
	"math"
	"time"

	"passdesk/verify/reason"
)

// Rate is how many samples there are a second.
const Rate = 44100

// note is a tone, or with no pitch a rest.
type note struct {
	hz  float64
	dur time.Duration
}

const ms = time.Millisecond

// notes gives the tones of an answer: a short rise for yes, one long low tone
// for no, three falling ones for wrong, long and short for a question, and a
// tick for a code that is no card. What is not on the list sounds as if
// nothing could be checked.
func notes(o reason.Outcome) []note {
	switch o {
	case reason.Accepted:
		return []note{{784, 90 * ms}, {1175, 160 * ms}}
	case reason.NotAccepted:
		return []note{{349, 450 * ms}}
	case reason.Invalid:
		return []note{{587, 110 * ms}, {0, 50 * ms}, {466, 110 * ms}, {0, 50 * ms}, {349, 260 * ms}}
	case reason.Unreadable:
		return []note{{659, 45 * ms}}
	default:
		return []note{{523, 240 * ms}, {0, 90 * ms}, {587, 90 * ms}}
	}
}

// Of gives the sound of an answer: one channel, Rate samples a second, each a
// signed 16-bit number, low byte first.
func Of(o reason.Outcome) []byte {
	var pcm []byte
	for _, n := range notes(o) {
		samples := int(n.dur.Seconds() * Rate)
		for i := range samples {
			v := n.at(i, samples)
			pcm = binary.LittleEndian.AppendUint16(pcm, uint16(int16(v*math.MaxInt16)))
		}
	}
	return pcm
}

// loudest is the loudest sample, of 1: room for a loudspeaker that is turned up.
const loudest = 0.6

// at gives a sample of a tone, -1 to 1: the pitch and a little of its octave,
// faded in and out so that it does not click.
func (n note) at(i, samples int) float64 {
	t := float64(i) / Rate
	const fade = 0.008 // seconds
	end := float64(samples)/Rate - t
	swell := math.Min(1, math.Min(t, end)/fade)
	wave := 0.8*math.Sin(2*math.Pi*n.hz*t) + 0.2*math.Sin(4*math.Pi*n.hz*t)
	return loudest * swell * wave
}
