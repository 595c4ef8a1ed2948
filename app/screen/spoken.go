package screen

import (
	"time"

	"passdesk/app/desk"
	"passdesk/app/settings"
	"passdesk/verify/reason"
)

// spokenAnswer keeps an answer from being said twice.
type spokenAnswer struct{ shown time.Time }

// sayAnswer lets a new answer be heard in words where that is set.
func (s *Screen) sayAnswer(st desk.State) {
	r := st.Result
	if r == nil || r.Shown.Equal(s.said.shown) {
		return
	}
	s.said.shown = r.Shown
	if s.do.Speak != nil && (st.Setup.Set.Speech == settings.SpeechAnswer || st.Setup.Set.Speech == settings.SpeechName) {
		s.do.Speak(s.words.answer(st), s.words.tag.String())
	}
}

// answer is the open result in words. The holder is named only where that is
// set, the card is genuine, and the name may be seen.
func (w *Words) answer(st desk.State) string {
	r := st.Result
	all := w.named("outcome", string(r.Decision.Outcome)) + ". "
	if r.Decision.Outcome != reason.Accepted {
		all += w.reasonWords(r.Decision.Reason) + ". "
	}
	v := r.Verdict
	if st.Setup.Set.Speech == settings.SpeechName && !st.Setup.Set.MaskNames && v.Genuine == reason.Yes && v.Record != nil {
		all += nameOf(v.Record.Holder.Name)
	}
	return all
}
