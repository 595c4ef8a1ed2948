//go:build !darwin && !windows

package voice

import "strings"

func programs() []program {
	espeak := func(lang string) []string { return []string{"-v", base(lang), "--stdin"} }
	return []program{
		{"spd-say", func(lang string) []string {
			return []string{"--pipe-mode", "--wait", "--language", strings.Replace(base(lang), "cmn", "zh", 1)}
		}},
		{"espeak-ng", espeak},
		{"espeak", espeak},
	}
}
