package settings_test

import (
	"errors"
	"testing"

	"passdesk/app/settings"
)

// A flag stands over the file for one run: what a person changes meanwhile is
// kept, the flag is not.
func TestOnlyWhatWasChangedIsKept(t *testing.T) {
	kept := settings.Default()
	kept.Site, kept.Policies = "Museum", []string{"nys-pcr"}
	shown := kept
	shown.Camera, shown.Policies = "clip.avi", []string{"any-genuine-record"}
	wanted := shown
	wanted.Mirror, wanted.ResultSeconds, wanted.Theme, wanted.Policies = false, 60, settings.ThemeDark, []string{"a", "b"}

	got, err := kept.Updated(shown, wanted)
	want := kept
	want.Mirror, want.ResultSeconds, want.Theme, want.Policies = false, 60, settings.ThemeDark, []string{"a", "b"}
	if err != nil || !got.Equal(want) {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	if kept.Policies[0] != "nys-pcr" {
		t.Error("what was kept before was written to")
	}
}

func TestAChangeBeyondTheLimitsIsRefused(t *testing.T) {
	wanted := settings.Default()
	wanted.Desk = "  "
	_, err := settings.Default().Updated(settings.Default(), wanted)
	var p settings.Problem
	if !errors.As(err, &p) || p.Key != "desk" {
		t.Errorf("%v", err)
	}
}

func TestAPasswordDoesNotReachTheFileByAChange(t *testing.T) {
	wanted := settings.Default()
	wanted.Camera = "rtsp://desk:hunter2@10.0.0.7/live"
	got, err := settings.Default().Updated(settings.Default(), wanted)
	if err != nil || got.Camera != "rtsp://desk@10.0.0.7/live" {
		t.Errorf("%q, %v", got.Camera, err)
	}
}
