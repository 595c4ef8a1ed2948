package qr

// reading is what the modules of a symbol say.
type reading struct {
	text     string
	mirrored bool
	lead     float64 // of the format information, also when unread
}

// The lead (readFormat) a format needs: to be tried at all, and to be tried
// after the symbol was refused the other way around.
const leastLead, sureLead = 2, 6

// decode reads normalised samples, as seen and in a mirror, the likelier way
// first. Format information tells the two apart: it is not symmetric.
func decode(v *version, z samples) (reading, bool) {
	ways := [2]attempt{newAttempt(v, z, false), newAttempt(v, z.transposed(), true)}
	if ways[1].lead > ways[0].lead {
		ways[0], ways[1] = ways[1], ways[0]
	}
	for i, way := range ways {
		if i == 0 && way.lead < leastLead || i == 1 && way.lead < sureLead {
			break
		}
		if text, ok := way.run(); ok {
			return reading{text, way.mirrored, way.lead}, true
		}
	}
	return reading{lead: ways[0].lead}, false
}

// attempt is one way of reading a symbol.
type attempt struct {
	version  *version
	z        samples
	mirrored bool
	format   format
	lead     float64
}

func newAttempt(v *version, z samples, mirrored bool) attempt {
	f, lead := z.readFormat()
	return attempt{v, z, mirrored, f, lead}
}

// run corrects on the samples as they are.
func (a *attempt) run() (string, bool) {
	s := newSymbol(a.version, a.format)
	if s.correctAll(a.z) {
		return s.text()
	}
	return "", false
}
