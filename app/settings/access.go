package settings

import (
	"errors"
	"slices"
	"strings"
)

// Speech says what of an answer the system's speaker says.
type Speech string

// What may be spoken.
const (
	SpeechOff    Speech = "off"
	SpeechAnswer Speech = "answer" // what was decided
	SpeechName   Speech = "name"   // and whose card it is
)

// The sizes of text, in percent.
const LeastText, MostText, TextStep = 100, 200, 25

// accessKeys are about who sees and hears the desk.
func accessKeys() []key {
	return []key{
		{"text-size", "Size of all text in percent, 100 to 200.",
			func(s *Settings, v any) error { return putInt(&s.TextSize, v, LeastText, MostText) },
			func(s Settings) any { return s.TextSize }},
		{"reduce-motion", "Nothing moves by itself but the camera's picture: the bar of a result steps every few seconds.",
			func(s *Settings, v any) error { return putBool(&s.ReduceMotion, v) },
			func(s Settings) any { return s.ReduceMotion }},
		{"speech", "What of an answer this computer's voice says: off, answer, or name for the answer and the holder's name.",
			func(s *Settings, v any) error { return putSpeech(&s.Speech, v) },
			func(s Settings) any { return s.Speech }},
		{"pin", "The manager's PIN as the desk has hashed it; empty for none. Whoever may write this file can remove it.",
			func(s *Settings, v any) error { return putPIN(&s.PIN, v) },
			func(s Settings) any { return s.PIN }},
	}
}

// putPIN takes a hash by its form; a PIN itself is refused.
func putPIN(to *string, v any) error {
	var hash string
	if err := putText(&hash, v, maxText); err != nil {
		return err
	}
	if hash != "" && !strings.HasPrefix(hash, "$argon2id$") {
		return errors.New("must be empty or as the desk wrote it: set a PIN in the settings of the desk")
	}
	*to = hash
	return nil
}

func putSpeech(to *Speech, v any) error {
	s, _ := v.(string)
	if !slices.Contains([]Speech{SpeechOff, SpeechAnswer, SpeechName}, Speech(s)) {
		return errors.New("must be off, answer or name")
	}
	*to = Speech(s)
	return nil
}
