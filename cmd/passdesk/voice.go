//go:build cgo

package main

import (
	"context"

	"passdesk/app/voice"
)

// talker says the answers. One that is being said gives way to the next.
type talker struct{ wanted chan sentence }

type sentence struct{ words, lang string }

// newTalker starts the goroutine that waits for whoever speaks. Failed is told
// once what keeps it from speaking.
func newTalker(failed func(error)) *talker {
	t := &talker{wanted: make(chan sentence, 1)}
	go t.run(failed)
	return t
}

func (t *talker) run(failed func(error)) {
	told := false
	for next := range t.wanted {
		err := t.say(next)
		if err != nil && !told {
			told = true
			failed(err)
		}
	}
}

// say says a sentence, until the next one comes.
func (t *talker) say(next sentence) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	said := make(chan error, 1)
	go func() { said <- voice.Say(ctx, next.words, next.lang) }()
	select {
	case err := <-said:
		return err
	case newer := <-t.wanted:
		stop()
		<-said
		t.speak(newer.words, newer.lang)
		return nil
	}
}

// speak asks for a sentence and does not wait.
func (t *talker) speak(words, lang string) {
	select {
	case <-t.wanted:
	default:
	}
	select {
	case t.wanted <- sentence{words, lang}:
	default: // another one came first
	}
}
