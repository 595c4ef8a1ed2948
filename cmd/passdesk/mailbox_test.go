//go:build cgo

package main

import (
	"testing"
	"time"

	"passdesk/app/desk"
)

// A window that is slow to paint gets the newest State, and never more than
// one call waits for it.
func TestASlowWindowGetsTheNewestStateOnly(t *testing.T) {
	var waiting []func()
	var shown []int64
	m := mailbox{
		do:   func(f func()) { waiting = append(waiting, f) },
		show: func(s desk.State) { shown = append(shown, s.Now.Unix()) },
	}
	for second := range int64(10_000) {
		m.put(desk.State{Now: time.Unix(second, 0)})
		if len(waiting) > 1 {
			t.Fatalf("%d calls wait", len(waiting))
		}
		if second%1000 == 999 {
			waiting[0]()
			waiting = nil
		}
	}
	if len(shown) != 10 || shown[0] != 999 || shown[9] != 9999 {
		t.Errorf("shown %v", shown)
	}
}
