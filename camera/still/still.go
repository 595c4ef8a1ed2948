// Package still replays pictures as a camera.
//
// The pictures come from memory or from PNG and JPEG files, which are read
// one at a time, when their turn comes, and within limits of size. It does
// not watch folders, and what a file holds besides its pixels it never reads.
package still

import (
	"context"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"passdesk/camera"
)

// Show says how pictures are shown. Its zero value shows each once, as fast
// as they are asked for.
type Show struct {
	// Every is how long each picture stands before the camera. A reader that
	// is slower than that misses pictures; with zero it misses none.
	Every time.Duration
	// Loop begins again after the last picture.
	Loop bool
	// Now and Wait are the clock; the real one if nil.
	Now  func() time.Time
	Wait camera.Wait
}

// Source replays pictures. It is made by Pictures, Files or Folder.
type Source struct {
	count int
	load  func(i int) (*camera.Picture, error)
	show  Show

	closed context.Context
	finish context.CancelFunc

	started time.Time // when the first picture was asked for
	next    int       // the first picture not yet shown, counted without end
	failed  error
}

var _ camera.Source = (*Source)(nil)

// Pictures replays pictures that are in memory. Nobody may write to them any
// more; one that is no *camera.Picture is converted each time it is shown.
func Pictures(pictures []image.Image, show Show) *Source {
	return replay(len(pictures), show, func(i int) (*camera.Picture, error) {
		return camera.PictureOf(pictures[i]), nil
	})
}

// Files replays picture files. A file that cannot be shown ends the source
// with the error of Open.
func Files(paths []string, show Show) *Source {
	return replay(len(paths), show, func(i int) (*camera.Picture, error) {
		return Open(paths[i])
	})
}

// Folder replays the PNG and JPEG files of a folder in the order of their
// names, as they are found now. A folder without any is camera.Missing.
func Folder(dir string, show Show) (*Source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fault(dir, err)
	}
	var paths []string
	for _, e := range entries {
		if isPicture(e.Name()) && !e.IsDir() {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	if len(paths) == 0 {
		return nil, fault(dir, os.ErrNotExist)
	}
	return Files(paths, show), nil
}

func isPicture(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg"}, strings.ToLower(filepath.Ext(name)))
}

func replay(count int, show Show, load func(int) (*camera.Picture, error)) *Source {
	if show.Now == nil {
		show.Now = time.Now
	}
	if show.Wait == nil {
		show.Wait = camera.Sleep
	}
	closed, finish := context.WithCancel(context.Background())
	return &Source{count: count, load: load, show: show, closed: closed, finish: finish}
}

// Next gives the picture that stands before the camera now, or waits for the
// next one. The last picture is shown even to a reader that comes late.
func (s *Source) Next(ctx context.Context) (camera.Frame, error) {
	either, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.closed, cancel)()

	i, err := s.turn(either)
	var picture *camera.Picture
	if err == nil {
		picture, err = s.load(i % s.count)
		s.failed = err
	}
	switch {
	case s.closed.Err() != nil:
		return camera.Frame{}, io.EOF
	case err != nil:
		return camera.Frame{}, err
	}
	return camera.Frame{Image: picture, At: s.show.Now()}, nil
}

// turn waits until a picture is due that was not shown yet, and takes it.
func (s *Source) turn(ctx context.Context) (int, error) {
	switch {
	case ctx.Err() != nil:
		return 0, ctx.Err()
	case s.failed != nil:
		return 0, s.failed
	case s.count == 0:
		return 0, io.EOF
	case s.started.IsZero():
		s.started = s.show.Now()
	}
	if err := s.catchUp(ctx); err != nil {
		return 0, err
	}
	if s.next >= s.count && !s.show.Loop {
		return 0, io.EOF
	}
	s.next++
	return s.next - 1, nil
}

// catchUp waits for the next picture's moment, or skips those whose moment
// has gone.
func (s *Source) catchUp(ctx context.Context) error {
	if s.show.Every <= 0 {
		return nil
	}
	gone := s.show.Now().Sub(s.started)
	if due := time.Duration(s.next) * s.show.Every; due > gone {
		return s.show.Wait(ctx, due-gone)
	}
	standing := int(gone / s.show.Every)
	if !s.show.Loop && s.next < s.count {
		standing = min(standing, s.count-1)
	}
	s.next = max(s.next, standing)
	return nil
}

// Close ends the show.
func (s *Source) Close() error {
	s.finish()
	return nil
}
