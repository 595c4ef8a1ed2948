package qr

// maxBlock is the longest block of codewords GF(256) can tell apart.
const maxBlock = 255

// polynomial over GF(256), lowest term first, with room for the syndromes of
// the longest block and one more.
type polynomial [maxBlock + 1]byte

func (p *polynomial) degree() int {
	for i := len(p) - 1; i > 0; i-- {
		if p[i] != 0 {
			return i
		}
	}
	return 0
}

// timesX multiplies by x; terms above the given degree are dropped.
func (p *polynomial) timesX(degree int) { copy(p[1:degree+1], p[:degree]); p[0] = 0 }

// correct repairs a block in place (ISO/IEC 18004, 7.5 and Annex B): its last
// check codewords are Reed-Solomon check symbols with roots 2^0, 2^1, ...
// doubtful names codewords not to be relied on (erasures). It gives the
// number of errors elsewhere. Up to check = 2*errors + len(doubtful) is
// repairable; on false the block is as before.
func correct(block []byte, check int, doubtful []int) (errors int, ok bool) {
	if len(block) > maxBlock || check < 1 || check > len(block) {
		return 0, false
	}
	syndromes, clean := syndromesOf(block, check)
	if clean {
		return 0, true
	}
	return correctSyndromes(block, &syndromes, check, doubtful)
}

// correctSyndromes is correct for a block whose syndromes are known not to be
// all zero.
func correctSyndromes(block []byte, syndromes *polynomial, check int, doubtful []int) (errors int, ok bool) {
	if len(doubtful) > check {
		return 0, false
	}
	locator, ok := eraseLocator(len(block), doubtful)
	if !ok {
		return 0, false
	}
	findErrors(&locator, syndromes, check, len(doubtful))
	errors = locator.degree() - len(doubtful)
	if errors < 0 || 2*errors+len(doubtful) > check {
		return 0, false // there may be more errors than can be told apart
	}
	repaired := append(make([]byte, 0, maxBlock), block...)
	if !repair(repaired, &locator, syndromes, check) {
		return 0, false
	}
	if _, clean := syndromesOf(repaired, check); !clean {
		return 0, false
	}
	copy(block, repaired)
	return errors, true
}

// syndromesOf evaluates a block, highest term first, at the code's roots.
func syndromesOf(block []byte, check int) (s polynomial, clean bool) {
	clean = true
	for i := range check {
		var v byte
		for _, c := range block {
			if v != 0 {
				v = field.power[field.log[v]+i]
			}
			v ^= c
		}
		s[i] = v
		clean = clean && v == 0
	}
	return s, clean
}

// eraseLocator is the product of (1 - x 2^position) over doubtful codewords;
// false when one does not exist or is named twice.
func eraseLocator(length int, doubtful []int) (locator polynomial, ok bool) {
	var named [maxBlock]bool
	locator[0] = 1
	for n, i := range doubtful {
		if i < 0 || i >= length || named[i] {
			return locator, false
		}
		named[i] = true
		root := field.power[length-1-i]
		for k := n + 1; k > 0; k-- {
			locator[k] ^= field.times(locator[k-1], root)
		}
	}
	return locator, true
}

// findErrors extends the locator of the erasures to the errors (Berlekamp
// and Massey, with erasures after Blahut, Algebraic Codes for Data
// Transmission, 7.4).
func findErrors(locator, syndromes *polynomial, check, erasures int) {
	previous := *locator
	length := erasures
	for r := erasures + 1; r <= check; r++ {
		var discrepancy byte
		for i := range r {
			discrepancy ^= field.times(locator[i], syndromes[r-1-i])
		}
		previous.timesX(check)
		if discrepancy == 0 {
			continue
		}
		next := *locator
		for i := range check + 1 {
			next[i] ^= field.times(discrepancy, previous[i])
		}
		if 2*length <= r+erasures-1 {
			length = r + erasures - length
			for i := range check + 1 {
				previous[i] = field.over(locator[i], discrepancy)
			}
		}
		*locator = next
	}
}

// repair finds the roots of the locator and subtracts the error at each
// (Chien, Forney); false when there are fewer roots than its degree.
func repair(block []byte, locator, syndromes *polynomial, check int) bool {
	degree := locator.degree()
	var evaluator polynomial // syndromes times locator, modulo x^check
	for i := range check {
		for j := 0; j <= min(i, degree); j++ {
			evaluator[i] ^= field.times(syndromes[i-j], locator[j])
		}
	}
	var slope polynomial // the derivative: odd terms, one degree lower
	for i := 1; i <= degree; i += 2 {
		slope[i-1] = locator[i]
	}
	roots := 0
	for i := range block {
		position := len(block) - 1 - i
		inverse := (255 - position) % 255
		if field.evaluate(locator[:degree+1], inverse) != 0 {
			continue
		}
		divisor := field.evaluate(slope[:degree+1], inverse)
		if divisor == 0 {
			return false
		}
		value := field.over(field.evaluate(evaluator[:check], inverse), divisor)
		block[i] ^= field.times(value, field.power[position])
		roots++
	}
	return roots == degree
}
