//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

func TestNamesAnAddressByItsHostOnly(t *testing.T) {
	for name, want := range map[string]string{
		"http://10.0.0.7:8080/video":                 "http://10.0.0.7:8080",
		"https://desk:s3cret@door.example/mjpg":      "https://door.example",
		"RTSP://door.example/user=a_password=s3cret": "rtsp://door.example",
		"http://door.example/?token=s3cret#s3cret":   "http://door.example",
		"rtsp://desk:p@ss@door.example:554/1":        "rtsp://door.example:554",
		"http://[fe80::1]:80/s3cret":                 "http://[fe80::1]:80",
	} {
		o, err := parse(name, fstest.MapFS{})
		if err != nil || o.what != want || o.open != name || o.kind != address {
			t.Errorf("%s is %+v, %v", name, o, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range [][2]string{
		{"http", "10.0.0.7/video"}, {"rtsp", "a@b/c"}, {"ftp", "x"}, {"", ""}, {"http", "[::1"}, {"https", "%zz"},
		{"http", ":\x00"}, {"/dev/video0?", strings.Repeat("a", maxName)},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, scheme, rest string) {
		o, err := parse(scheme+"://desk:s3cret@"+rest, fstest.MapFS{})
		if o.kind != address && !strings.HasPrefix(scheme, "/dev/") && err == nil {
			t.Errorf("taken for %+v", o)
		}
		told := o.what
		if err != nil {
			told += fmt.Sprintf("%v %+v", err, err)
		}
		if strings.Contains(told, "s3cret") && !strings.Contains(scheme+rest, "s3cret") && !strings.HasPrefix(scheme, "/dev/") {
			t.Errorf("the password is told: %s", told)
		}
	})
}
