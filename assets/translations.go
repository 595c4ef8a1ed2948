package assets

import "embed"

// Translations holds translations/active.LANG.json, one file a language:
// text by id, in the form of go-i18n. The languages are what the directory
// lists. Read by app/screen.
//
//go:embed translations/active.*.json
var Translations embed.FS
