package settings

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Edit is a value that this site wants for a parameter of a rule pack, instead
// of the pack's own.
type Edit struct{ Pack, Param, Value string }

// String writes it as the file has it.
func (e Edit) String() string { return e.Pack + "." + e.Param + " = " + e.Value }

// SetEdits gives a pack other edits instead of those it has. What a pack's
// parameters are and may be is not known here.
func (s *Settings) SetEdits(pack string, edits ...Edit) {
	all := slices.DeleteFunc(slices.Clone(s.Edits), func(e Edit) bool { return e.Pack == pack })
	all = append(all, edits...)
	slices.SortFunc(all, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Pack, b.Pack), cmp.Compare(a.Param, b.Param)) })
	s.Edits = all
}

// maxEdits is how many edits are read.
const maxEdits = 200

func putEdits(to *[]Edit, v any) error {
	list, ok := v.([]any)
	if !ok || len(list) > maxEdits {
		return fmt.Errorf("must be a list of at most %d texts like %q", maxEdits, "PACK.PARAMETER = VALUE")
	}
	form := regexp.MustCompile(`^([a-z0-9-]+)\.([A-Za-z0-9]+)\s*=\s*(\S.*)$`)
	var edits []Edit
	for _, one := range list {
		var text string
		if err := putText(&text, one, maxText); err != nil {
			return fmt.Errorf("holds a text that %w", err)
		}
		parts := form.FindStringSubmatch(strings.TrimSpace(text))
		if parts == nil {
			return errors.New("holds a text that is not PACK.PARAMETER = VALUE")
		}
		e := Edit{parts[1], parts[2], parts[3]}
		if slices.ContainsFunc(edits, func(o Edit) bool { return o.Pack == e.Pack && o.Param == e.Param }) {
			return errors.New("names a parameter twice")
		}
		edits = append(edits, e)
	}
	*to = edits
	return nil
}

func editTexts(edits []Edit) []string {
	texts := make([]string, len(edits))
	for i, e := range edits {
		texts[i] = e.String()
	}
	return texts
}
