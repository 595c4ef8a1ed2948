package assets

import "embed"

// Icons holds icon/NAME.svg, Passdesk's own drawings, and icon/Icon.png, the
// program's picture of 512 pixels, made from icon/app.svg. In every drawing
// but app.svg "currentColor" stands for the ink and "#ffffff" for the colour
// of what is cut out of it. Read by app/screen and cmd/passdesk.
//
//go:embed icon/*.svg icon/Icon.png
var Icons embed.FS
