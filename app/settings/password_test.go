package settings_test

import (
	"strings"
	"testing"

	"passdesk/app/settings"
)

func TestNoPasswordIsLeftInACameraAddress(t *testing.T) {
	tests := []struct{ camera, want string }{
		{"", ""},
		{"HD Pro Webcam C920 (046d:082d)", "HD Pro Webcam C920 (046d:082d)"},
		{"USB 2.0 Camera: HD @ 1080p", "USB 2.0 Camera: HD @ 1080p"},
		{"/dev/video0", "/dev/video0"},
		{"rtsp://10.0.0.7:554/live?channel=1&subtype=0", "rtsp://10.0.0.7:554/live?channel=1&subtype=0"},
		{"rtsp://guard@10.0.0.7/live", "rtsp://guard@10.0.0.7/live"},
		{"http://10.0.0.7/video?keyframe=1&author=x", "http://10.0.0.7/video?keyframe=1&author=x"},

		{"rtsp://guard:hunter2@10.0.0.7/live", "rtsp://guard@10.0.0.7/live"},
		{"rtsp://:hunter2@10.0.0.7/live", "rtsp://@10.0.0.7/live"},
		{"rtsp://guard:h@nter2@10.0.0.7/live", "rtsp://guard@10.0.0.7/live"},
		{"http://10.0.0.7/video?user=guard&PWD=hunter2&fps=5", "http://10.0.0.7/video?user=guard&fps=5"},
		{"http://10.0.0.7/video?loginpas%73=hunter2", "http://10.0.0.7/video"},
		{"http://10.0.0.7/video?a=1;password=hunter2", "http://10.0.0.7/video?a=1"},
		{"http://10.0.0.7/video?%zz=hunter2", "http://10.0.0.7/video"},
		{"http://guard:hun?ter2@10.0.0.7/video", ""},
		{"http://guard:hun/ter2@10.0.0.7/video", ""},
		{"rtsp://10.0.0.7/user=guard_password=hunter2_channel=1.sdp", ""},
		{"guard:hunter2@10.0.0.7/live", ""},
		{"guard:hun?ter2@10.0.0.7/live", ""},
		{"rtsp:guard:hunter2@10.0.0.7", ""},
	}
	for _, tt := range tests {
		if got := settings.WithoutPassword(tt.camera); got != tt.want {
			t.Errorf("%s became %q, want %q", tt.camera, got, tt.want)
		}
	}
}

func FuzzWithoutPassword(f *testing.F) {
	f.Add("rtsp://guard:hunter2@10.0.0.7/live?a=1&pwd=x;y")
	f.Add("http://[::1]:80/?%zz")
	f.Add("a:b@c")
	f.Fuzz(func(t *testing.T, camera string) {
		once := settings.WithoutPassword(camera)
		if again := settings.WithoutPassword(once); again != once {
			t.Errorf("%q became %q and then %q", camera, once, again)
		}
		withPassword := "rtsp://u:hunter2@h/" + camera
		if strings.Contains(settings.WithoutPassword(withPassword), "hunter2") && !strings.Contains(camera, "hunter2") {
			t.Errorf("%q keeps its password", withPassword)
		}
	})
}
