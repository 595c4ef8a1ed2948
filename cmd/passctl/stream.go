package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"runtime"

	"passdesk/app/intake"
	"passdesk/camera/pdf"
)

// maxLine is the longest line of a stream, in bytes; a card that needs more
// is no card.
const maxLine = 256 << 10

// job is a line to answer and where its answer goes.
type job struct {
	card
	slot chan<- []answer
}

// stream answers one QR text or JWS a line from standard input, on all
// cores, in order and in constant memory.
func (j *judge) stream() {
	queue := make(chan (<-chan []answer), 4*runtime.GOMAXPROCS(0))
	failed := make(chan error, 1)
	go func() { failed <- j.feed(queue) }()
	for slot := range queue {
		j.print(<-slot)
	}
	if err := <-failed; err != nil {
		j.complain(err)
	}
}

// feed reads lines and has each answered. The queue keeps their order and
// bounds how many are under way.
func (j *judge) feed(queue chan<- (<-chan []answer)) error {
	jobs := make(chan job)
	defer close(queue)
	defer close(jobs)
	for range runtime.GOMAXPROCS(0) {
		go j.work(jobs)
	}
	lines := bufio.NewScanner(j.in)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 0
	for lines.Scan() {
		n++
		text := lines.Bytes()
		if n == 1 {
			if intake.IsPicture(text) || pdf.Is(text) {
				return errors.New("standard input is a picture or a PDF file; passctl verify takes the name of its file")
			}
			// A byte order mark before a stream is its writer's, not the card's.
			text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
		}
		if text = bytes.TrimSpace(text); len(text) == 0 {
			continue
		}
		slot := make(chan []answer, 1)
		queue <- slot
		jobs <- job{card{input: fmt.Sprintf("-:%d", n), text: string(text)}, slot}
	}
	return broken(lines.Err(), n+1)
}

// broken says why a stream ends before its end.
func broken(err error, line int) error {
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("line %d of standard input is longer than %d kB, which no card is; nothing after it was read", line, maxLine>>10)
	case err != nil:
		return fmt.Errorf("standard input cannot be read beyond line %d: %w", line-1, err)
	}
	return nil
}

func (j *judge) work(jobs <-chan job) {
	for w := range jobs {
		w.slot <- j.decide([]card{w.card})
	}
}
