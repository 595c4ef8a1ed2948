// Package clipboard fetches pictures from the system's clipboard, which Fyne's
// own knows as text only.
//
// It asks an X server, in the server's own words (xgb), as all programs on X11
// do; under Wayland the server is Xwayland, which shares the clipboard with the
// desktop. On macOS and Windows it has nothing: a picture is saved and opened
// there. It keeps nothing of what it fetched.
package clipboard

import "errors"

// Why there is no picture.
var (
	ErrNone  = errors.New("there is no picture in the clipboard")
	ErrNoWay = errors.New("pictures cannot be pasted on this system: save the picture and open its file")
)

// MaxBytes is the size of the largest picture that is fetched.
const MaxBytes = 64 << 20
