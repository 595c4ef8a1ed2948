package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
)

func TestEachWrongPINMakesTheDeskWaitLonger(t *testing.T) {
	at := time.Date(2021, 11, 24, 9, 0, 0, 0, time.UTC)
	s := desk.New(desk.About{Desk: "North"}, 0, nil, at)
	if s.PINWait() != 0 {
		t.Errorf("waits %v before the first", s.PINWait())
	}
	for n, want := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900} {
		s, _ = s.Act(desk.PINTried{}, at)
		if got := s.PINWait(); got != want*time.Second || s.Gate.Wrong != n+1 {
			t.Errorf("after %d wrong ones waits %v, want %v", n+1, got, want*time.Second)
		}
		at = at.Add(time.Hour)
		s, _ = s.Tick(at)
		if s.PINWait() != 0 {
			t.Errorf("an hour later waits %v", s.PINWait())
		}
	}
	s, entries := s.Act(desk.PINTried{Right: true}, at)
	if s.Gate != (desk.Gate{Passed: 1}) || entries != nil {
		t.Errorf("after the right one %+v, %v", s.Gate, entries)
	}
}
