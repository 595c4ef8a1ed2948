package voice

func programs() []program {
	const script = `Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; ` +
		`(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())`
	return []program{{"powershell", func(string) []string {
		return []string{"-NoProfile", "-NonInteractive", "-Command", script}
	}}}
}
