package desk_test

import (
	"testing"
	"time"

	"passdesk/app/desk"
)

// look shows the same for a while, thirty times a second, and tells what was
// advised at the end.
func (f *front) look(saw string, d time.Duration) string {
	for range int(d / (33 * time.Millisecond)) {
		f.wait(33 * time.Millisecond)
		f.act(desk.Looked{Saw: saw, Closer: 1.5})
	}
	return f.Coach.Advice
}

func TestTheCoachSaysWhatStaysSo(t *testing.T) {
	f := newFront(t)
	for _, step := range []struct {
		saw  string
		long time.Duration
		want string
	}{
		{"no-code", time.Minute, ""},
		{"too-far", 500 * time.Millisecond, ""},
		{"too-far", 300 * time.Millisecond, "too-far"},
		{"blurred", 300 * time.Millisecond, "too-far"}, // a moment does not change the advice
		{"too-far", time.Second, "too-far"},
		{"blurred", time.Second, "blurred"},
		{"no-code", time.Second, "blurred"},
		{"no-code", 500 * time.Millisecond, ""},
		{"glare", time.Second, "glare"},
		{"read", 40 * time.Millisecond, ""},
		{"glare", 500 * time.Millisecond, ""},
	} {
		if got := f.look(step.saw, step.long); got != step.want {
			t.Fatalf("%s for %s: %q, want %q", step.saw, step.long, got, step.want)
		}
	}
}

func TestTheCoachFallsSilentWithTheCamera(t *testing.T) {
	f := newFront(t)
	f.look("too-far", time.Second)
	if f.Coach.Closer != 1.5 {
		t.Errorf("%+v", f.Coach)
	}
	f.wait(2 * time.Second)
	if f.Coach.Advice != "" {
		t.Errorf("advised by a camera that shows nothing: %+v", f.Coach)
	}
}
