package screen

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"passdesk/app/desk"
)

func TestAnAddressIsTakenWhenItIsOne(t *testing.T) {
	st := inSettings(nil)
	screen, w, noted := listening(t, st)
	c := screen.settings.camera
	test.Tap(c.network)
	if !c.address.Visible() || !c.typed.Visible() || len(noted.sets) != 0 {
		t.Fatalf("no address is asked for, or %+v was handed on", noted.sets)
	}
	screen.Show(st)
	if !c.network.on {
		t.Fatal("the choice is undone before an address could be typed")
	}
	w.Canvas().Focus(c.address)
	for _, wrong := range []string{"webcam", "ftp://camera.example/", "file:///etc/passwd", "rtsp://"} {
		c.address.SetText(wrong)
		c.address.TypedKey(press(fyne.KeyReturn))
		if len(noted.sets) != 0 || !c.wrong.Visible() {
			t.Errorf("%q was handed on, or nothing says what is wrong with it", wrong)
		}
	}
	for _, right := range []string{"http://10.0.0.7/mjpeg", "https://camera.example/", "RTSP://guard:secret@10.0.0.7/"} {
		c.address.SetText(right)
		c.address.TypedKey(press(fyne.KeyReturn))
		if got := noted.last(t).Camera; got != right || c.wrong.Visible() {
			t.Errorf("%q was handed on for %q", got, right)
		}
	}
}

// TestAPasswordIsGoneFromTheScreenOnceItIsTaken types an address with a
// password, which a State never brings back.
func TestAPasswordIsGoneFromTheScreenOnceItIsTaken(t *testing.T) {
	st := inSettings(nil)
	screen, w, noted := listening(t, st)
	c := screen.settings.camera
	test.Tap(c.network)
	w.Canvas().Focus(c.address)
	c.address.SetText("rtsp://guard:secret@10.0.0.7/")
	w.Canvas().Unfocus()
	if got := noted.last(t).Camera; got != "rtsp://guard:secret@10.0.0.7/" {
		t.Fatalf("handed on %q", got)
	}
	st.Setup.Set.Camera = "rtsp://guard@10.0.0.7/"
	screen.Show(st)
	if contains(textsIn(screen.Content()), "secret") || c.address.Text != "rtsp://guard@10.0.0.7/" {
		t.Errorf("the field holds %q", c.address.Text)
	}
	screen.settings.handAll()
	if got := noted.last(t).Camera; got != "rtsp://guard@10.0.0.7/" {
		t.Errorf("handed on %q, want what is in force", got)
	}
}

func TestTheCameraInForceCanAlwaysBeSeen(t *testing.T) {
	st := inSettings(func(st *desk.State) { st.Setup.Set.Camera = "Old Webcam" })
	screen, w, _ := listening(t, st)
	gone := cameraNamed(t, screen, "Old Webcam")
	if !gone.on {
		t.Error("a camera that is not plugged in is not shown as the one in force")
	}
	w.Canvas().Focus(gone)
	st.Setup.Cameras = nil
	screen.Show(st)
	if cameraNamed(t, screen, "Old Webcam") != gone || w.Canvas().Focused() != gone {
		t.Error("the focus is lost when other cameras come and go")
	}
	if cameraNamed(t, screen, "Camera 0").on {
		t.Error("a camera is shown as in force that is not")
	}
}

// TestThePictureIsDrawnWhereItIsSeenAndNowhereElse goes through the views.
func TestThePictureIsDrawnWhereItIsSeenAndNowhereElse(t *testing.T) {
	screen, _ := open(t, scene{state: atRest()}, Light)
	inDesk, inSetup := screen.preview, screen.settings.camera.preview
	for _, view := range []desk.View{desk.ScanView, desk.SettingsView, desk.LogView, desk.SettingsView, desk.ScanView} {
		st := atRest()
		st.View = view
		screen.Show(st)
		if got := inDesk.finder.picture != nil; got != (view == desk.ScanView) {
			t.Errorf("in the view %s, the desk's picture is there: %t", view, got)
		}
		if got := inSetup.finder.picture != nil; got != (view == desk.SettingsView) {
			t.Errorf("in the view %s, the settings' picture is there: %t", view, got)
		}
	}
}

func TestTheCameraCheckTurnsToATick(t *testing.T) {
	st := inSettings(nil)
	screen, _ := open(t, scene{state: st}, Light)
	for _, read := range []bool{false, true, false} {
		st.Setup.Read = read
		screen.Show(st)
		seen := seenIn(screen.Content())
		if contains(seen, "The camera reads codes") != read || contains(seen, "Hold any code to the camera") == read {
			t.Errorf("read %t is not what the screen says", read)
		}
	}
}
