package qr

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing/common/reedsolomon"
)

// encodeBlock appends check codewords, by gozxing.
func encodeBlock(t testing.TB, data []byte, check int) []byte {
	t.Helper()
	words := make([]int, len(data)+check)
	for i, d := range data {
		words[i] = int(d)
	}
	encoder := reedsolomon.NewReedSolomonEncoder(reedsolomon.GenericGF_QR_CODE_FIELD_256)
	if err := encoder.Encode(words, check); err != nil {
		t.Fatal(err)
	}
	return toBytes(words)
}

// correctByGozxing is the oracle.
func correctByGozxing(block []byte, check int) ([]byte, bool) {
	words := make([]int, len(block))
	for i, c := range block {
		words[i] = int(c)
	}
	decoder := reedsolomon.NewReedSolomonDecoder(reedsolomon.GenericGF_QR_CODE_FIELD_256)
	err := decoder.Decode(words, check)
	return toBytes(words), err == nil
}

func toBytes(words []int) []byte {
	b := make([]byte, len(words))
	for i, w := range words {
		b[i] = byte(w)
	}
	return b
}

func randomBytes(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func TestCorrectsWhatGozxingCorrects(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, check := range []int{7, 10, 13, 16, 17, 18, 22, 24, 26, 28, 30} {
		for errors := 0; errors <= check/2+3; errors++ {
			whole := encodeBlock(t, randomBytes(random, 5+random.IntN(110)), check)
			read := bytes.Clone(whole)
			for _, i := range random.Perm(len(read))[:errors] {
				read[i] ^= byte(1 + random.IntN(255))
			}
			want, wantOK := correctByGozxing(read, check)
			got := bytes.Clone(read)
			n, ok := correct(got, check, nil)
			if ok != wantOK || ok && !bytes.Equal(got, want) {
				t.Fatalf("%d check, %d errors: ok %t, gozxing %t", check, errors, ok, wantOK)
			}
			if errors <= check/2 && (!ok || n != errors || !bytes.Equal(got, whole)) {
				t.Fatalf("%d check, %d errors: corrected %d, ok %t", check, errors, n, ok)
			}
			if !ok && !bytes.Equal(got, read) {
				t.Fatalf("%d check, %d errors: changed what it did not correct", check, errors)
			}
		}
	}
}

func TestCorrectsErasuresAndErrorsTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, check := range []int{7, 10, 16, 22, 28, 30} {
		for erased := 0; erased <= check; erased++ {
			errors := (check - erased) / 2
			whole := encodeBlock(t, randomBytes(random, 60), check)
			read := bytes.Clone(whole)
			places := random.Perm(len(read))[:erased+errors]
			for k, i := range places {
				if k%3 > 0 || k >= erased { // an erased codeword may be right
					read[i] ^= byte(1 + random.IntN(255))
				}
			}
			n, ok := correct(read, check, places[:erased])
			if !ok || n > errors || !bytes.Equal(read, whole) {
				t.Fatalf("%d check, %d erased, %d errors: ok %t, %d errors found", check, erased, errors, ok, n)
			}
		}
	}
}

func TestCorrectRefusesWhatIsNoBlock(t *testing.T) {
	for name, row := range map[string]struct {
		length, check int
		doubtful      []int
	}{
		"empty":               {0, 7, nil},
		"no check codewords":  {20, 0, nil},
		"negative":            {20, -1, nil},
		"all check":           {7, 8, nil},
		"too long":            {256, 30, nil},
		"erasure outside":     {20, 7, []int{20}},
		"erasure before":      {20, 7, []int{-1}},
		"erased twice":        {20, 7, []int{3, 3}},
		"too many are erased": {20, 7, []int{0, 1, 2, 3, 4, 5, 6, 7}},
	} {
		block := make([]byte, row.length)
		if row.length > 0 {
			block[0] = 1
		}
		if _, ok := correct(block, row.check, row.doubtful); ok {
			t.Errorf("%s: corrected", name)
		}
	}
}

func FuzzCorrect(f *testing.F) {
	f.Add(bytes.Repeat([]byte{0x11, 0xec}, 20), uint8(10), []byte{3, 4})
	f.Add(make([]byte, 255), uint8(30), []byte{})
	f.Add([]byte{}, uint8(0), []byte{0})
	f.Fuzz(func(t *testing.T, block []byte, check uint8, erased []byte) {
		doubtful := make([]int, len(erased))
		for i, e := range erased {
			doubtful[i] = int(e)
		}
		got := bytes.Clone(block)
		errors, ok := correct(got, int(check), doubtful)
		if !ok {
			if !bytes.Equal(got, block) {
				t.Fatal("changed what it did not correct")
			}
			return
		}
		if _, clean := syndromesOf(got, int(check)); !clean {
			t.Fatal("the corrected block is no code word")
		}
		if errors < 0 || 2*errors+len(doubtful) > int(check) && !bytes.Equal(got, block) {
			t.Fatalf("%d errors beside %d erasures with %d check codewords", errors, len(doubtful), check)
		}
	})
}
