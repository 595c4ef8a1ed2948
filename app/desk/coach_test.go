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

func TestAnOutlineGoesWithItsCode(t *testing.T) {
	f := newFront(t)
	f.act(desk.Looked{Saw: "read", Found: []desk.Outline{{}}})
	if f.wait(300 * time.Millisecond); len(f.Found) != 1 {
		t.Errorf("%d outlines", len(f.Found))
	}
	if f.wait(200 * time.Millisecond); len(f.Found) != 0 {
		t.Errorf("%d outlines half a second later", len(f.Found))
	}
	f.act(desk.Looked{Saw: "read", Found: []desk.Outline{{}}})
	f.act(desk.CameraIs{Camera: desk.Camera{Phase: desk.Failed}})
	if len(f.Found) != 0 {
		t.Error("an outline without a picture")
	}
}
