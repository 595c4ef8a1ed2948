package voice

func programs() []program {
	return []program{{"say", func(string) []string { return []string{"-f", "-"} }}}
}
