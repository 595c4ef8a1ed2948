package reel

import (
	"fmt"
	"time"

	"passdesk/camera/symbol"
)

// thing is what a code is shown on: its outline, what stands on it, and how a
// hand holds it.
type thing struct {
	box            box
	radius         float64
	draw           func(*canvas, thing, page) error
	behind, before func(*canvas, thing, ink)
}

func (t thing) outline() shape { return t.box.rounded(t.radius) }

// page is what stands on a thing: a code, whose it is, and which of how many.
type page struct {
	person      person
	code        symbol.Code
	part, parts int
}

// The things that people hold up.
var (
	paper  = thing{box: around(0, 0, 236, 290), radius: 5, draw: drawPaper, behind: pinchBehind, before: pinchBefore}
	menu   = thing{box: around(0, 0, 216, 282), radius: 14, draw: drawMenu, behind: pinchBehind, before: pinchBefore}
	phone  = thing{box: around(0, 0, 188, 372), radius: 50, draw: drawPhone, behind: cradleBehind, before: cradleBefore}
	abroad = thing{box: phone.box, radius: phone.radius, draw: drawAbroad, behind: cradleBehind, before: cradleBefore}
)

// The inks of print and of screens.
var (
	dark    = rgb(0x1c2430)
	faint   = rgb(0x66707d)
	navy    = rgb(0x234a6b)
	teal    = rgb(0x1f6f78)
	amber   = rgb(0xf2c14e)
	sheet   = rgb(0xfbfaf5)
	display = rgb(0xeef1f5)
	white   = rgb(0xffffff)
)

// trainingMark stands on every thing, so that a picture of it cannot be taken
// for a picture of somebody's card.
const trainingMark = "TRAINING SAMPLE"

func (p person) name() string { return p.given + " " + p.family }

// birth is the date of birth as a person writes it.
func (p person) birth() string {
	born, err := time.Parse(time.DateOnly, p.born)
	if err != nil {
		return ""
	}
	return "Born " + born.Format("2 January 2006")
}

// writeAll draws lines of text up to the first that fails.
func (c *canvas) writeAll(labels ...label) error {
	for _, l := range labels {
		if err := c.write(l); err != nil {
			return err
		}
	}
	return nil
}

// leaf paints a sheet of stiff paper: light that falls off across it, and the
// fold it was carried with.
func (c *canvas) leaf(t thing, ground ink, fold float64) {
	b := t.box
	c.fill(b, t.outline(), func(x, y, _ float64) ink {
		across := (x-b.x0)/(b.x1-b.x0)*0.4 + (y-b.y0)/(b.y1-b.y0)*0.6
		light := lerp(1.0, 0.90, across*across)
		near := (y - fold) / 3
		light *= 1 - 0.035*clamp01(1-near*near)*sign(near) - 0.02*smooth(-0.5, 0.5, near)
		return ground.lit(light)
	})
}

func sign(t float64) float64 {
	if t < 0 {
		return -1
	}
	return 1
}

func drawPaper(c *canvas, t thing, p page) error {
	left, top := t.box.x0+26, t.box.y0
	c.leaf(t, sheet, -140)
	c.flat(box{left, top + 24, left + 30, top + 54}, 8, navy)
	c.cross(left+15, top+39, 9, sheet)
	c.flat(box{left, top + 68, t.box.x1 - 26, top + 69.5}, 0, navy.faded(0.5))
	right := "Vaccination"
	if p.parts > 1 {
		right = fmt.Sprintf("Code %d of %d", p.part, p.parts)
	}
	c.code(p.code, around(0, 48, 182, 182))
	f := c.fonts
	return c.writeAll(
		label{text: "Immunization record", x: left + 40, y: top + 46, size: 22, font: f.bold, ink: navy},
		label{text: right, x: t.box.x1 - 26, y: top + 46, size: 15, font: f.regular, ink: faint, align: end},
		label{text: p.person.name(), x: left, y: top + 104, size: 27, font: f.bold, ink: dark},
		label{text: p.person.birth(), x: left, y: top + 130, size: 17, font: f.regular, ink: faint},
		label{text: trainingMark, x: t.box.x1 - 26, y: top + 130, size: 13, font: f.bold, ink: rgb(0xa8672c), align: end},
	)
}

// cross paints the upright cross of first aid.
func (c *canvas) cross(x, y, arm float64, i ink) {
	c.flat(around(x, y, arm, arm/3), 1, i)
	c.flat(around(x, y, arm/3, arm), 1, i)
}

func drawMenu(c *canvas, t thing, p page) error {
	c.leaf(t, rgb(0xf3ead8), t.box.y0-99)
	c.flat(t.box.grown(-14), 8, rgb(0x7a5a3a).faded(0.55))
	c.flat(t.box.grown(-16), 7, rgb(0xf3ead8))
	c.flat(around(0, 40, 136, 136), 12, white)
	c.code(p.code, around(0, 40, 132, 132))
	f := c.fonts
	brown := rgb(0x5b4128)
	return c.writeAll(
		label{text: "Café Sample", y: t.box.y0 + 86, size: 42, font: f.bold, ink: brown, align: middle},
		label{text: "Scan for today's menu", y: t.box.y0 + 128, size: 22, font: f.regular, ink: brown, align: middle},
		label{text: "Soups · Salads · Warm plates", y: t.box.y1 - 64, size: 19, font: f.regular, ink: brown.faded(0.8), align: middle},
		label{text: trainingMark, x: -112, y: t.box.y1 - 32, size: 12, font: f.bold, ink: rgb(0xa8672c)},
	)
}

// device paints a phone's body and its lit display, with a coloured bar at
// its head, and gives the display.
func (c *canvas) device(t thing, bar ink) box {
	b := t.box
	c.fill(b, t.outline(), func(x, y, d float64) ink {
		rim := smooth(-5, 0, d)
		return rgb(0x15171b).mixed(rgb(0x8b929c), rim*lerp(0.9, 0.35, clamp01((x-b.x0)/(b.x1-b.x0))))
	})
	screen := b.grown(-13)
	c.fill(screen, screen.rounded(t.radius-12), func(x, y, _ float64) ink {
		ground := display
		if y < screen.y0+84 {
			ground = bar.lit(1.12 - 0.2*(y-screen.y0)/84)
		}
		return ground
	})
	c.flat(around(0, screen.y0+17, 34, 9), 9, rgb(0x0b0c0e))
	return screen
}

// glare lays a faint reflection of the window over a display.
func (c *canvas) glare(screen box, radius float64) {
	c.fill(screen, screen.rounded(radius), func(x, y, _ float64) ink {
		across := x + 0.55*y
		return white.faded(0.055 * smooth(60, 130, across) * (1 - smooth(190, 290, across)))
	})
}

func drawPhone(c *canvas, t thing, p page) error {
	return c.pass(t, p, pass{bar: navy, head: "My health cards", title: "COVID-19 vaccination", foot: "Show this code at the desk"})
}

func drawAbroad(c *canvas, t thing, p page) error {
	return c.pass(t, p, pass{bar: teal, head: "Travel certificate", title: "Vaccination certificate", foot: "Valid for crossing borders"})
}

// pass is what differs between two apps that show a code.
type pass struct {
	bar               ink
	head, title, foot string
}

func (c *canvas) pass(t thing, p page, look pass) error {
	screen := c.device(t, look.bar)
	card := box{screen.x0 + 10, screen.y0 + 98, screen.x1 - 10, screen.y0 + 560}
	c.shadow(card.moved(0, 5), card.moved(0, 5).rounded(18), 12, 0.16)
	c.flat(card, 18, white)
	c.flat(box{card.x0 + 16, card.y1 - 44, card.x0 + 168, card.y1 - 16}, 14, amber)
	c.code(p.code, box{card.x0 + 1, card.y0 + 86, card.x1 - 1, card.y0 + 86 + card.x1 - card.x0 - 2})
	f := c.fonts
	err := c.writeAll(
		label{text: look.head, y: screen.y0 + 64, size: 22, font: f.bold, ink: white, align: middle},
		label{text: p.person.name(), x: card.x0 + 18, y: card.y0 + 42, size: 25, font: f.bold, ink: dark},
		label{text: p.person.birth(), x: card.x0 + 18, y: card.y0 + 68, size: 16, font: f.regular, ink: faint},
		label{text: trainingMark, x: card.x0 + 30, y: card.y1 - 25, size: 13.5, font: f.bold, ink: dark},
		label{text: look.title, y: card.y1 + 40, size: 18, font: f.bold, ink: dark, align: middle},
		label{text: look.foot, y: card.y1 + 66, size: 15, font: f.regular, ink: faint, align: middle},
	)
	c.glare(screen, t.radius-12)
	return err
}
