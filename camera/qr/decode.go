package qr

import (
	"math"
	"slices"
)

// reading is what the modules of a symbol say.
type reading struct {
	text     string
	mirrored bool
	lead     float64 // of the format information, also when unread
	rest     *rest   // what is left of a symbol that was not read
}

// rest is a symbol as far as it could be read.
type rest struct {
	z, soft samples // normalised, and what the cures made of them
	symbol  *symbol
}

// transposed is the same seen in a mirror.
func (r *rest) transposed() *rest {
	return &rest{z: r.z.transposed(), soft: r.soft.transposed(), symbol: newSymbol(r.symbol.version, r.symbol.format)}
}

// The lead (readFormat) a format needs: to be tried at all, to be cured in a
// small symbol, and to be tried after the symbol was refused the other way
// around.
const leastLead, smallLead, sureLead = 2, 4, 6

// decode reads normalised samples, as seen and in a mirror, the likelier way
// first. Format information tells the two apart: it is not symmetric.
// Cures are paid for out of an allowance.
func decode(v *version, z samples, cures *allowance) (reading, bool) {
	ways := [2]attempt{newAttempt(v, z, false), newAttempt(v, z.transposed(), true)}
	if ways[1].lead > ways[0].lead {
		ways[0], ways[1] = ways[1], ways[0]
	}
	unread := reading{mirrored: ways[0].mirrored, lead: ways[0].lead}
	for i, way := range ways {
		if i == 0 && way.lead < leastLead || i == 1 && way.lead < sureLead || i == 1 && cures.over() {
			break
		}
		text, left := way.run(cures)
		if left == nil {
			return reading{text: text, mirrored: way.mirrored, lead: way.lead}, true
		}
		if i == 0 {
			unread.rest = left
		}
	}
	return unread, false
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
// after the other. It gives the text, or what is left of the symbol.
func (a *attempt) run(cures *allowance) (string, *rest) {
	left := &rest{z: a.z, soft: a.z, symbol: newSymbol(a.version, a.format)}
	if left.symbol.correctAll(a.z) || a.curable() && cures.spend(a.z) && a.cure(left, cures) {
		if text, ok := left.symbol.text(); ok {
			return text, nil
		}
		left.symbol = newSymbol(a.version, a.format)
	}
	return "", left
}

// curable spares what is likely no symbol: a small one has no alignment
// pattern that could have borne it out.
func (a *attempt) curable() bool {
	return a.version.number >= firstWithVersionBlocks || a.lead >= smallLead
}

// cure equalizes, takes doubtful codewords and covered ones for lost, and
// cancels the interference of modules. Each solved block becomes pilots for the rest.
// Equalized samples may show another format than was read at first; then
// the symbol it gives is a new one.
func (a *attempt) cure(left *rest, cures *allowance) bool {
	left.soft = a.equalized(left.symbol)
	if s := left.symbol; s.open == len(s.solved) {
		if f, lead := left.soft.readFormat(); f != a.format && lead > a.lead {
			left.symbol = newSymbol(a.version, f)
		}
	}
	left.soft.blankCovered()
	return left.symbol.correctAll(left.soft) || !left.hopeless() &&
		(left.symbol.correctDoubtful(left.soft, cures) || !left.clear() && left.cancel(cures))
}

// hopeless reports whether more is wrong in the patterns whose modules are
// known beforehand than any cure puts right in the others. Finder patterns do
// not count: their modules do not stand alone.
func (r *rest) hopeless() bool {
	const most = .025 // what was ever cured had .01
	if r.symbol.version.number < firstWithVersionBlocks {
		return false // too few are known
	}
	return r.wrong(r.soft) > most
}

// wrong is the share of those modules that are on the wrong side, by weight:
// about half of them in what is no symbol.
func (r *rest) wrong(seen samples) float64 {
	wrong, all := 0., 1e-9
	for i, m := range r.symbol.version.lone {
		weight := math.Abs(float64(seen.at[i]) * float64(m))
		all += weight
		if seen.at[i]*float32(m) < 0 {
			wrong += weight
		}
	}
	return wrong / all
}

// clear reports whether modules are told apart so well that blur cannot be
// what keeps the symbol from being read.
func (r *rest) clear() bool {
	const least = .035 // blur that needs more than a filter leaves twice that
	_, spread := r.soft.spread()
	return spread < least && r.symbol.open == len(r.symbol.solved)
}

// equalized gives the samples without their blur, or as they are.
func (a *attempt) equalized(s *symbol) samples {
	if better, ok := equalize(a.z, a.z, s.sides()); ok {
		return better
	}
	return samples{a.z.size, slices.Clone(a.z.at)}
}

// cancel goes on as long as blocks are solved, and a few rounds more.
func (r *rest) cancel(cures *allowance) bool {
	const patience, most = 3, 6
	for round := range most {
		if !cures.spend(r.z) {
			return false
		}
		before := r.symbol.open
		better, ok := cancelInterference(r.z, r.soft, r.symbol.sides())
		if !ok {
			return false
		}
		better.blankCovered()
		r.soft = better
		if r.symbol.correctAll(better) || r.symbol.correctDoubtful(better, cures) {
			return true
		}
		if r.symbol.open == before && round >= patience {
			return false
		}
	}
	return false
}
