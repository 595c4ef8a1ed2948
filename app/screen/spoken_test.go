package screen

import (
	"slices"
	"testing"
	"time"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// TestAnAnswerIsSpokenOnceAndNamesNobodyUnlessSet shows answers at desks of
// every setting.
func TestAnAnswerIsSpokenOnceAndNamesNobodyUnlessSet(t *testing.T) {
	named := plainName.Given[0] + " " + plainName.Given[1] + " " + plainName.Family
	for _, c := range []struct {
		name  string
		set   func(*settings.Settings)
		state desk.State
		want  []string
	}{
		{"off", func(s *settings.Settings) { s.Speech = settings.SpeechOff }, genuine(twoDoses(), plainName), nil},
		{"a desk without the setting", func(s *settings.Settings) { s.Speech = "" }, genuine(twoDoses(), plainName), nil},
		{"answer", func(s *settings.Settings) { s.Speech = settings.SpeechAnswer }, genuine(twoDoses(), plainName), []string{"en: Accepted. "}},
		{"a reason", func(s *settings.Settings) { s.Speech = settings.SpeechAnswer }, genuine(tooEarly(), plainName), []string{"en: Not accepted. Waiting period not over. "}},
		{"in Spanish", func(s *settings.Settings) { s.Speech, s.Language = settings.SpeechAnswer, "es" }, failed(reason.BadSignature), []string{"es: No válida. La firma no coincide. "}},
		{"name", func(s *settings.Settings) { s.Speech = settings.SpeechName }, genuine(twoDoses(), plainName), []string{"en: Accepted. " + named}},
		{"a name that is masked", func(s *settings.Settings) { s.Speech, s.MaskNames = settings.SpeechName, true }, genuine(twoDoses(), plainName), []string{"en: Accepted. "}},
	} {
		screen, _ := open(t, scene{state: atRest()}, Light)
		var said []string
		screen.do.Speak = func(words, lang string) { said = append(said, lang+": "+words) }
		c.set(&c.state.Setup.Set)
		screen.Show(c.state)
		held := *c.state.Result
		held.Closes = time.Time{}
		c.state.Result = &held
		screen.Show(c.state)
		if !slices.Equal(said, c.want) {
			t.Errorf("%s: said %q, want %q", c.name, said, c.want)
		}
	}
}

// TestTheBarOfAResultStepsWhereNothingMayMove counts how often it moves in the
// time of a result.
func TestTheBarOfAResultStepsWhereNothingMayMove(t *testing.T) {
	for still, most := range map[bool]int{true: 5, false: 400} {
		st := genuine(twoDoses(), plainName)
		st.Setup.Set.ReduceMotion = still
		screen, _ := open(t, scene{state: st}, Light)
		moves, last := 0, float32(-1)
		for at := time.Duration(0); at <= 30*time.Second; at += 100 * time.Millisecond {
			st.Now = st.Result.Closes.Add(at - 30*time.Second)
			screen.Show(st)
			if left := screen.side.timer.bar.left; left != last {
				moves, last = moves+1, left
			}
		}
		if moves > most || !still && moves < 200 {
			t.Errorf("still %t: it moved %d times", still, moves)
		}
	}
}

func TestKeysMakeTheTextLarger(t *testing.T) {
	screen, _, noted := listening(t, atRest())
	press := func(by string, want int) {
		for _, c := range screen.shortcuts() {
			if string(c.key) == by {
				c.do()
				break
			}
		}
		got := noted.last(t)
		if got.TextSize != want {
			t.Errorf("%s makes it %d, want %d", by, got.TextSize, want)
		}
		st := screen.state
		st.Setup.Set = got
		screen.Show(st)
	}
	for _, want := range []int{125, 150, 175, 200, 200} {
		press("=", want)
	}
	press("-", 175)
	press("+", 200)
	press("0", 100)
	press("-", 100)
}
