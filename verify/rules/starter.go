package rules

import (
	"strings"

	"passdesk/assets"
)

// Starter gives a commented pack to begin with: it compiles and passes its
// own tests. It fails where the id cannot be one.
func Starter(id string) ([]byte, error) {
	data, err := assets.Rules.ReadFile("rules/starter.txt")
	if err != nil {
		return nil, err
	}
	text := []byte(strings.ReplaceAll(string(data), "ID-OF-THE-PACK", id))
	_, err = readSource(id+".yaml", text)
	return text, err
}
