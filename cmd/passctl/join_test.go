package main

import (
	"strings"
	"testing"
	"time"

	"passdesk/verify/shc"
)

func TestJoinsThePartsOfACardInAnyOrder(t *testing.T) {
	i := newIssuer(t)
	parts := i.long(t, "A")
	for name, inputs := range map[string][]string{
		"as they are": {parts[0], parts[1]},
		"backwards":   {parts[1], parts[0]},
		"one twice":   {parts[1], parts[1], parts[0], parts[1]},
		"pictures":    {picture(t, "2.png", parts[1]), picture(t, "1.png", parts[0])},
		"one file":    {file(t, "parts", parts[1]+"\n"+parts[0]+"\n")},
	} {
		got := run(verifyJSON(append(i.trusted(), "--join"), inputs...)...).want(t, done, "").cards(t)
		if len(got) != 1 || len(got[0].Doses) != 30 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	in := strings.NewReader(parts[1] + "\r\n" + parts[0])
	passctl(in, verifyJSON(append(i.trusted(), "--join"), "-")...).want(t, done, "")
}

func TestJoinsThePartsInOneInputByItself(t *testing.T) {
	i := newIssuer(t)
	a, b, alone := i.long(t, "A"), i.long(t, "B"), i.card(t, adult).Texts[0]
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"a card":           {a, "accepted"},
		"one after other":  {append(a, b...), "accepted accepted"},
		"side by side":     {[]string{a[0], b[0], a[1], b[1]}, "accepted accepted"},
		"crosswise":        {[]string{a[0], b[1], alone, a[1], b[0]}, "accepted accepted accepted"},
		"with one missing": {[]string{a[0], b[0], b[1]}, "unreadable:incomplete accepted"},
		"two halves":       {[]string{a[0], b[1]}, "invalid"},
		"first half alone": {[]string{a[0], alone}, "unreadable:incomplete accepted"},
	} {
		got := run(verifyJSON(i.trusted(), file(t, "cards.txt", strings.Join(c.lines, "\n")))...).reasons(t)
		if !strings.HasPrefix(got, c.want) || strings.Count(got, " ") != strings.Count(c.want, " ") {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// Both parts are there, so the card is not incomplete but wrong.
func TestASpoiledPartMakesAnInvalidCard(t *testing.T) {
	i := newIssuer(t)
	parts := i.long(t, "A")
	middle := len(parts[0]) / 2
	spoiled := parts[0][:middle] + "00" + parts[0][middle+2:]
	for name, inputs := range map[string][]string{
		"first": {spoiled, parts[1]}, "last": {parts[1], spoiled}, "twice": {spoiled, parts[1], spoiled, parts[1]},
	} {
		got := run(verifyJSON(append(i.trusted(), "--join"), inputs...)...).want(t, other, "").cards(t)
		if len(got) != 1 || got[0].Outcome != "invalid" || got[0].Holder != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// The whole card is there as well: it is found among them.
	got := run(verifyJSON(append(i.trusted(), "--join"), spoiled, parts[1], parts[0])...).want(t, other, "").reasons(t)
	if got != "unreadable:incomplete accepted" {
		t.Errorf("spoiled and whole: %s", got)
	}
}

func TestJoinAnswersWhatItHasWithoutTheRest(t *testing.T) {
	i := newIssuer(t)
	parts := i.long(t, "A")
	join := append(i.trusted(), "--join")
	if got := run(verifyJSON(join, parts[0], "nowhere")...).want(t, usage, "nowhere").reasons(t); got != "unreadable:incomplete" {
		t.Errorf("%s", got)
	}
	if got := run(verifyJSON(join, "nowhere")...).want(t, usage, "nowhere").out; got != "" {
		t.Errorf("nothing could be read, and yet: %s", got)
	}
	if got := run(verifyJSON(join, file(t, "empty", ""))...).want(t, other, "").cards(t); got[0].Message != "There is nothing in it." {
		t.Errorf("%+v", got)
	}
}

// Many parts that make nothing must not take long: 50 parts that each come
// twice could be put together in 2^50 ways.
func TestGivesUpOnPartsThatMakeNothing(t *testing.T) {
	var texts []string
	for at := range 50 {
		for _, digits := range []string{"00", "01"} {
			texts = append(texts, "shc:/"+string(rune('0'+(at+1)/10))+string(rune('0'+(at+1)%10))+"/50/"+digits)
		}
	}
	if got := join(texts, time.Time{}); len(got) != 1 || got[0] != texts[0] {
		t.Errorf("%d cards: %.60q", len(got), got)
	}
}

func FuzzJoin(f *testing.F) {
	f.Add("shc:/1/2/00\nshc:/2/2/01\nshc:/2/2/00\neyJ")
	f.Add("shc:/1/3/5676\nshc:/3/3/56\nshc:/1/3/5676\nshc:/2/3/01")
	f.Fuzz(func(t *testing.T, lines string) {
		texts := strings.Split(lines, "\n")
		if len(texts) > 30 {
			return
		}
		got := join(texts, now)
		parts := 0
		for _, text := range texts {
			if _, of := partOf(text, now); of > 0 {
				parts++
			}
		}
		empty := 0
		for _, text := range texts {
			if text == "" {
				empty++
			}
		}
		if singles := len(texts) - parts - empty; len(got) < singles || len(got) > len(texts) || parts > 0 && len(got) == singles {
			t.Errorf("%d texts, %d of them parts, made %d cards", len(texts), parts, len(got))
		}
		for _, text := range got {
			if _, err := shc.Parse(text); text == "" && err == nil {
				t.Error("a card of nothing")
			}
		}
	})
}
