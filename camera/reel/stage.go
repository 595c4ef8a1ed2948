package reel

import (
	"bytes"
	"time"

	"passdesk/camera"
	"passdesk/camera/symbol"
)

// stage draws the pictures of a round. It keeps the empty scene and the one
// thing that is being shown, drawn once.
type stage struct {
	scenes []scene
	fonts  fonts
	unit   float64 // pixels in one measure of a canvas
	lobby  *camera.Picture

	scene  int
	opened time.Time
	sprite *sprite // nil before the first scene
}

// detail is how much finer a thing is drawn than it is shown.
const detail = 1.25

func newStage(width, height int) (*stage, error) {
	f, err := loadFonts()
	if err != nil {
		return nil, err
	}
	unit := float64(height) / 720
	return &stage{scenes: scenes(), fonts: f, unit: unit, lobby: drawLobby(width, height, unit)}, nil
}

// picture gives the picture of a moment of a round that began at opened. A
// thing is drawn while the scene is still empty, where a late picture is not
// seen.
func (s *stage) picture(at time.Duration, opened time.Time) (*camera.Picture, error) {
	n, in := sceneAt(s.scenes, at)
	if s.sprite == nil || s.scene != n || !s.opened.Equal(opened) {
		drawn, err := s.prepare(s.scenes[n], opened)
		if err != nil {
			return nil, err
		}
		s.scene, s.opened, s.sprite = n, opened, drawn
	}
	if in < s.scenes[n].empty {
		return s.lobby, nil
	}
	colour, luma := *s.lobby.RGBA, *s.lobby.Luma()
	colour.Pix, luma.Pix = bytes.Clone(colour.Pix), bytes.Clone(luma.Pix)
	r := roles[s.scenes[n].act]
	centre := point{float64(colour.Rect.Dx()) / 2, float64(colour.Rect.Dy()) / 2}
	h := s.scenes[n].poseOf(r.thing.place(), in).homography(s.sprite, s.unit, centre)
	s.sprite.draw(target{&colour, &luma}, h)
	return camera.NewPicture(&colour, &luma), nil
}

// place is where a thing's middle is held, seen from that of the picture.
func (t thing) place() point {
	if t.box.y1 > 360 { // too long to be seen whole: its head is
		return point{0, t.box.y1 - 360 + 42}
	}
	return point{-10, -32}
}

// spread is where a thing and its hand are drawn: down to what never comes
// into the picture, as no thing is ever held higher than its place.
func (t thing) spread() box {
	b := t.box.grown(64)
	b.y1 = max(b.y1, 470)
	return b
}

// prepare mints what a scene shows and draws it.
func (s *stage) prepare(now scene, opened time.Time) (*sprite, error) {
	r := roles[now.act]
	texts, err := r.texts(opened)
	if err != nil {
		return nil, err
	}
	code, err := symbol.Encode(texts[now.code])
	if err != nil {
		return nil, err
	}
	t := r.thing
	c := newCanvas(t.spread(), s.unit*detail, s.fonts)
	t.behind(c, t, r.skin)
	cast := t.box.moved(6, 14)
	c.shadow(cast, cast.rounded(t.radius).behind(t.outline()), 26, 0.30)
	if err := t.draw(c, t, page{r.person, code, now.code + 1, len(texts)}); err != nil {
		return nil, err
	}
	t.before(c, t, r.skin)
	return c.freeze(), nil
}
