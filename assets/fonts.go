package assets

import "embed"

// Fonts holds fonts/NAME-Regular.ttf and fonts/NAME-Bold.ttf for the scripts
// that are written from right to left and that Fyne's own font lacks: Noto
// Sans Arabic and Noto Sans Hebrew under the SIL Open Font License 1.1, whose
// text is in fonts/OFL.txt. Read by app/screen.
//
//go:embed fonts/*.ttf fonts/OFL.txt
var Fonts embed.FS
