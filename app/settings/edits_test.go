package settings_test

import (
	"slices"
	"testing"

	"passdesk/app/settings"
)

func TestAPacksEditsReplaceThoseItHad(t *testing.T) {
	s := settings.Default()
	wait := func(days string) settings.Edit { return settings.Edit{Pack: "b", Param: "waitingDays", Value: days} }
	products, other := settings.Edit{Pack: "b", Param: "products", Value: "pfizer, moderna"}, settings.Edit{Pack: "a", Param: "hours", Value: "3"}
	for _, step := range []struct {
		pack  string
		edits []settings.Edit
		want  []settings.Edit
	}{
		{"b", []settings.Edit{wait("7"), products}, []settings.Edit{products, wait("7")}},
		{"a", []settings.Edit{other}, []settings.Edit{other, products, wait("7")}},
		{"b", []settings.Edit{wait("9")}, []settings.Edit{other, wait("9")}},
		{"b", nil, []settings.Edit{other}},
	} {
		before := s
		s.SetEdits(step.pack, step.edits...)
		if !slices.Equal(s.Edits, step.want) {
			t.Errorf("edits %v, want %v", s.Edits, step.want)
		}
		if s.Equal(before) {
			t.Error("the settings before were changed too")
		}
		again, problems, err := settings.Parse(settings.Format(s))
		if err != nil || len(problems) > 0 || !again.Equal(s) {
			t.Errorf("read back as %v, %v, %v", again.Edits, problems, err)
		}
	}
}
