package qr

import "testing"

// deskFrame is a health card at a front desk, 720p.
var deskFrame = shot{
	width: 1280, height: 720,
	version: 22, module: 4, tilt: 12, turn: 7, blur: .7, noise: 3,
}

func BenchmarkReadHit720(b *testing.B) {
	img, r := deskFrame.take(b), NewReader()
	b.ReportAllocs()
	for b.Loop() {
		if codes, _ := r.Read(img); len(codes) != 1 {
			b.Fatal("the code was not read")
		}
	}
}

// A miss with a code in view costs most: this one is damaged beyond repair.
func BenchmarkReadMissWithCode720(b *testing.B) {
	s := deskFrame
	s.damaged = .3
	img, r := s.take(b), NewReader()
	b.ReportAllocs()
	for b.Loop() {
		if codes, _ := r.Read(img); len(codes) != 0 {
			b.Fatal("a code was read")
		}
	}
}

func BenchmarkReadMiss720(b *testing.B) {
	empty := shot{width: 1280, height: 720, version: 1, module: .2, noise: 4}.take(b)
	r := NewReader()
	b.ReportAllocs()
	for b.Loop() {
		if codes, _ := r.Read(empty); len(codes) != 0 {
			b.Fatal("a code was read")
		}
	}
}
