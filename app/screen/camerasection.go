package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"passdesk/app/desk"
	"passdesk/app/settings"
)

// cameraSection chooses the camera, and shows that it reads codes.
type cameraSection struct {
	words *Words
	told  listener
	alter func(func(*settings.Settings))

	preview *preview
	seen    desk.Camera // as it was said last
	blind   bool        // it gave no picture then
	check   *text
	mark    *drawing
	read    bool

	cameras []desk.Webcam // as listed last
	inForce string
	choices map[string]*tick // by what the settings keep
	box     *fyne.Container
	network *tick // another choice: an address that is typed
	typing  bool  // it is chosen
	address *field
	wrong   *text
	typed   *fyne.Container
	mirror  *tick
	root    *panel
}

func newCameraSection(s *Screen, alter func(func(*settings.Settings))) *cameraSection {
	w := s.words
	c := &cameraSection{words: w, told: s.listener(), alter: alter, preview: newPreview(w), choices: map[string]*tick{}}
	c.mark = newDrawing("pass", 24, Muted, Panel)
	c.check = newText(w.say("camera-check.wait"), style{bold: true})
	c.network = newChoice(w.say("camera-choice.network"), c.told, c.chooseNetwork)
	c.address = newField(c.told, c.take)
	c.address.SetPlaceHolder(w.say("camera-choice.example"))
	c.wrong = newText(w.say("camera-choice.wrong"), style{size: SizeSmall, colour: AskInk})
	c.wrong.Hide()
	c.typed = newInset(tickX, 0, newColumn(4,
		c.address, c.wrong, newText(w.say("camera-choice.password"), style{size: SizeSmall, colour: Muted}),
	))
	c.typed.Hide()
	c.mirror = newTick(w.say("camera-choice.mirror"), c.told, func() {
		alter(func(set *settings.Settings) { set.Mirror = !set.Mirror })
	})
	c.box = newColumn(0)
	c.root = newSection(w.say("camera-choice.title"),
		newColumns(14, 520,
			newColumn(8,
				&fyne.Container{Layout: stand{c.preview}, Objects: []fyne.CanvasObject{c.preview.root}},
				newRow(10, 1, c.mark, c.check),
			),
			newColumn(6, c.box, c.mirror),
		),
		c.typed,
	)
	return c
}

// stand gives the camera's picture its height, or what is said in its place
// the height that this needs.
type stand struct{ preview *preview }

// Layout implements fyne.Layout.
func (stand) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// MinSize implements fyne.Layout.
func (l stand) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(1, l.heightOf(objects, 300))
}

func (l stand) heightOf(_ []fyne.CanvasObject, width float32) float32 {
	const picture, around = 200, 24
	return fyne.Max(picture, heightFor(l.preview.saying, width-2*around)+2*around)
}

// show draws the cameras there are and whether one has read a code, and tells
// whether anything moved.
func (c *cameraSection) show(st desk.State) bool {
	moved := c.seen != st.Camera || c.blind != (st.Picture == nil)
	c.seen, c.blind = st.Camera, st.Picture == nil
	if c.read != st.Setup.Read {
		moved = true
		c.read = st.Setup.Read
		icon, ink, words := "pass", Muted, "camera-check.wait"
		if c.read {
			icon, ink, words = "accepted", AdmitInk, "camera-check.read"
		}
		c.mark.set(icon, ink, Panel)
		c.check.colour(ink)
		c.check.set(c.words.say(words))
	}
	if len(c.box.Objects) == 0 || !slices.Equal(c.cameras, st.Setup.Cameras) {
		c.cameras = st.Setup.Cameras
		c.list()
		moved = true
	}
	return moved
}

// list makes the choices: the first camera, each that was found, and the one
// in force if it is none of them. Those that were there before stay, with the
// focus they have.
func (c *cameraSection) list() {
	all := []desk.Webcam{{Name: c.words.say("camera-choice.first")}}
	all = append(all, c.cameras...)
	if len(c.cameras) == 0 {
		for _, n := range []string{"0", "1", "2"} {
			all = append(all, desk.Webcam{ID: n, Name: c.words.say("camera-choice.number", values{"Number": n})})
		}
	}
	if !isAddress(c.inForce) && !slices.ContainsFunc(all, func(w desk.Webcam) bool { return w.ID == c.inForce }) {
		all = append(all, desk.Webcam{ID: c.inForce, Name: c.inForce})
	}
	before := c.choices
	c.choices = map[string]*tick{}
	c.box.RemoveAll()
	for _, w := range all {
		t := before[w.ID]
		if t == nil {
			t = newChoice(w.Name, c.told, func() { c.choose(w.ID) })
		}
		t.label.set(w.Name)
		c.choices[w.ID] = t
		c.box.Add(t)
	}
	c.box.Add(c.network)
}

// put shows the camera that is in force, and tells whether anything moved.
func (c *cameraSection) put(set settings.Settings) bool {
	c.mirror.set(set.Mirror)
	moved := false
	if c.inForce != set.Camera {
		c.inForce = set.Camera
		c.typing = isAddress(c.inForce)
		c.list()
		moved = true
	}
	if isAddress(c.inForce) {
		c.address.show(c.inForce)
	}
	return c.turn() || moved
}

// turn shows which choice is made.
func (c *cameraSection) turn() bool {
	for id, t := range c.choices {
		t.set(!c.typing && id == c.inForce)
	}
	c.network.set(c.typing)
	moved := c.typed.Hidden == c.typing
	c.typed.Hidden = !c.typing
	return moved
}

func (c *cameraSection) choose(id string) {
	c.typing = false
	c.alter(func(set *settings.Settings) { set.Camera = id })
	if c.turn() {
		c.root.Refresh()
	}
}

// chooseNetwork asks for an address, and takes one that is there already.
func (c *cameraSection) chooseNetwork() {
	c.typing = true
	c.turn()
	c.root.Refresh()
	if isAddress(c.address.text()) {
		c.take(c.address.text())
	}
}

// take hands on a typed address, if it is one.
func (c *cameraSection) take(address string) {
	wrong := address != "" && !isAddress(address)
	if c.wrong.Hidden == wrong {
		c.wrong.Hidden = !wrong
		c.root.Refresh()
	}
	if isAddress(address) {
		c.alter(func(set *settings.Settings) { set.Camera = address })
	}
}

// fill takes the address that stands in the field, if one is to be used.
func (c *cameraSection) fill(set *settings.Settings) {
	if address := c.address.text(); c.typing && isAddress(address) && address != c.address.given {
		c.address.given = address
		set.Camera = address
	}
}

// isAddress tells whether a camera is one in the network.
func isAddress(camera string) bool {
	scheme, host, ok := strings.Cut(camera, "://")
	return ok && host != "" && slices.Contains([]string{"http", "https", "rtsp"}, strings.ToLower(scheme))
}
