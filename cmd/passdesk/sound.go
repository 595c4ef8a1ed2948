//go:build cgo

package main

import (
	"bytes"
	"errors"
	"time"

	"github.com/ebitengine/oto/v3"

	"passdesk/app/chime"
	"passdesk/verify/reason"
)

// speaker plays the sounds of the answers. The system's device is opened for
// the first one and rests between two. A sound that is not played yet gives
// way to the next: an answer counts only while it is new.
type speaker struct {
	wanted  chan sound
	failed  func(error) // told why a sound that a person asked for is not heard
	context *oto.Context
	err     error // why there is no device
}

// sound is one to be played.
type sound struct {
	of    reason.Outcome
	asked bool // by a person who waits for it
}

// newSpeaker starts the goroutine that plays: a device is waited for.
func newSpeaker(failed func(error)) *speaker {
	s := &speaker{wanted: make(chan sound, 1), failed: failed}
	go func() {
		for next := range s.wanted {
			if err := s.play(next.of); err != nil && next.asked {
				s.failed(err)
			}
		}
	}()
	return s
}

// sound asks for a sound and does not wait.
func (s *speaker) sound(next sound) {
	select {
	case <-s.wanted:
	default:
	}
	select {
	case s.wanted <- next:
	default: // another one came first
	}
}

func (s *speaker) play(o reason.Outcome) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.context.Resume(); err != nil {
		return err
	}
	player := s.context.NewPlayer(bytes.NewReader(chime.Of(o)))
	player.Play()
	for limit := time.Now().Add(2 * time.Second); player.IsPlaying() && time.Now().Before(limit); {
		time.Sleep(10 * time.Millisecond)
	}
	const tail = 200 * time.Millisecond // what the device still holds
	time.Sleep(tail)
	err := s.context.Suspend()
	return errors.Join(err, s.context.Err(), player.Close())
}

// open opens the device once. One that is not there is not looked for again:
// a laptop's loudspeaker does not come later.
func (s *speaker) open() error {
	if s.context != nil || s.err != nil {
		return s.err
	}
	quietALSA()
	context, ready, err := oto.NewContext(&oto.NewContextOptions{SampleRate: chime.Rate, ChannelCount: 1, Format: oto.FormatSignedInt16LE})
	if err == nil {
		select {
		case <-ready:
			err = context.Err()
		case <-time.After(3 * time.Second):
			err = errors.New("the sound device does not answer")
		}
	}
	if err != nil {
		s.err = errors.New("it has no sound device that can be used")
		return s.err
	}
	s.context = context
	return nil
}
