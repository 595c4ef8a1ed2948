//go:build cgo && gocv_specific_modules && gocv_videoio

package opencv

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passdesk/camera"
)

// plugged makes a sysfs of nodes and the names of their makers.
func plugged(names map[string]string) fstest.MapFS {
	sysfs := fstest.MapFS{}
	for node, name := range names {
		sysfs[node+"/name"] = &fstest.MapFile{Data: []byte(name + "\n")}
		sysfs[node+"/index"] = &fstest.MapFile{Data: []byte("0\n")}
	}
	return sysfs
}

func TestListsWebcamsByNumberAndName(t *testing.T) {
	sysfs := plugged(map[string]string{
		"video10": "Document Camera", "video2": "HD Webcam: HD Webcam", "video3": "HD Webcam: HD Webcam",
		"v4l-subdev0": "sensor", "videofun": "no number",
	})
	sysfs["video3/index"] = &fstest.MapFile{Data: []byte("1\n")} // metadata of video2
	sysfs["video4/dev"] = &fstest.MapFile{Data: []byte("81:4\n")}
	want := []Device{
		{Index: 2, Path: "/dev/video2", Name: "HD Webcam: HD Webcam", ID: "HD Webcam: HD Webcam"},
		{Index: 4, Path: "/dev/video4", Name: "/dev/video4", ID: "/dev/video4"},
		{Index: 10, Path: "/dev/video10", Name: "Document Camera", ID: "Document Camera"},
	}
	if got := Devices(sysfs); !slices.Equal(got, want) {
		t.Errorf("Devices:\n%v, want\n%v", got, want)
	}
	if got := Devices(fstest.MapFS{}); len(got) != 0 {
		t.Errorf("Devices of none: %v", got)
	}
}

func TestAlikeWebcamsHaveTheirOwnIDs(t *testing.T) {
	var ids []string
	for _, d := range Devices(plugged(map[string]string{
		"video0": "HD Webcam", "video2": "HD Webcam", "video4": "HD Webcam (2)", "video6": "HD Webcam",
	})) {
		ids = append(ids, d.ID)
	}
	want := []string{"HD Webcam", "HD Webcam (2)", "HD Webcam (2) (2)", "HD Webcam (3)"}
	if !slices.Equal(ids, want) {
		t.Errorf("IDs %q, want %q", ids, want)
	}
}

// The name comes out of the device, so it may be anything. An ID must open
// that device and nothing else, also after the device was unplugged.
func TestAnIDOpensNothingButItsWebcam(t *testing.T) {
	for name, want := range map[string]string{
		"rtsp://203.0.113.7/live":  "/dev/video0",
		"http:203.0.113.7":         "/dev/video0",
		"3":                        "/dev/video0",
		"/dev/video9":              "-dev-video9",
		"../../etc/shadow":         "..-..-etc-shadow",
		"UVC Camera (046d:0825)":   "UVC Camera (046d:0825)",
		"a\x1b[31mred\u202e\xff":   "a[31mred",
		"  ":                       "/dev/video0",
		strings.Repeat("é", 80):    strings.Repeat("é", 50),
		"Caméra intégrée: Caméra ": "Caméra intégrée: Caméra",
	} {
		sysfs := plugged(map[string]string{"video0": name})
		d := Devices(sysfs)[0]
		if d.ID != want {
			t.Errorf("%q has the ID %q, want %q", name, d.ID, want)
		}
		o, err := parse(d.ID, sysfs)
		if err != nil || o.kind != webcam || o.open != "/dev/video0" || o.what != d.ID {
			t.Errorf("%q opens %+v, %v", d.ID, o, err)
		}
		o, err = parse(d.ID, fstest.MapFS{})
		if (err == nil || camera.FaultOf(err) != camera.Missing) && o.open != "/dev/video0" {
			t.Errorf("%q opens %+v, %v when it is unplugged", d.ID, o, err)
		}
	}
}

func TestAWebcamIsFoundAgainByItsName(t *testing.T) {
	for _, test := range []struct {
		name    string
		plugged map[string]string
		want    string
	}{
		{"where it was", map[string]string{"video0": "Cam", "video2": "HD Webcam"}, "/dev/video2"},
		{"at another port", map[string]string{"video0": "Cam", "video7": "HD Webcam"}, "/dev/video7"},
		{"one of two", map[string]string{"video3": "HD Webcam", "video7": "HD Webcam"}, "/dev/video3"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if o, err := parse("HD Webcam", plugged(test.plugged)); err != nil || o.open != test.want || o.what != "HD Webcam" {
				t.Errorf("%+v, %v, want %s", o, err, test.want)
			}
		})
	}
	_, err := parse("HD Webcam", plugged(map[string]string{"video0": "Cam"}))
	if camera.FaultOf(err) != camera.Missing || err == nil || err.Error() != "cannot find HD Webcam" {
		t.Errorf("unplugged: %v", err)
	}
}

// The order of Config.Name's meanings.
func TestANameMeansTheFirstThatItCanBe(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"clip.avi", "7", "http:"} {
		if err := os.WriteFile(name, []byte("a video"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	there := plugged(map[string]string{"video2": "clip.avi", "video4": "7"})
	for _, test := range []struct {
		name  string
		sysfs fstest.MapFS
		want  string
	}{
		{"7", there, "7"},
		{"/dev/video9", there, "/dev/video9"},
		{"http://127.0.0.1/", there, "http://127.0.0.1/"},
		{"http:", there, ""},
		{"clip.avi", there, "/dev/video2"},
		{"./clip.avi", there, filepath.Join(here, "clip.avi")},
		{"clip.avi", fstest.MapFS{}, filepath.Join(here, "clip.avi")},
		{"./7", there, filepath.Join(here, "7")},
		{"", there, "/dev/video2"},
		{"", fstest.MapFS{}, "0"},
	} {
		t.Run(fmt.Sprint(test.name, slices.Collect(maps.Keys(test.sysfs))), func(t *testing.T) {
			o, err := parse(test.name, test.sysfs)
			var e *camera.Error
			if test.want == "" && !errors.As(err, &e) || test.want != "" && (err != nil || o.open != test.want) {
				t.Errorf("%+v, %v, want %q", o, err, test.want)
			}
		})
	}
}

// What Devices lists where the system does not tell.
func TestNumbersStandForWebcamsOfOtherSystems(t *testing.T) {
	for i, d := range numbered(4) {
		o, err := parse(d.ID, fstest.MapFS{})
		if err != nil || d.Index != i || o.open != fmt.Sprint(i) || o.what != d.Name {
			t.Errorf("%+v opens %+v, %v", d, o, err)
		}
	}
}

func FuzzDeviceNames(f *testing.F) {
	for _, seed := range []string{"HD Webcam", "rtsp://x", "0", "/dev/video1", "\xff\x00", "HD (2)"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		sysfs := plugged(map[string]string{"video0": one, "video1": other})
		devices := Devices(sysfs)
		if len(devices) != 2 || devices[0].ID == devices[1].ID {
			t.Fatalf("%+v", devices)
		}
		for _, d := range devices {
			if o, err := parse(d.ID, sysfs); err != nil || o.open != d.Path || o.kind != webcam {
				t.Errorf("%+v opens %+v, %v", d, o, err)
			}
		}
	})
}
