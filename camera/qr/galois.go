package qr

// fieldTables are the powers of 2 and logarithms to base 2 in GF(256) modulo
// x^8+x^4+x^3+x^2+1 (ISO/IEC 18004, 7.5.2). The powers run twice around, so
// that two logarithms may be added without reduction.
type fieldTables struct {
	power [510]byte
	log   [256]int // of 0: meaningless
}

// field is read only.
var field = newField()

func newField() *fieldTables {
	const polynomial = 0x11d
	f := &fieldTables{}
	x := 1
	for i := range 255 {
		f.power[i], f.power[i+255] = byte(x), byte(x)
		f.log[x] = i
		if x <<= 1; x > 255 {
			x ^= polynomial
		}
	}
	return f
}

func (f *fieldTables) times(a, b byte) byte {
	if a == 0 || b == 0 {
		return 0
	}
	return f.power[f.log[a]+f.log[b]]
}

// over divides; b must not be 0.
func (f *fieldTables) over(a, b byte) byte {
	if a == 0 {
		return 0
	}
	return f.power[f.log[a]+255-f.log[b]]
}

// evaluate gives the value at 2^log of a polynomial, lowest term first.
func (f *fieldTables) evaluate(polynomial []byte, log int) byte {
	var v byte
	for i := len(polynomial) - 1; i >= 0; i-- {
		if v != 0 {
			v = f.power[f.log[v]+log]
		}
		v ^= polynomial[i]
	}
	return v
}
