package qr

// budget is how many modules may still be gone through to cure blur and
// noise: a deadline that every machine keeps alike. A symbol of version 22
// has 11025; one round over them takes some 8 ms.
type budget int

// spend pays for one round over a symbol, false when too little is left.
func (b *budget) spend(z samples) bool {
	*b -= budget(len(z.at))
	return *b >= 0
}

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
// Cures are paid for out of a budget.
func decode(v *version, z samples, cures *budget) (reading, bool) {
	ways := [2]attempt{newAttempt(v, z, false), newAttempt(v, z.transposed(), true)}
	if ways[1].lead > ways[0].lead {
		ways[0], ways[1] = ways[1], ways[0]
	}
	for i, way := range ways {
		if i == 0 && way.lead < leastLead || i == 1 && way.lead < sureLead {
			break
		}
		if text, ok := way.run(cures); ok {
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

// run decodes the samples as they are, then with one cure for blur and noise
// after the other.
func (a *attempt) run(cures *budget) (string, bool) {
	s := newSymbol(a.version, a.format)
	ok := s.correctAll(a.z)
	if !ok && cures.spend(a.z) {
		s, ok = a.cure(s, cures)
	}
	if !ok {
		return "", false
	}
	return s.text()
}

// cure equalizes, takes doubtful codewords for lost, and cancels the
// interference of modules. Each solved block becomes pilots for the rest.
// Equalized samples may show another format than was read at first; then
// the symbol it gives is a new one.
func (a *attempt) cure(s *symbol, cures *budget) (*symbol, bool) {
	soft := a.equalized(s)
	if s.open == len(s.solved) {
		if f, lead := soft.readFormat(); f != a.format && lead > a.lead {
			s = newSymbol(a.version, f)
		}
	}
	solved := s.correctAll(soft) || s.correctDoubtful(soft) || a.cancel(s, soft, cures)
	return s, solved
}

// equalized gives the samples without their blur, or as they are.
func (a *attempt) equalized(s *symbol) samples {
	if better, ok := equalize(a.z, a.z, s.sides()); ok {
		return better
	}
	return a.z
}

// cancel goes on as long as blocks are solved, and a few rounds more.
func (a *attempt) cancel(s *symbol, soft samples, cures *budget) bool {
	const patience, most = 3, 6
	for round := range most {
		if !cures.spend(a.z) {
			return false
		}
		before := s.open
		better, ok := cancelInterference(a.z, soft, s.sides())
		if !ok {
			return false
		}
		if s.correctAll(better) || s.correctDoubtful(better) {
			return true
		}
		if s.open == before && round >= patience {
			return false
		}
		soft = better
	}
	return false
}
