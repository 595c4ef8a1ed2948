package reel

import (
	"image"
	"math"

	"passdesk/camera"
)

// blob is a thing at the back of the lobby: far out of focus, so that its
// shape and colour are all that is left of it.
type blob struct {
	shape shape
	soft  float64 // how wide its edge is
	ink   ink
}

// lobby is a quiet entrance hall by day, from the far wall to the desk. Its
// measure is that of a picture 720 pixels high, its origin the middle.
var lobby = []blob{
	// The window to the left, and the light it throws.
	{disc(-560, -190, 620, 520), 300, rgb(0xe9e1d2).faded(0.55)},
	{box{-700, -420, -430, 110}.rounded(8), 26, rgb(0xdfe8ea)},
	{box{-700, -70, -430, 110}.rounded(8), 46, rgb(0xb9cbb8).faded(0.7)},
	{box{-574, -420, -560, 116}.rounded(3), 12, rgb(0x8f8a80)},
	{box{-700, -170, -430, -158}.rounded(3), 12, rgb(0x8f8a80)},
	{box{-720, 104, -410, 128}.rounded(4), 12, rgb(0xb4aa9b)},
	// A passage to the right, darker, with a lit end.
	{box{392, -330, 600, 230}.rounded(6), 22, rgb(0x59636b)},
	{box{440, -250, 556, 220}.rounded(6), 40, rgb(0x7f8a8f).faded(0.8)},
	{box{372, -346, 396, 236}.rounded(3), 12, rgb(0xc9bfb0)},
	// Pictures on the wall.
	{box{-300, -250, -150, -60}.rounded(2), 12, rgb(0x6f6a62)},
	{box{-288, -238, -162, -72}.rounded(2), 12, rgb(0x9fb0ad)},
	{box{-288, -140, -162, -72}.rounded(2), 22, rgb(0x73847c)},
	{box{150, -240, 270, -80}.rounded(2), 12, rgb(0x6f6a62)},
	{box{161, -229, 259, -91}.rounded(2), 12, rgb(0xb79f86)},
	// Lamps.
	{disc(-215, -330, 150, 150), 150, rgb(0xffe3b4).faded(0.28)},
	{disc(-215, -336, 28, 28), 9, rgb(0xffedcb)},
	{disc(318, -318, 150, 150), 150, rgb(0xffe3b4).faded(0.24)},
	{disc(318, -322, 26, 26), 9, rgb(0xffe9c2)},
	// The floor, and chairs for those who wait.
	{box{-1200, 150, 1200, 700}.rounded(2), 40, rgb(0x857c70)},
	{box{-400, 60, -250, 178}.rounded(22), 16, rgb(0x56707a)},
	{box{-230, 66, -86, 178}.rounded(22), 16, rgb(0x5b757e)},
	{box{-404, 150, -82, 196}.rounded(20), 16, rgb(0x47606a)},
	{box{-392, 190, -380, 262}.rounded(3), 10, rgb(0x453f38)},
	{box{-106, 190, -94, 262}.rounded(3), 10, rgb(0x453f38)},
	// A plant in a pot.
	{box{604, 96, 700, 262}.rounded(22), 14, rgb(0xb98f70)},
	{disc(600, -60, 74, 96), 44, rgb(0x54705a)},
	{disc(668, -110, 88, 104), 48, rgb(0x486450)},
	{disc(640, 30, 92, 70), 40, rgb(0x3f5a48)},
	{disc(566, 10, 44, 62), 36, rgb(0x66806a)},
	// The desk in front, nearer and so less soft.
	{box{-1200, 262, 1200, 900}.rounded(2), 16, rgb(0x4a3a2d).faded(0.6)},
	{box{-1200, 280, 1200, 900}.rounded(2), 7, rgb(0x8d6f54)},
	{box{-1200, 281, 1200, 287}.rounded(2), 5, rgb(0xd8bd9c).faded(0.8)},
	{disc(-470, 322, 330, 60), 70, rgb(0xf0e2cc).faded(0.30)},
}

// lobbyAt is the colour of one place.
func lobbyAt(x, y float64) ink {
	wall := rgb(0xb7aea1).mixed(rgb(0x8d877f), smooth(-500, 700, x)).lit(lerp(1.04, 0.9, smooth(-360, 260, y)))
	for _, b := range lobby {
		if covered := 1 - smooth(-b.soft, b.soft, b.shape(x, y)); covered > 0 {
			wall = b.ink.faded(covered).over(wall)
		}
	}
	corner := math.Hypot(x/760, y/470)
	return wall.lit(1 - 0.22*smooth(0.55, 1.35, corner))
}

// cell is how many measures lie between two places that are worked out; all
// others lie between these, as nothing in the lobby is sharp.
const cell = 4

// drawLobby draws the empty scene.
func drawLobby(width, height int, unit float64) *camera.Picture {
	columns, rows := int(float64(width)/unit/cell)+2, int(float64(height)/unit/cell)+2
	grid := make([]ink, columns*rows)
	for i := range grid {
		x, y := float64(i%columns)*cell-float64(width)/unit/2, float64(i/columns)*cell-360
		grid[i] = lobbyAt(x, y)
	}
	colour := image.NewRGBA(image.Rect(0, 0, width, height))
	grain := uint32(1)
	for y := range height {
		gy, fy := math.Modf(float64(y) / unit / cell)
		for x := range width {
			gx, fx := math.Modf(float64(x) / unit / cell)
			near := grid[int(gy)*columns+int(gx):]
			p := near[0].mixed(near[1], fx).mixed(near[columns].mixed(near[columns+1], fx), fy)
			// A sensor's grain, which also hides the steps of slow gradients.
			grain = grain*1664525 + 1013904223
			noise := (float64(grain>>16&255)/255 + float64(grain>>24)/255 - 1) * 2.2
			set(colour.Pix[colour.PixOffset(x, y):], p, noise)
		}
	}
	return camera.PictureOf(colour)
}

func set(pixel []byte, p ink, noise float64) {
	for i, v := range [3]float64{p.r, p.g, p.b} {
		pixel[i] = byte(min(max(v*255+noise+0.5, 0), 255))
	}
	pixel[3] = 255
}
